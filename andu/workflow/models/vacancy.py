"""A step for which nobody was found: kept so that the flow does not stop unseen."""

from django.db import models
from django.db.models import F, Q

from andu.workflow.models.run import Run, Seat


class VacancyQuery(models.QuerySet["Vacancy"]):
    """How vacancies are found."""

    def standing(self) -> "VacancyQuery":
        """Those not mended: whoever stands in still has the turn, or nothing has happened in the
        run since the act that was refused."""
        held = Q(seat__state__in=(Seat.State.OPEN, Seat.State.WAITING))
        refused = Q(seat=None, version=F("run__version"))
        return self.filter(held | refused, run__outcome="")


class Vacancy(models.Model):
    """Nobody was found for a step of a run. With a `seat`, its holder is the last resort and
    stands in; without one, the act that led to the step was refused while the run was at `version`.

    `reason` says in words which rules named nobody; `waits_for` who is at it meanwhile.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="vacancies")
    node = models.CharField(max_length=64)
    step = models.CharField(max_length=120)
    seat = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="vacancies")
    version = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    waits_for = models.CharField(max_length=80)
    at = models.DateTimeField()

    objects = VacancyQuery.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "node"], name="vacancy_once")]

    def __str__(self) -> str:
        return f"{self.run} {self.step}"
