"""What a drawing says and we cannot take over: reason and remedy, in one sentence each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Gap:
    """Something to be completed by hand."""

    reason: str
    remedy: str
    topic: str = "other"

    def __str__(self) -> str:
        return self.reason + self.remedy


def short(text: str) -> str:
    """An expression as it is quoted: on one line, not too long."""
    said = " ".join(text.split())
    return said if len(said) <= 60 else f"{said[:59]}…"
