"""Who answers for a step found at fault, together with the steps beside it (WF-22)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.organisation.models import Member
from andu.organisation.overseeing import units_overseen
from andu.workflow.models.matter import Matter


class Finding(models.Model):
    """责任认定: the visit (0: the initiator's own) of a step at which the flow was not followed.

    `is_report`: the next handler found it on receipt and returned the matter (WF-21); else it was
    found by whoever keeps the flow. A withdrawn one stays, with by whom and `why`.
    """

    class State(models.TextChoices):
        STANDS = "stands", _("有效")
        WITHDRAWN = "withdrawn", _("已撤销")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="findings")
    node = models.CharField(max_length=64)
    step = models.CharField(max_length=120)
    visit = models.PositiveIntegerField(default=0)
    reason = models.TextField()
    basis = models.CharField(max_length=200, blank=True)
    is_report = models.BooleanField(default=False)
    finder = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    finder_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.STANDS)
    withdrawn = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "node", "visit"], name="finding_once", condition=Q(state="stands")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.step}"

    @property
    def is_standing(self) -> bool:
        """Whether it counts."""
        return self.state == self.State.STANDS


class ResponsibilityQuery(models.QuerySet["Responsibility"]):
    """How entries are found."""

    def visible_to(self, actor: Actor) -> "ResponsibilityQuery":
        """One's own, those of people in units one oversees, and of matters one administers."""
        if actor.member_id is None:
            return self.none()
        found = Q(member_id=actor.member_id)
        for unit in units_overseen(actor.member_id):
            here = Q(unit_path__startswith=unit.path)
            for path in unit.apart:
                here &= ~Q(unit_path__startswith=path)
            found |= here
        theirs = Matter.objects.administered_by(actor).values("pk")
        mine = Q(finding__matter__organisation=actor.organisation_id or 0)
        return self.filter(mine, found | Q(finding__matter__in=theirs))


class Responsibility(models.Model):
    """One person's entry: `part` is whether they handled the step at fault, or the one before or
    after it, who answer for it alike (同责). Unit and name are those of the time."""

    class Part(models.TextChoices):
        FAULT = "fault", _("环节办理人")
        BEFORE = "before", _("上一环节同责")
        AFTER = "after", _("下一环节同责")

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="entries")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    member_name = models.CharField(max_length=120)
    unit_name = models.CharField(max_length=200, blank=True)
    unit_path = models.CharField(max_length=255, blank=True, db_index=True)
    step = models.CharField(max_length=120)
    part = models.CharField(max_length=8, choices=Part.choices)
    at = models.DateTimeField()

    objects = ResponsibilityQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "member"], name="responsibility_once"),
        ]
        indexes = [
            models.Index(fields=["member", "-at", "-id"], name="responsibility_of"),
            models.Index(fields=["-at", "-id"], name="responsibility_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.member_name} {self.step}"
