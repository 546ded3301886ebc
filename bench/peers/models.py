"""A viewflow process; and a document of django-fsm with the tasks and log one writes for it."""

from django.db import models
from django_fsm import FSMField, transition
from viewflow.workflow.models import Process


class LeaveProcess(Process):
    """What viewflow keeps of a leave."""

    days = models.IntegerField(default=5)
    reason = models.CharField(max_length=200, default="")
    starter_id = models.IntegerField(default=1)


class Leave(models.Model):
    """A leave as a state machine; who acts when is Python code around it."""

    state = FSMField(default="draft", db_index=True)
    days = models.IntegerField(default=5)
    reason = models.CharField(max_length=200, default="")
    starter = models.ForeignKey("auth.User", on_delete=models.CASCADE, related_name="+")

    @transition(field=state, source="draft", target="countersign")
    def submit(self) -> None:
        """The initiator hands it in."""

    @transition(field=state, source="countersign", target="manager")
    def countersigned(self) -> None:
        """All three have agreed."""

    @transition(
        field=state, source="manager", target="director", conditions=[lambda leave: leave.days > 3]
    )
    def to_director(self) -> None:
        """Long ones go further up."""

    @transition(field=state, source=["manager", "director"], target="archived")
    def archive(self) -> None:
        """It is done."""


class Task(models.Model):
    """A line of somebody's inbox."""

    leave = models.ForeignKey(Leave, on_delete=models.CASCADE, related_name="tasks")
    assignee = models.ForeignKey("auth.User", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20)
    done = models.DateTimeField(null=True)
    created = models.DateTimeField(auto_now_add=True)


class Log(models.Model):
    """What was done."""

    leave = models.ForeignKey(Leave, on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey("auth.User", on_delete=models.CASCADE, related_name="+")
    action = models.CharField(max_length=20)
    comment = models.CharField(max_length=500)
    at = models.DateTimeField(auto_now_add=True)
