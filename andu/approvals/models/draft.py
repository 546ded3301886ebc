"""What was typed and not yet submitted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from andu.approvals.models.template import TemplateVersion
from andu.kit.actor import Actor
from andu.organisation.models import Member
from andu.workflow.models import Matter


class DraftQuery(models.QuerySet["Draft"]):
    """How drafts are found."""

    def visible_to(self, actor: Actor) -> "DraftQuery":
        """One's own drafts: nobody reads another person's."""
        return self.filter(member_id=actor.member_id) if actor.member_id else self.none()


class Draft(models.Model):
    """A request being written. `raw` holds the texts as typed, right or wrong; `choices` whom the
    initiator has picked for later steps (step → member ids, as typed), `leap` why over
    somebody's head."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64, blank=True, default="")  # of the form that began it
    title = models.CharField(_("标题"), max_length=200, blank=True)
    urgency = models.PositiveSmallIntegerField(
        choices=Matter.Urgency.choices, default=Matter.Urgency.NORMAL
    )
    raw = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    leap = models.TextField(blank=True, default="", db_default="")
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField()

    objects = DraftQuery.as_manager()

    class Meta:
        ordering = ["-updated"]
        indexes = [models.Index(fields=["member", "-updated"], name="draft_of_member")]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "key"], condition=~models.Q(key=""), name="one_draft_of_a_form"
            ),
        ]

    def __str__(self) -> str:
        return self.title
