"""What a handover is: a person's open turns going to somebody else, one after another (交接)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit.actor import Actor
from andu.organisation.models import Member, Organisation
from andu.workflow.models.delegation import Delegation
from andu.workflow.models.matter import Matter
from andu.workflow.rights import ADMINISTER


class HandoverQuery(models.QuerySet["Handover"]):
    """How handovers are found."""

    def visible_to(self, actor: Actor) -> "HandoverQuery":
        """Those of the organisation whose flows the actor administers, whole or in part."""
        if actor.organisation_id is None or not actor.scopes(ADMINISTER.code):
            return self.none()
        return self.filter(organisation=actor.organisation_id)


class Handover(models.Model):
    """The turns of `giver` on their way to `taker`. The job worker takes one item at a time, so
    that a kill in the middle loses and doubles nothing; `actor` says in whose name."""

    class Kind(models.TextChoices):
        DELEGATED = "delegated", gettext_lazy("委托开始，已有待办交给受托人")
        RECALLED = "recalled", gettext_lazy("委托结束，未办事项退回")
        LEFT = "handed_over", gettext_lazy("离岗交接")

    class State(models.TextChoices):
        RUNNING = "running", gettext_lazy("进行中")
        DONE = "done", gettext_lazy("已完成")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    giver = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="handovers_given")
    taker = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="handovers_taken")
    delegation = models.ForeignKey(Delegation, null=True, on_delete=models.PROTECT)
    reason = models.CharField(max_length=300, blank=True)
    actor = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    total = models.PositiveIntegerField(default=0)
    created = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True)

    objects = HandoverQuery.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        words = {"giver": self.giver.name, "taker": self.taker.name}
        return _("{giver}交接给{taker}").format(**words)

    @property
    def is_running(self) -> bool:
        """Whether items still wait for the worker."""
        return self.state == self.State.RUNNING

    @property
    def by_name(self) -> str:
        """In whose name."""
        return str(self.actor.get("name", ""))


class HandoverItem(models.Model):
    """One turn: passed on, no longer there (somebody was faster), or refused with the reason."""

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("等待")
        DONE = "done", gettext_lazy("已交接")
        GONE = "gone", gettext_lazy("已由他人处理")
        FAILED = "failed", gettext_lazy("未能交接")

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="items")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    seat = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "matter", "seat"], name="handover_item_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} #{self.seat}"
