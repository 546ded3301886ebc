"""What the machine has to do at a visit of a run, and the alarms that watch one (decision 0218)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from andu.workflow.models.matter import Matter
from andu.workflow.models.run import Run


class ErrandQuery(models.QuerySet["Errand"]):
    """How errands are found."""

    def standing(self) -> "ErrandQuery":
        """Those that are not over."""
        return self.filter(state__in=Errand.STANDING)


class Errand(models.Model):
    """One errand: it is looked at again `at` that moment (None: when something else has happened).

    `node` is the step of the machine, or the alarm that watches the visit. `due` is when a wait is
    over, or since when a message is on its way; `ok` is how it went. `problem` says why it is
    stuck. `called` is the matter that a call began. `since` is when the visit was entered.
    """

    class Kind(models.TextChoices):
        WAIT = "wait", _("等待")
        CALL = "call", _("调用流程")
        PUSH = "push", _("推送")
        FILL = "fill", _("填写字段")
        ALARM = "alarm", _("到期转出")

    class State(models.TextChoices):
        WAITING = "waiting", _("进行中")
        STUCK = "stuck", _("受阻")
        OVER = "over", _("已完成")
        GONE = "gone", _("已取消")

    STANDING = (State.WAITING, State.STUCK)

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="errands")
    visit = models.PositiveIntegerField()
    node = models.CharField(max_length=100)
    step = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    since = models.DateTimeField()
    at = models.DateTimeField(null=True)
    due = models.DateTimeField(null=True)
    ok = models.BooleanField(null=True)
    problem = models.CharField(max_length=300, blank=True, default="")
    called = models.ForeignKey(
        Matter, on_delete=models.PROTECT, null=True, related_name="called_by"
    )  # fmt: skip
    over = models.DateTimeField(null=True)

    objects = ErrandQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "visit", "node"], name="errand_once"),
        ]
        indexes = [
            models.Index(
                fields=["at"], name="errand_next",
                condition=Q(at__isnull=False, state="waiting"),
            ),
            models.Index(
                fields=["run"], name="errand_standing",
                condition=Q(state__in=("waiting", "stuck")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.step} #{self.visit}"
