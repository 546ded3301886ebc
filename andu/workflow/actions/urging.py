"""催办: asking whoever holds a seat to get on with it, and setting a limit by instruction."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import cast

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import Refused, no, require
from andu.notify.telling import Note, tell_note
from andu.realtime.nudging import nudge
from andu.todo.models import Todo
from andu.todo.writing import note_urging
from andu.workflow import urging as rules
from andu.workflow.events import DeadlineSet, TurnDeadlineSet, Urged
from andu.workflow.instructing import may_set_deadline, may_set_turn_deadline
from andu.workflow.models import Deadline, Matter, Seat, UrgeDuty, Urging
from andu.workflow.notify import DUE, URGED
from andu.workflow.overtaking import told_late
from andu.workflow.owning import answers_for
from andu.workflow.urging import open_seats
from andu.workflow.words import waited


@transaction.atomic
def urge(matter: Matter, seats: Collection[int], words: str = "", *, by: Actor) -> list[Urging]:
    """Urge the holders of open seats (by number), with a word if one likes; refused as a whole
    when one of them may not be urged, or not yet. Whose duty it was has done it (WF-20)."""
    matter = lock(matter)
    rows = list(rules.open_seats(matter).filter(number__in=seats))
    if not rows or len(rows) < len(set(seats)):
        said = _("{who}要催的待办已经不在了，请看过现状再催。")
        raise Refused(no(told_late(matter, said), "not-open"))
    if len(words) > rules.LONGEST_WORDS:
        said = _("催办的话最多 {most} 字，请精简。").format(most=rules.LONGEST_WORDS)
        raise Refused(no(said, "too-long"))
    urger = rules.urger_of(by, matter, rows)
    for seat in rows:
        require(urger.verdict(seat))
    made = [_urged(matter, seat, urger.role(seat), words, by) for seat in rows]
    nudge(f"matter:{matter.pk}")
    for each in made:
        record(Urged(whom=each.urged_name, role=each.role), by=by, on=matter)
    return made


@transaction.atomic
def set_deadline(matter: Matter, due: datetime, basis: str, *, by: Actor) -> Deadline:
    """Say by when the matter is to be finished, and on whose instruction; this overrides the usual
    days (POL-26, POL-27). Whose turn has less time now hears of it."""
    matter = lock(matter)
    require(may_set_deadline(by, matter, due, basis))
    made = Deadline.objects.create(
        matter=matter, due=due, basis=basis, member_id=by.member_id, member_name=by.words,
        at=timezone.now(),
    )  # fmt: skip
    matter.due, matter.is_instructed = due, True
    matter.save(update_fields=["due", "is_instructed"])
    holders = _shorten(matter, due)
    nudge(f"matter:{matter.pk}")
    said = date_format(timezone.localtime(due), "Y-m-d H:i")
    title = _("请在 {at} 前办结：{title}").format(at=said, title=matter.title)
    _tell(matter, holders, title, basis, by)
    record(DeadlineSet(due=said, basis=basis), by=by, on=matter)
    return made


@transaction.atomic
def set_turn_deadline(
    matter: Matter, seat: int, due: datetime, basis: str, *, by: Actor
) -> Deadline:  # fmt: skip
    """Say by when somebody else is to handle their turn, and on whose instruction; this overrides
    the limit of the step (WF-17, POL-25). Its holder hears of it."""
    matter = lock(matter)
    found = open_seats(matter).filter(number=seat).first()
    require(may_set_turn_deadline(by, matter, found, due, basis))
    row = lock(cast(Seat, found))
    made = Deadline.objects.create(
        matter=matter, seat=row, due=due, basis=basis, member_id=by.member_id,
        member_name=by.words, at=timezone.now(),
    )  # fmt: skip
    row.due = due
    _give({row.pk: row.member_id or 0}, due)
    said = date_format(timezone.localtime(due), "Y-m-d H:i")
    title = _("请在 {at} 前办理：{title}").format(at=said, title=matter.title)
    _tell(matter, answers_for(row), title, basis, by)
    nudge(f"matter:{matter.pk}")
    what = TurnDeadlineSet(due=said, basis=basis, step=row.step, holder=row.who)
    record(what, by=by, on=matter)
    return made


def _shorten(matter: Matter, due: datetime) -> Collection[int]:
    """No open turn has longer than the whole matter; whose turns have less time now."""
    longer = open_seats(matter).filter(Q(due__gt=due) | Q(due=None))
    holders = {pk: member or 0 for pk, member in longer.values_list("pk", "member")}
    _give(holders, due)
    return [member for member in holders.values() if member]


def _tell(matter: Matter, people: Iterable[int], title: str, basis: str, by: Actor) -> None:
    note = Note(
        title=title, text=basis, link=matter.get_absolute_url(), kind=DUE.code, source=by.words,
        urgency=matter.urgency,
    )  # fmt: skip
    tell_note(people, note, by=by)


def _give(holders: Mapping[int, int], due: datetime) -> None:
    """Seats (by id, with whoever sits there) get this limit."""
    Seat.objects.filter(pk__in=holders).update(due=due)
    Todo.objects.filter(seat_id__in=holders).update(due=due)
    for member in dict.fromkeys(filter(None, holders.values())):
        nudge(f"member:{member}")


def _urged(matter: Matter, seat: Seat, role: str, words: str, by: Actor) -> Urging:
    now = timezone.now()
    made = Urging.objects.create(
        matter=matter, seat=seat, member_id=by.member_id or 0, member_name=by.words,
        urged_id=seat.member_id or 0, urged_name=seat.member_name, role=role, words=words, at=now,
    )  # fmt: skip
    note_urging(seat.member_id or 0, seat.pk)
    if UrgeDuty.objects.filter(seat=seat, member=by.member_id, state="open").update(
        state=UrgeDuty.State.URGED, settled=now
    ):
        Todo.objects.filter(seat_id=seat.pk, assignee=by.member_id).delete()
        nudge(f"member:{by.member_id}")
    since = waited(seat.opened, now) if seat.opened else ""
    note = Note(
        title=_("催办：{title}").format(title=matter.title), text=words or since,
        link=matter.get_absolute_url(), kind=URGED.code, source=by.words, urgency=matter.urgency,
    )  # fmt: skip
    tell_note([seat.member_id or 0], note, by=by)
    return made
