"""What a run's history is: one chained record for every act, with all the events it caused."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from andu.kit.chain import ChainedRecord
from andu.workflow.models.run import Run


class History(ChainedRecord):
    """An act and what followed. `details` holds the engine's events with the answers they rested
    on, so the run can be replayed from here asking nobody; `key` is that of the account's request,
    so a repeated click finds its first answer, and nobody else's (WF-02)."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="history")
    how = models.CharField(max_length=16)
    node = models.CharField(max_length=64, blank=True)
    step = models.CharField(max_length=120, blank=True)
    visit = models.PositiveIntegerField(default=0)
    seat = models.PositiveIntegerField(default=0)
    opinion = models.TextField(blank=True)
    target = models.CharField(max_length=120, blank=True)
    content_before = models.CharField(max_length=64, blank=True)
    content_after = models.CharField(max_length=64, blank=True)

    SEALED: ClassVar[tuple[str, ...]] = (
        *ChainedRecord.SEALED, "run_id", "how", "node", "step", "visit", "seat", "opinion",
        "target", "content_before", "content_after",
    )  # fmt: skip

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["run", "sequence"], name="history_one_link"),
            models.UniqueConstraint(
                fields=["run", "account_id", "key"],
                condition=~Q(key=""),
                name="history_one_answer_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} #{self.sequence}"
