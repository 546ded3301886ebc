"""The words of a file, for the search: once for each content, however often it is attached."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileText(models.Model):
    """The text found in the content with this SM3; empty when it has none (a scan).

    Who may see it is decided by the rooms that hold a file with this content.
    """

    class State(models.TextChoices):
        READ = "read", _("已提取")
        FAILED = "failed", _("提取失败")

    sm3 = models.CharField(max_length=64, unique=True)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices)
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sm3
