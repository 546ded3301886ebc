"""What the page shows of consultations: what one owes an answer to, the threads, and who still
owes the viewer a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Value, When

from andu.kit.actor import Actor
from andu.workflow.loading import Loaded
from andu.workflow.models import Consultation, ConsultationWord, Matter
from andu.workflow.rules_consulting import may_go_on, may_withdraw_question

MOST = 100
State = Consultation.State


@dataclass(frozen=True)
class Thread:
    """One thread, with what the viewer may do in it: go on, or withdraw the question."""

    asked: Consultation
    words: Sequence[ConsultationWord]
    may_pursue: bool = False
    may_withdraw: bool = False

    @property
    def is_back(self) -> bool:
        """Whether the asker was asked back, and has the word."""
        return bool(self.asked.state == State.BACK)


@dataclass(frozen=True)
class Threads:
    """Every thread of a matter, those first in which somebody owes a word."""

    all: Sequence[Thread]
    total: int
    answered: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.all)


def threads_of(loaded: Loaded, by: Actor) -> Threads | None:
    """The threads of a matter; None when nobody asked anything. Six statements."""
    rows = Consultation.objects.standing().filter(matter=loaded.matter)
    total = rows.count()
    if not total:
        return None
    first = Case(When(state__in=Consultation.OPEN, then=Value(0)), default=Value(1))
    shown = rows.order_by(first, "-id").prefetch_related("words__papers__file")[:MOST]
    answered = rows.filter(state=State.ANSWERED).count()
    threads = [_thread(each, loaded, by) for each in shown]
    return Threads(threads, total, answered)


def asked_of(matter: Matter, by: Actor) -> list[Thread]:
    """The threads in which the viewer was asked and has not answered, those first in which it is
    their word; four statements."""
    mine = Consultation.objects.open().filter(matter=matter, member_id=by.member_id or 0)
    rows = mine.order_by("-state", "id").prefetch_related("words__papers__file")
    return [Thread(each, list(each.words.all())) for each in rows]


def waiting_for(matter: Matter, by: Actor) -> Consultation | None:
    """The first thread in which the viewer owes an answer."""
    mine = Consultation.objects.open().filter(matter=matter, member_id=by.member_id or 0)
    return mine.order_by("-state", "id").first()


def owed_at(loaded: Loaded, seat: int) -> list[str]:
    """Who owes the holder of a seat a word, by name; no statement when they never asked."""
    row = loaded.seats.get(seat)
    if row is None or not row.consulted:
        return []
    rows = Consultation.objects.open().filter(seat=row).order_by("id")
    return list(rows.values_list("member_name", flat=True))


def _thread(asked: Consultation, loaded: Loaded, by: Actor) -> Thread:
    """What the rules say of it, with matter and seat at hand."""
    asked.matter, seats = loaded.matter, loaded.seats.values()
    asked.seat = next(seat for seat in seats if seat.pk == asked.seat_id)
    return Thread(
        asked, list(asked.words.all()), may_pursue=bool(may_go_on(by, asked)),
        may_withdraw=bool(may_withdraw_question(by, asked)),
    )  # fmt: skip
