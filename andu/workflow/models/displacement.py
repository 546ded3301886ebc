"""A turn whose holder the rules no longer name, kept for whoever administers the flow."""

from django.db import models

from andu.workflow.models.run import Run, Seat


class DisplacementQuery(models.QuerySet["Displacement"]):
    """How they are found."""

    def standing(self) -> "DisplacementQuery":
        """Those whose turn is still open or to come."""
        live = (Seat.State.OPEN, Seat.State.WAITING)
        return self.filter(seat__state__in=live, run__outcome="")


class Displacement(models.Model):
    """岗位变动: by the rules of its step the `seat` would now be somebody else's. `names` are those
    the rules name now ("" for nobody), `reason` the rules in words, `why` in words why it was left
    as it is."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="displacements")
    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="displacement")
    step = models.CharField(max_length=120)
    holder = models.CharField(max_length=120)
    names = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300)
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    objects = DisplacementQuery.as_manager()

    def __str__(self) -> str:
        return f"{self.step} {self.holder}"
