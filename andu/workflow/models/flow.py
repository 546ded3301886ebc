"""What flows and their versions are."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.organisation.models import Member, Organisation, Unit


class FlowQuery(models.QuerySet["Flow"]):
    """How flows are found."""

    def visible_to(self, actor: Actor) -> "FlowQuery":
        """The flows of the actor's organisation."""
        if actor.organisation_id is None:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)


class Flow(models.Model):
    """A named way of handling something; what it says is in its versions."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="flows")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT)
    code = models.CharField(_("代码"), max_length=64)
    name = models.CharField(_("名称"), max_length=120)
    created = models.DateTimeField(auto_now_add=True)

    objects = FlowQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="flow_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class FlowVersion(models.Model):
    """One version of a flow: BPMN 2.0 XML, frozen once published. A run keeps the one it began
    with (WF-07)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        PUBLISHED = "published", _("已发布")

    flow = models.ForeignKey(Flow, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("版本"))
    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    bpmn = models.TextField()
    bpmn_hash = models.CharField(max_length=64)
    published = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["flow", "number"], name="flow_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.flow} v{self.number}"
