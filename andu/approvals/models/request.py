"""What a request is: the subject of a matter of the kind "approvals"."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from andu.approvals.models.template import TemplateVersion
from andu.forms.models import Record
from andu.kit.actor import Actor
from andu.workflow.models import Matter

KIND = "approvals"


class RequestQuery(models.QuerySet["Request"]):
    """How requests are found."""

    def visible_to(self, actor: Actor) -> "RequestQuery":
        """Those whose matter the actor may see."""
        return self.filter(Exists(Matter.objects.visible_to(actor).filter(pk=OuterRef("matter"))))

    def submitted_by(self, actor: Actor) -> "RequestQuery":
        """The one the actor's very request (its key) has made already; none without a key."""
        key = key_of(actor)
        return self.filter(key=key) if key else self.none()


def key_of(actor: Actor) -> str:
    """The key of a submission: the account, and the key of the request."""
    return f"{actor.account_id}:{actor.key}" if actor.key else ""


class Request(models.Model):
    """A submitted request: its matter (title, number, state), its template's version and what was
    filled in. `key` is that of the submission (account and request), so that a repeated click finds
    the first; `digest` that of the form as sent, where the same key may come with another content
    (a page gone back to)."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="request")
    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="requests")
    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=90, blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")

    objects = RequestQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="request_key_once"),
        ]

    def __str__(self) -> str:
        return str(self.matter)
