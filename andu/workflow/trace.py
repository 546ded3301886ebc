"""流转轨迹: what was done, who is at it, and who will probably be next (WF-02, WF-03)."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.engine.configuration import POOL
from andu.engine.nodes import Fork, Nature, Threshold
from andu.organisation.models import Member
from andu.workflow.bpmn.timing import act_words
from andu.workflow.bpmn.words import Namer
from andu.workflow.counting import instructed
from andu.workflow.deeds import BACK, SIGNS, did, late_words, place_of, remark, undone
from andu.workflow.directory import Asking
from andu.workflow.doing import doing_now
from andu.workflow.enclosed import enclosures_of
from andu.workflow.foreseeing import foreseen
from andu.workflow.loading import Loaded
from andu.workflow.matrices import grounds_of, words_by_step
from andu.workflow.models import Enclosure, Errand, Escalation, History, Matter, Seat, Urging, Visit
from andu.workflow.models.run import signed
from andu.workflow.pooling import in_words
from andu.workflow.rules_choosing import choice_of
from andu.workflow.sparing import nodes_in, spared_in
from andu.workflow.timing import acts_by_instruction, acts_of
from andu.workflow.vacancies import namer_in
from andu.workflow.words import waited


@dataclass(frozen=True)
class Changed:
    """Something an act changed: its name, and the words before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the trace. `state`: ok, back, void (disagreed or ended), held (suspended), aside
    (the turn changed hands, or goes on), now, next; `sign` is the icon of an act.

    `place` is what stands on paper for the step, also where an act belongs to none.

    `did` is the verb in words; `undone` says by what the act's effect was taken away;
    `elapsed` how long it has waited; `late` by how much and why an act came after its limit;
    `urged` how often the holder was urged; `is_unread` and `seen` whether and when somebody else's
    open turn was looked at first. `hashes` are those of the content before and after;
    `changes` (label, before, after) are filled in by the room that knows the content. `member`
    acted; `signature` is the number of the picture beside the name, filled in by the room above;
    `name` is what stands on paper where `who` says 你. `due` and `respond_due` are by when an open
    turn is to be handled, and to be looked at while nobody has; `then` is what happens by itself
    after that.
    """

    state: str
    who: str
    sign: str = ""
    step: str = ""
    place: str = ""
    did: str = ""
    unit: str = ""
    at: datetime | None = None
    elapsed: str = ""
    opinion: str = ""
    note: str = ""
    undone: str = ""
    key: str = ""
    late: str = ""
    urged: int = 0
    is_unread: bool = False
    seen: datetime | None = None
    sequence: int = 0
    hashes: tuple[str, str] = ("", "")
    files: tuple[Enclosure, ...] = ()
    mentions: str = ""
    changes: tuple[Any, ...] = ()
    member: int | None = None
    signature: int = 0
    name: str = ""
    due: datetime | None = None
    respond_due: datetime | None = None
    then: str = ""

    @property
    def struck(self) -> bool:
        """Whether the act's effect was taken away."""
        return bool(self.undone)


def trace_of(loaded: Loaded, viewer: int | None, asking: Asking | None = None) -> list[Line]:
    """Every line: past, present, and, when the matter runs and `asking` is given, to come."""
    grounds: dict[str, str] = {}  # filled in by what is past
    lines = [*_past(loaded, grounds), *_present(loaded, viewer, grounds), *_at_work(loaded)]
    if asking and loaded.configuration.is_running:
        lines += _to_come(loaded, asking)
    return lines


def bare(line: Line) -> Line:
    """The line for who may follow the way but not read what is in the matter (WF-03)."""
    return replace(
        line, opinion="", late="", files=(), mentions="", changes=(), signature=0, hashes=("", "")
    )


def _past(loaded: Loaded, grounds: dict[str, str]) -> Iterator[Line]:
    """What was done. `grounds` gets by which rows of authority matrices people were asked, by step,
    as it was last."""
    files = enclosures_of(loaded.run)
    for row in History.objects.filter(run=loaded.run).order_by("sequence"):
        visit = loaded.visits.get(row.visit)
        state, sign = SIGNS[row.how]
        yield Line(
            state=state, sign=sign, who=_signed(row), step=row.step,
            place=place_of(loaded.matter, row), did=did(loaded, row), unit=row.actor_unit,
            at=row.at, opinion=row.opinion, key=row.node, late=late_words(row),
            member=row.member_id, undone=undone(visit) if visit and row.how not in BACK else "",
            sequence=row.sequence, hashes=(row.content_before, row.content_after),
            files=tuple(files.get(row.sequence, ())),
            mentions="、".join(row.details.get("mentions", ())), changes=_renamed(row),
            note="；".join(filter(None, (remark(row), grounds.get(row.node, "")))),
        )  # fmt: skip
        grounds |= grounds_of(row.details)
        for node in nodes_in(row.details):
            yield from _passed_over(loaded, node, row, grounds)


