"""What a job of the Django tasks table lacks: a lease, a count of tries, a key; and the clock."""

from django.db import models


class Lease(models.Model):
    """Beside each job: until when its worker is believed alive, tries so far, its key."""

    task = models.OneToOneField(
        "django_tasks_database.DBTaskResult",
        on_delete=models.CASCADE,  # a part of the job's row, swept with it
        primary_key=True,
        related_name="lease",
    )
    key = models.CharField(max_length=200, null=True, unique=True)  # noqa: DJ001 - many have none
    holder = models.CharField(max_length=32, blank=True)
    until = models.DateTimeField(null=True, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)


class Schedule(models.Model):
    """When a function declared in a schedule.py has its next turn."""

    name = models.CharField(max_length=100, primary_key=True)
    next_at = models.DateTimeField()
