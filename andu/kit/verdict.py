"""What a rule answers: yes, or no with the reason a person can act on."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Verdict:
    """Whether something may be done; `reason` says what to do, `code` is for machines. Where it may
    be done later, `wait` says in how many seconds."""

    allowed: bool
    reason: Any = ""
    code: str = ""
    wait: int = 0

    def __bool__(self) -> bool:
        return self.allowed


yes = Verdict(True)


def no(reason: Any, code: str = "refused", *, wait: int = 0) -> Verdict:
    """A refusal with its reason (lazy translations are welcome)."""
    return Verdict(False, reason, code, wait)


class Refused(Exception):
    """Raised when a rule says no; middleware turns it into one friendly page, toast or problem."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__(str(verdict.reason))


def require(verdict: Verdict) -> None:
    """Go on only when the verdict is yes; raises Refused otherwise."""
    if not verdict:
        raise Refused(verdict)
