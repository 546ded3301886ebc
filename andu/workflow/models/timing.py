"""What happens by itself after a limit leaves behind (到期动作; decision 0200)."""

from django.db import models

from andu.organisation.models import Member
from andu.workflow.models.run import Seat


class Timer(models.Model):
    """How far the clock is with a seat whose limit has passed: `done` of its acts, counted from the
    limit `due`; the next comes `at` that moment, None when there is none."""

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="timer")
    due = models.DateTimeField()
    at = models.DateTimeField(null=True)
    done = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["at"], name="timer_next", condition=models.Q(at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"timer of seat {self.seat_id}"


class Escalation(models.Model):
    """A superior was told of a seat whose limit has passed (上报): they see the matter, and may
    urge its holder or put somebody else into the seat. `reason` is why nothing else was done."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="escalations")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    member_name = models.CharField(max_length=80)
    due = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat", "member"], name="escalated_once"),
        ]

    def __str__(self) -> str:
        return f"{self.seat} → {self.member_name}"