def _passed_over(
    loaded: Loaded, node: str, row: History, grounds: dict[str, str]
) -> Iterator[Line]:
    """A step whose rules named nobody and that could do without, or people who need not be asked
    again."""
    found = loaded.definition.nodes[node]
    step, is_table = found.name or _("逐行办理"), isinstance(found, Fork)
    spared = list(spared_in(row.details, node))
    why_not = _("明细没有行，自动通过") if is_table else _("无人，自动通过")
    for who, why in spared or [(_("系统"), why_not)]:
        yield Line(
            state="aside", sign="player-skip-forward", who=who, step=step, place=step, did=why,
            at=row.at, key=node, note=grounds.get(node, ""),
        )  # fmt: skip


def _renamed(row: History) -> tuple[Changed, ...]:
    """What a resubmission changed about the matter itself."""
    words = row.details.get("particulars", {})
    return tuple(Changed(label, before, after) for label, (before, after) in words.items())


def _signed(row: History) -> str:
    return signed(row.actor_name, row.on_behalf_of)


def _present(loaded: Loaded, viewer: int | None, grounds: dict[str, str]) -> Iterator[Line]:
    now = timezone.now()
    urged = Counter(Urging.objects.filter(seat__run=loaded.run).values_list("seat", flat=True))
    limited = cache(lambda: instructed(loaded))  # asked only where it makes a difference
    told, name = _told_up(loaded), namer_in(loaded.matter.organisation_id)
    live = {v.number for v in loaded.visits.values() if v.state == "live"}
    is_held = loaded.matter.state == Matter.State.SUSPENDED
    for visit in sorted(live):
        seats = loaded.in_turn(s for s in loaded.seats.values() if s.visit == visit)
        acting = [s for s in seats if s.state in (Seat.State.OPEN, Seat.State.WAITING)]
        for seat in acting:
            is_mine = not seat.is_pool and seat.member_id == viewer
            is_open = seat.state == Seat.State.OPEN and not is_held
            yield Line(
                state="now" if is_open else "next",
                who=signed(_("你"), seat.on_behalf_name) if is_mine else seat.who,
                name=seat.who if is_mine else "",
                is_unread=is_open and not is_mine and seat.seen is None and not seat.is_pool,
                seen=seat.seen if is_open and not is_mine else None,
                step=seat.step or _("修改"), unit=seat.member_unit, key=seat.node,
                urged=urged[seat.pk], **(_limits(loaded, seat, name, limited) if is_open else {}),
                elapsed=_since(seat, now, is_held=is_held),
                note="；".join(filter(None, (
                    _note(loaded, seat, seats if seat is acting[0] else [], told.get(seat.pk, ())),
                    grounds.get(seat.node, ""),
                ))),
            )  # fmt: skip


def _at_work(loaded: Loaded) -> Iterator[Line]:
    """What the machine does now."""
    if not loaded.definition.has_machine or not loaded.configuration.is_running:
        return
    rows = Errand.objects.standing().filter(run=loaded.run).exclude(kind=Errand.Kind.ALARM)
    for row in rows.order_by("pk"):
        is_stuck = row.state == Errand.State.STUCK
        note = row.problem if is_stuck else row.get_kind_display()
        yield Line(
            state="held" if is_stuck else "now", who=_("系统"), step=row.step, key=row.node,
            due=row.due if row.kind == Errand.Kind.WAIT else None, note=note,
            elapsed=waited(row.since, timezone.now()),
        )  # fmt: skip


def _limits(
    loaded: Loaded, seat: Seat, name: Namer, limited: Callable[[], set[int]]
) -> dict[str, Any]:  # fmt: skip
    """Both clocks of an open turn, and what happens by itself when it is late."""
    acts = acts_of(loaded.definition, loaded.definition.step(seat.node), loaded.matter)
    if acts_by_instruction(acts) != acts and seat.number in limited():
        acts = acts_by_instruction(acts)
    said = _("；").join(act_words(each, loaded.definition, name) for each in acts)
    return {
        "due": seat.due, "respond_due": None if seat.seen else seat.respond_due,
        "then": said if seat.due else "",
    }  # fmt: skip


