"""What urging leaves behind: who urged whom, and whose duty it was to urge (WF-20, WF-38)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from andu.organisation.models import Member
from andu.workflow.models.matter import Matter
from andu.workflow.models.run import Seat


class Urging(models.Model):
    """Somebody urged whoever holds a seat. `role` says what entitled them to."""

    class Role(models.TextChoices):
        INITIATOR = "initiator", _("发起人")
        DUTY = "duty", _("上一环节办理人")
        HANDLER = "handler", _("前面的办理人")
        HEAD = "head", _("部门负责人")
        DEPUTY = "deputy", _("部门副职")
        LEADER = "leader", _("分管领导")
        CONTACT = "contact", _("OA联络员")
        SUPERIOR = "superior", _("上级（超时上报）")
        ADMINISTRATOR = "administrator", _("流程管理员")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="urgings")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="urgings")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    member_name = models.CharField(max_length=120)
    urged = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    urged_name = models.CharField(max_length=80)
    role = models.CharField(max_length=16, choices=Role.choices)
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["seat", "member", "-at"], name="urging_last"),
        ]

    def __str__(self) -> str:
        return f"{self.member_name} → {self.urged_name}"


class UrgeDuty(models.Model):
    """It is on the handler of the node before to urge the holder of a seat that nears or passes
    its limit (WF-20). `due` is that limit; `settled` when it was urged, or when the seat closed."""

    class State(models.TextChoices):
        OPEN = "open", _("待催办")
        URGED = "urged", _("已催办")
        SPARED = "spared", _("按时办结，无需催办")
        OMITTED = "omitted", _("漏催")

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="duty")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="urge_duties")
    member_name = models.CharField(max_length=80)
    due = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    opened = models.DateTimeField()
    settled = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["seat"], name="urge_duty_open", condition=Q(state="open")),
            models.Index(fields=["member", "state", "-opened"], name="urge_duty_of"),
        ]

    def __str__(self) -> str:
        return f"{self.member_name} {self.state}"


class Reminder(models.Model):
    """The clock reminded the holder of a seat: when it was not opened in time, before each
    limit, and when it was passed; once each.

    A limit counted anew (`due` differs) is a limit of its own.
    """

    class Kind(models.TextChoices):
        UNSEEN = "unseen", _("尚未查看")
        SOON = "soon", _("即将到期")
        LATE = "late", _("已超期")

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    due = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat", "kind", "due"], name="reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.kind}"


class MatterReminder(models.Model):
    """The clock reminded of the limit of a whole matter: before it, and when it was passed."""

    class Kind(models.TextChoices):
        SOON = "soon", _("即将到期")
        LATE = "late", _("已超期")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    due = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "kind", "due"], name="matter_reminded_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.matter} {self.kind}"
