"""What somebody enclosed with their opinion: papers, or the opinion in their own hand."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from andu.files.models import File
from andu.workflow.models.run import Run


class Enclosure(models.Model):
    """A file of one act, named by the act's place in the run's history. That record's sealed
    details hold the file's name, kind and SM3 (`files`), so the trace proves what was enclosed."""

    class Kind(models.TextChoices):
        PAPER = "paper", _("附件")
        HANDWRITING = "handwriting", _("手写")

    run = models.ForeignKey(
        Run, on_delete=models.PROTECT, related_name="enclosures", db_index=False
    )
    sequence = models.PositiveIntegerField()
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.PAPER)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["sequence", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "sequence", "file"], name="enclosure_once"),
        ]

    def __str__(self) -> str:
        return str(self.file)
