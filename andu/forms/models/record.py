"""What somebody filled in: a record, each save of it, and the files attached to a save.

Who may see a record is the rule of the room that holds it (a request, a document).
"""

import json
from typing import Any

from django.db import models

from andu.files.models import File
from andu.forms.definition import FormDefinition
from andu.forms.models.form import FormVersion
from andu.kit.chain import link
from andu.organisation.models import Member, Organisation


class Record(models.Model):
    """One filled-in form, on the version of the form it was begun with."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="records")
    newest = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    # The last save, where this very act has made it.
    last: "RecordVersion | None" = None

    def __str__(self) -> str:
        return f"{self.form_version.form} {self.pk}"

    @property
    def definition(self) -> FormDefinition:
        """What the record answers."""
        return self.form_version.definition

    @property
    def current(self) -> "RecordVersion":
        """The last save."""
        if self.last and self.last.number == self.newest:
            return self.last
        return self.versions.get(number=self.newest)


class RecordVersion(models.Model):
    """One save: the values as JSON, bound by hash to the save before. Never changed."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    hash = models.CharField(max_length=64)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    saver = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="record_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.record} · {self.number}"

    @property
    def values(self) -> dict[str, Any]:
        """The values by key; the whole record, hidden fields too: for the server only."""
        found: dict[str, Any] = json.loads(self.text)
        return found

    def is_sound(self, previous: str) -> bool:
        """Whether hash and content still fit, given the hash of the save before ("" at first)."""
        return self.hash == seal(self.text, previous)


def seal(text: str, previous: str) -> str:
    """The hash of a save: its text bound to the hash of the save before."""
    return link(previous, text)


class RecordFile(models.Model):
    """A file attached in a field, as of one save."""

    version = models.ForeignKey(RecordVersion, on_delete=models.PROTECT, related_name="files")
    key = models.CharField(max_length=40)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key", "file"], name="record_file_once"),
        ]

    def __str__(self) -> str:
        return str(self.file)
