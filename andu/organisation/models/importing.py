"""What an import is: a file on its way into the organisation, and its rows."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.organisation.models.organisation import Organisation


class ImportBatchQuery(models.QuerySet["ImportBatch"]):
    """How imports are found."""

    def visible_to(self, actor: Actor) -> "ImportBatchQuery":
        """Those of the actor's organisation; an administrator of the installation sees all."""
        if actor.organisation_id is None:
            return self if actor.member_id is None and actor.account_id else self.none()
        return self.filter(organisation_id=actor.organisation_id)


class ImportBatch(models.Model):
    """One file being imported. Until it is confirmed nothing of the organisation changes."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("待匹配列")
        CHECKED = "checked", _("待确认")
        RUNNING = "running", _("导入中")
        DONE = "done", _("已完成")
        DROPPED = "dropped", _("已放弃")

    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="imports"
    )
    new_code = models.CharField(max_length=64, blank=True)
    new_name = models.CharField(max_length=200, blank=True)
    filename = models.CharField(max_length=200)
    sheet = models.CharField(max_length=100, blank=True)
    header_row = models.PositiveIntegerField(default=1)
    titles = models.JSONField(default=list)
    signature = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    separators = models.CharField(max_length=40, blank=True)
    fill_down = models.BooleanField(default=False)
    login_prefix = models.CharField(max_length=32, blank=True)
    units = models.JSONField(default=list)
    state = models.CharField(max_length=16, choices=State.choices, default=State.UPLOADED)
    total = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)
    noted = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    new_units = models.PositiveIntegerField(default=0)
    placed = models.PositiveIntegerField(default=0)
    linked = models.PositiveIntegerField(default=0)
    actor = models.JSONField(default=dict)
    by_name = models.CharField(max_length=80)
    basis = models.CharField(max_length=300, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)

    objects = ImportBatchQuery.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        """The page of this import."""
        return reverse("organisation:import_batch", args=[self.pk])

    @property
    def to_apply(self) -> int:
        """How many rows change something."""
        return self.added + self.changed

    @property
    def percent(self) -> int:
        """How far the work is: every row is placed once and linked once."""
        if self.state == self.State.DONE:
            return 100
        return min(99, 100 * (self.placed + self.linked) // max(1, 2 * self.to_apply))

    @property
    def place(self) -> str:
        """The organisation's name, also while it does not exist yet."""
        return self.organisation.name if self.organisation else self.new_name


class ImportRow(models.Model):
    """One row of the file: what is written there, what would happen, what is wrong.

    `cells` (as read) and `person` (as understood) are emptied when the import is over: a
    personnel file holds more than we may keep.
    """

    class Outcome(models.TextChoices):
        UNREAD = "unread", _("未核对")
        ADDED = "added", _("新增")
        CHANGED = "changed", _("变更")
        UNCHANGED = "unchanged", _("不变")
        MERGED = "merged", _("并入")
        FAULTY = "faulty", _("不导入")

    class State(models.TextChoices):
        WAITING = "waiting", _("等待")
        PLACED = "placed", _("已写入")
        DONE = "done", _("完成")

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    code = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=400, blank=True)
    person = models.JSONField(default=dict)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, default=Outcome.UNREAD)
    noted = models.BooleanField(default=False)
    words = models.TextField(blank=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="import_row_once"),
        ]
        indexes = [
            models.Index(fields=["batch", "outcome", "number"], name="import_by_outcome"),
            models.Index(fields=["batch", "state", "number"], name="import_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class ColumnMemory(models.Model):
    """Which column was what in files of this make, the last time."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    signature = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    separators = models.CharField(max_length=40, blank=True)
    fill_down = models.BooleanField(default=False)
    login_prefix = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "signature"], name="columns_once"),
        ]

    def __str__(self) -> str:
        return self.signature
