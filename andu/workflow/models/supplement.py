"""补签: somebody whose turn went by without them is asked to sign afterwards, and does."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.organisation.models import Member
from andu.workflow.models.matter import Matter
from andu.workflow.models.run import Seat


class SupplementQuery(models.QuerySet["Supplement"]):
    """How they are found."""

    def visible_to(self, actor: Actor) -> "SupplementQuery":
        """Those of matters the actor sees."""
        return self.filter(matter__in=Matter.objects.visible_to(actor).values("pk"))

    def waiting(self) -> "SupplementQuery":
        """Those somebody was asked for and has not signed."""
        return self.filter(state=Supplement.State.WAITING)


class Supplement(models.Model):
    """One signature afterwards, at a seat that is over; `member` signs, in their own name.

    `asker` is None where nobody had asked. The words signed stand in the history, at `sequence`;
    it moves nothing in the flow.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("待补签")
        SIGNED = "signed", _("已补签")
        WITHDRAWN = "withdrawn", _("已撤回")
        LAPSED = "lapsed", _("已过期")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="supplements")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="supplements")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    member_name = models.CharField(max_length=120)
    step = models.CharField(max_length=120, blank=True)
    why = models.CharField(max_length=200)
    asker = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    asker_name = models.CharField(max_length=120, blank=True)
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    settled = models.DateTimeField(null=True)
    sequence = models.PositiveIntegerField(default=0)

    objects = SupplementQuery.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat"],
                name="supplement_once",
                condition=Q(state__in=("waiting", "signed")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["at"], name="supplement_waiting", condition=models.Q(state="waiting")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_name} {self.step}"
