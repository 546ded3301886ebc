"""What a file is, and the document whose versions files are."""

import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.organisation.models import Member, Organisation


class Chain(models.Model):
    """The versions of one attachment belong together by this row; it is also their lock."""

    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    newest = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.pk}"


class FileQuery(models.QuerySet["File"]):
    """How files are found."""

    def staged_by(self, actor: Actor) -> "FileQuery":
        """What the person has uploaded and not yet attached."""
        own = self.filter(uploaded_by_id=actor.member_id, account_id=actor.account_id)
        return own.filter(state=File.State.STAGED) if actor.account_id else self.none()

    def abandoned(self, before: datetime.datetime) -> "FileQuery":
        """Uploads that nobody attached, older than a moment."""
        return self.filter(state=File.State.STAGED, uploaded_at__lt=before)

    def thrown_away(self, before: datetime.datetime) -> "FileQuery":
        """Files in the bin since before a moment."""
        return self.filter(state=File.State.REMOVED, removed_at__lt=before)


class File(models.Model):
    """One stored file. `name` is what people see, `storage_name` what the server made.

    `kind` is told from the content, never from the browser's word. `header` describes how the
    stored bytes are wrapped (empty: as they are), so that encryption can come later.
    """

    class State(models.TextChoices):
        STAGED = "staged", _("未附上")
        KEPT = "kept", _("已保存")
        REMOVED = "removed", _("已移除")

    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="files")
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(_("文件名"), max_length=200)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=16)
    sm3 = models.CharField(max_length=64)
    storage_name = models.CharField(max_length=80, unique=True)
    header = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.STAGED)
    uploaded_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    account_id = models.BigIntegerField(null=True)
    uploader = models.CharField(max_length=80, blank=True)
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = FileQuery.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "version"], name="file_version_once"),
            models.CheckConstraint(condition=Q(size__gt=0), name="file_not_empty"),
        ]
        indexes = [
            models.Index(fields=["uploaded_by", "state", "id"], name="file_of_uploader"),
            models.Index(
                fields=["uploaded_at"], condition=Q(state="staged"), name="file_staged_since"
            ),
            models.Index(
                fields=["removed_at"], condition=Q(state="removed"), name="file_removed_since"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def extension(self) -> str:
        """The name's ending in small letters, without the dot; what icons go by."""
        return self.name.rpartition(".")[2].lower() if "." in self.name else ""

    def open(self) -> Any:
        """The stored bytes, for reading."""
        return default_storage.open(self.storage_name, "rb")
