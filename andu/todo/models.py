"""What a todo is."""

import datetime

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.organisation.models import Member, Organisation

# `due` is never null, so that one index gives the order; this means "no date".
FAR_FUTURE = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)


class TodoQuery(models.QuerySet["Todo"]):
    """How todos are found."""

    def visible_to(self, actor: Actor) -> "TodoQuery":
        """One's own lines; nobody reads another person's inbox."""
        return self.filter(assignee_id=actor.member_id) if actor.member_id else self.none()


class Todo(models.Model):
    """One open line in one person's inbox.

    `matter_id` and `seat_id` name rows of rooms above (no foreign key points up); `title`,
    `serial`, `label` (the template's name), `initiator`, `step` and `urgency` are copies for
    display (urgency: 1 特急, 2 加急, 3 平急, 0 none). `link` is a path of this site.
    `urged` counts how often its holder was urged; `on_behalf` names whom it is handled for.
    """

    class Kind(models.TextChoices):
        TODO = "todo", _("待办")
        READ = "read", _("待阅")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, db_index=False)
    assignee = models.ForeignKey(Member, on_delete=models.PROTECT, db_index=False)
    kind = models.CharField(max_length=8, choices=Kind.choices, db_default=Kind.TODO)
    due = models.DateTimeField(db_default=FAR_FUTURE)
    matter_id = models.BigIntegerField()
    seat_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=300)
    serial = models.CharField(max_length=80, db_default="")
    label = models.CharField(max_length=80, db_default="")
    initiator = models.CharField(max_length=80, db_default="")
    step = models.CharField(max_length=80, db_default="")
    on_behalf = models.CharField(max_length=80, db_default="")
    urgency = models.PositiveSmallIntegerField(db_default=0)
    link = models.CharField(max_length=200)
    arrived = models.DateTimeField(db_default=Now())
    opened = models.DateTimeField(null=True)
    urged = models.PositiveSmallIntegerField(default=0, db_default=0)

    objects = TodoQuery.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["assignee", "due", "id"], name="todo_inbox"),
            models.Index(fields=["assignee", "kind", "due", "id"], name="todo_inbox_kind"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["seat_id", "assignee"], name="todo_seat_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the matter."""
        return self.link

    @property
    def has_due(self) -> bool:
        """Whether there is a real date behind `due`."""
        return self.due < FAR_FUTURE
