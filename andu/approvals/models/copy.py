"""Whom a template copies a request to by itself, and when (抄送)."""

from django.db import models

from andu.approvals.models.template import TemplateVersion
from andu.organisation.models import Unit
from andu.workflow.models import Circulation


class Copy(models.Model):
    """One line of a version: at `moment` (on pass of the step with the key `step`) everybody whom
    the handler rules in `rules` name, and everybody in `unit` and below, gets it to read.

    `rules` holds the elements of the drawing's own language, written and read by workflow.bpmn.
    """

    Moment = Circulation.Moment

    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="copies")
    order = models.PositiveSmallIntegerField()
    moment = models.CharField(max_length=16, choices=Circulation.Moment.choices)
    step = models.CharField(max_length=64, blank=True)
    rules = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="copy_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.moment} {self.step}"
