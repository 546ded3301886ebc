"""Acting after the limit: whether an explanation is asked, and what is kept of it (WF-19)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.kit import worktime
from andu.kit.verdict import Verdict, no, yes
from andu.policy.reading import value
from andu.policy.types import ENFORCE, OFF
from andu.workflow.chips import span
from andu.workflow.deadlines import calendar_of
from andu.workflow.loading import Loaded
from andu.workflow.models import Seat
from andu.workflow.policy import LATE_REASON
from andu.workflow.saying import Said

ACTS = frozenset({"agreed", "disagreed", "completed", "read", "returned", "submitted"})
LONGEST = 500


@dataclass(frozen=True)
class Late:
    """An act after the limit: that limit, by how many working minutes, and why."""

    due: datetime
    minutes: int
    reason: str = ""


@dataclass(frozen=True)
class Question:
    """What the page asks about a late turn: by how much it is late, and whether it must say why."""

    span: str
    is_required: bool


def late_at(loaded: Loaded, seat: int, now: datetime | None = None) -> Late | None:
    """How late the turn at a seat is; None while its limit has not passed."""
    row, now = loaded.seats.get(seat), now or timezone.now()
    if row is None or row.state != Seat.State.OPEN or row.due is None or now <= row.due:
        return None
    length = worktime.between(calendar_of(loaded.matter), row.due, now)
    return Late(row.due, length // timedelta(minutes=1))


def late_act(loaded: Loaded, said: Said, reason: str) -> Late | None:
    """What is late about an act; None when it is none of those that must be explained."""
    late = late_at(loaded, said.seat) if said.how in ACTS else None
    return replace(late, reason=reason.strip()) if late else None


def may_be_late(loaded: Loaded, late: Late | None) -> Verdict:
    """A late act needs an explanation when the policy enforces it."""
    if late is None:
        return yes
    if not may_explain(late.reason):
        return may_explain(late.reason)
    if not late.reason and asks(loaded) == ENFORCE:
        words = _("这一环节已经超过办理时限，请在“超期说明”里写明原因再办理。")
        return no(words, "late-reason-missing")
    return yes


def may_explain(reason: str) -> Verdict:
    """A short explanation."""
    if len(reason) <= LONGEST:
        return yes
    words = _("超期说明最多 {most} 字，现在有 {count} 字，请精简。")
    return no(words.format(most=LONGEST, count=len(reason)), "too-long")


def asks(loaded: Loaded) -> str:
    """How strictly an explanation is asked for: off, advise or enforce."""
    return asks_in(loaded.matter.organisation_id)


def asks_in(organisation: int) -> str:
    """How strictly an organisation (by its id) asks for explanations."""
    strength: str = value(LATE_REASON, organisation=organisation)
    return strength


def asked_of(loaded: Loaded, seat: int) -> Question | None:
    """What the page asks about this turn; None when it is in time, or nothing is asked."""
    late = late_at(loaded, seat) if seat else None
    strength = asks(loaded) if late else OFF
    return Question(span(late.minutes), strength == ENFORCE) if late and strength != OFF else None


def explained(said: Said, late: Late | None) -> Said:
    """The words of the act with the explanation, which the record seals beside the events."""
    if late is None:
        return said
    sealed = {"due": late.due.isoformat(), "minutes": late.minutes, "reason": late.reason}
    return replace(said, more={**said.more, "late": sealed})
