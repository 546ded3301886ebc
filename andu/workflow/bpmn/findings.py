"""What is said about a drawing, and to whom it matters."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from andu.kit.verdict import Refused, no

STOP = "。"  # noqa: chinese


class Kind(StrEnum):
    """The three lists of a drawing, what was taken over from another maker's rules and what is to
    be completed of them, what must be mended before publishing, and good to know."""

    RUNS = "runs"
    CARRIED = "carried"
    REFUSED = "refused"
    TAKEN = "taken"
    OPEN = "todo"
    PROBLEM = "problem"
    NOTE = "note"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One remark: about which element (its id), called what, on which line (0: not in a file).
    `topic` says of another maker's rules what they are about: people, unit, limit, joint,
    condition, form, start, else other."""

    kind: Kind
    text: str
    element: str = ""
    name: str = ""
    line: int = 0
    topic: str = ""

    @property
    def is_refusal(self) -> bool:
        """Whether it stands in the way of publishing."""
        return self.kind in {Kind.REFUSED, Kind.PROBLEM, Kind.OPEN}

    @property
    def reason(self) -> str:
        """What is the matter: the first sentence."""
        return "".join(self.text.partition(STOP)[:2])

    @property
    def remedy(self) -> str:
        """What to do about it: the sentences after the first; empty where nothing is to be done."""
        return self.text.partition(STOP)[2]


def unreadable(text: str, line: int | None = 0) -> Refused:
    """The refusal of a whole file, with its place."""
    place = _("第 {line} 行：").format(line=line) if line else ""
    return Refused(no(place + text, code="bpmn"))


def called(name: str, element: str) -> str:
    """How an element is named to people: its name on one line, else its id."""
    return " ".join(name.split())[:40] or element
