"""What deadlines leave behind: limits by instruction, acts after the limit (WF-17, WF-19)."""

from django.db import models
from django.db.models import Q

from andu.kit.actor import Actor
from andu.organisation.models import Member
from andu.workflow.models.matter import Matter
from andu.workflow.models.run import Run, Seat


class Deadline(models.Model):
    """A limit set by instruction, for the whole matter or for one turn (`seat`); the newest is the
    one that counts, and overrides the usual ones (POL-25 … POL-27)."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="deadlines")
    seat = models.ForeignKey(
        Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="deadlines"
    )
    due = models.DateTimeField()
    basis = models.CharField(max_length=200)
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    member_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.matter} {self.due:%Y-%m-%d %H:%M}"


class LateActQuery(models.QuerySet["LateAct"]):
    """How late acts are found."""

    def visible_to(self, actor: Actor, right: str) -> "LateActQuery":
        """Those of people in the units for which the actor holds the right."""
        within = Q(pk__in=[])
        for path in actor.scopes(right):
            within |= Q(unit_path__startswith=path)
        return self.filter(within, matter__organisation_id=actor.organisation_id or 0)


class LateAct(models.Model):
    """An act after the limit of its seat, with the explanation. The history holds the same words
    sealed; this row is for the delay report. `minutes` of working time late."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="late_acts")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+", db_index=False)
    sequence = models.PositiveIntegerField()
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    member_name = models.CharField(max_length=120)
    unit_path = models.CharField(max_length=255, blank=True)
    unit_name = models.CharField(max_length=200, blank=True)
    step = models.CharField(max_length=120, blank=True)
    due = models.DateTimeField()
    at = models.DateTimeField(db_index=True)
    minutes = models.PositiveIntegerField()
    reason = models.CharField(max_length=500, blank=True)

    objects = LateActQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "sequence"], name="late_act_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_name} {self.step}"
