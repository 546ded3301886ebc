"""Telling people of a turn whose limit has passed: its holder, whoever is to urge, those above."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.engine.handlers import PlainRule
from andu.engine.nodes import AtLimit
from andu.kit.actor import Actor
from andu.notify.telling import Note, tell_note
from andu.realtime.nudging import nudge
from andu.todo.models import Todo
from andu.workflow.chips import chip_of
from andu.workflow.deadlines import calendar_of
from andu.workflow.jobs.urge_duties import lay_again
from andu.workflow.loading import Loaded
from andu.workflow.models import Escalation, Participant, Seat
from andu.workflow.notify import DUE, TIMED
from andu.workflow.owning import answers_for
from andu.workflow.timing import above

LONGEST = 300


@dataclass(frozen=True)
class Word:
    """What is told of a late turn; with `once` (and the seat) each person hears it once."""

    title: str
    once: str
    kind: str = DUE.code
    reason: str = ""


def _remind(seat: Seat, act: AtLimit, by: Actor) -> str:
    """The holder, and who stands in for them, is told again; of a pool who keeps the flow."""
    lines = Todo.objects.filter(seat_id=seat.pk, step=seat.step[:80])
    holders = {*answers_for(seat), *lines.values_list("assignee_id", flat=True)}
    _tell_of(seat, holders, Word(_("已超期：{title}"), f"remind:{act.after}"), by)
    return seat.who


def _urge(seat: Seat, act: AtLimit, by: Actor) -> str:
    """Whoever has the duty to urge has it once more."""
    duty = lay_again(seat, timezone.now())
    if duty is None:
        return ""
    _tell_of(seat, {duty.member_id}, Word(_("请催办：{title}"), f"urge:{act.after}"), by)
    return duty.member_name


def _escalate(
    seat: Seat, loaded: Loaded, rule: PlainRule | None, reason: str, by: Actor
) -> str:  # fmt: skip
    """Those above are told, see the matter, and may urge and reassign; the holder hears of it."""
    now, matter = timezone.now(), seat.run.matter
    people = above(loaded, seat, rule)
    Escalation.objects.bulk_create(
        [Escalation(seat=seat, member=one, member_name=one.name, due=seat.due or now,
                    reason=reason[:LONGEST], at=now) for one in people],
        ignore_conflicts=True,
    )  # fmt: skip
    superior = Participant.Capacity.SUPERIOR
    Participant.objects.bulk_create(
        [Participant(matter=matter, member=one, capacity=superior, at=now) for one in people],
        ignore_conflicts=True,
    )
    names = "、".join(one.name for one in people)
    up = Word(_("超时上报：{title}"), "up", TIMED.code, reason)
    _tell_of(seat, {one.pk for one in people}, up, by)
    down = Word(_("已上报{whom}：{{title}}").format(whom=names), "told-up", TIMED.code)
    _tell_of(seat, {seat.member_id} if people and seat.member_id else (), down, by)
    nudge(f"matter:{matter.pk}")
    return names


def _tell(seat: Seat, what: str, by: Actor) -> None:
    """The initiator hears what time did to a turn of their matter."""
    matter = seat.run.matter
    title = _("{step}超时，{what}：{title}").format(step=seat.step, what=what, title=matter.title)
    note = Note(
        title=title, text=seat.who, link=matter.get_absolute_url(), kind=TIMED.code,
        source=_("系统"), urgency=matter.urgency,
    )  # fmt: skip
    tell_note([matter.initiator_id], note, by=by)


def _tell_of(seat: Seat, people: Iterable[int], word: Word, by: Actor) -> None:
    """One notice each, however often the clock asks."""
    matter = seat.run.matter
    late = chip_of(seat.due, timezone.now(), calendar_of(matter)).words
    text = "，".join(filter(None, (f"{seat.step} {seat.who} {late}", word.reason)))
    note = Note(
        title=word.title.format(title=matter.title), text=text[:200],
        link=matter.get_absolute_url(), kind=word.kind, source=_("系统提醒"),
        urgency=matter.urgency, dedupe=f"time:{seat.pk}:{word.once}",
    )  # fmt: skip
    tell_note(people, note, by=by)