def _since(seat: Seat, now: datetime, *, is_held: bool) -> str:
    if is_held:
        return _("恢复后继续")
    return waited(seat.opened, now) if seat.opened else ""


def _told_up(loaded: Loaded) -> dict[int, list[str]]:
    """Seat → the superiors who were told that it is late; asked only when something is."""
    now = timezone.now()
    is_open = [seat for seat in loaded.seats.values() if seat.state == Seat.State.OPEN]
    late = [seat.pk for seat in is_open if seat.due and seat.due <= now]
    found: dict[int, list[str]] = {}
    rows = Escalation.objects.filter(seat__in=late).order_by("id") if late else ()
    for row in rows:
        found.setdefault(row.seat_id, []).append(row.member_name)
    return found


def _note(loaded: Loaded, seat: Seat, seats: list[Seat], told: Sequence[str] = ()) -> str:
    """How an added seat came there; with the first seat of a step, how many have agreed; who was
    told that it is late."""
    added = ""
    if seat.added:
        who = (s.member_name for s in loaded.seats.values() if s.member_id == seat.added_by_id)
        words = _("{who}{added}")
        added = words.format(who=next(who, ""), added=seat.get_added_display())
    up = _("超时已上报{names}").format(names="、".join(told)) if told else ""
    tally = _tally(loaded, seats) if len(seats) > 1 else ""
    return "，".join(filter(None, (added, tally, up)))


def _tally(loaded: Loaded, seats: list[Seat]) -> str:
    here = [s for s in seats if s.state != Seat.State.VOID and not s.helps]
    counted = [s for s in here if s.how != "transferred"]
    if len(counted) < 2:
        return ""
    visit = loaded.visits[counted[0].visit]
    agreed = [s for s in counted if s.how in ("agreed", "timed_out")]
    if visit.needed_count or visit.needed_percent:
        return _votes(visit, agreed, counted)
    if loaded.definition.step(visit.node).nature is Nature.WORK:
        done = sum(s.how == "completed" for s in counted)
        return _("{done} / {all} 办毕").format(done=done, all=len(counted))
    return _("{agreed} / {all} 同意").format(agreed=len(agreed), all=len(counted))


def _votes(visit: Visit, agreed: list[Seat], counted: list[Seat]) -> str:
    """How many votes there are for it, and how many it needs; an added signer has none of their
    own."""
    votes, total = (sum(s.weight for s in some if not s.added) for some in (agreed, counted))
    threshold = Threshold(count=visit.needed_count, percent=visit.needed_percent)
    words = _("同意 {votes} 票，需 {needed} 票")
    return words.format(votes=votes, needed=threshold.of(total))


def _to_come(loaded: Loaded, asking: Asking) -> Iterator[Line]:
    asking = replace(asking, is_guess=True)
    prediction = foreseen(loaded, asking)
    grounds = words_by_step(asking.grounds)
    people = {someone for step in prediction.steps for someone in step.people}
    ids = {someone.member for someone in people}
    ids |= {someone.on_behalf_of or 0 for someone in people}
    names = dict(asking.names)
    unknown = ids - {0, POOL} - names.keys()
    if unknown:
        names |= Member.objects.filter(pk__in=unknown).values_list("pk", "name")
    for step in prediction.steps:
        who = "、".join(
            in_words(len(asking.pools[step.step])) if s.is_pool
            else signed(names.get(s.member, ""), names.get(s.on_behalf_of or 0, ""))
            for s in step.people
        )  # fmt: skip
        node = loaded.definition.step(step.step)
        note = grounds.get(step.step, "")
        unknown_as = _("由上一环节办理人选") if choice_of(node, at_submission=False) else _("待定")
        yield Line(state="next", who=who or unknown_as, step=node.name, key=step.step, note=note)
    if prediction.complete:
        yield Line(state="next", who=_("归档"), step=_("自动"))


def next_holders(matter: Matter) -> str:
    """Who has it now, for the message after an act: 送沈知远签批; else what the machine does."""
    found = matter.holders
    if found is None:
        seats = Seat.objects.filter(run__matter=matter, state=Seat.State.OPEN)
        found = list(seats.order_by("number")[:4])
    if not found:
        return doing_now(matter)
    if found[0].is_pool:
        return _("到{step}，{many}").format(step=found[0].step, many=found[0].who)
    names = "、".join(dict.fromkeys(seat.who for seat in found[:3]))
    if len(found) > 3:
        names = _("{names}等").format(names=names)
    return _("送{names}{step}").format(names=names, step=found[0].step)
