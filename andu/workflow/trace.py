"""流转轨迹: what was done, who is at it, and who will probably be next (WF-02, WF-03)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.engine.conditions import Value
from andu.engine.configuration import Someone
from andu.engine.decision import Answers
from andu.engine.events import Need
from andu.engine.handlers import HandlersChoice
from andu.engine.nodes import Nature, Threshold
from andu.engine.predict import Prediction, predict
from andu.organisation.models import Member
from andu.workflow.bpmn.timing import act_words
from andu.workflow.bpmn.words import Namer
from andu.workflow.chips import span
from andu.workflow.deciding import complete
from andu.workflow.directory import Asking
from andu.workflow.enclosed import enclosures_of
from andu.workflow.loading import Loaded
from andu.workflow.matrices import grounds_of, rules_in, words_by_step
from andu.workflow.models import Enclosure, Escalation, History, Matter, Seat, Urging, Visit
from andu.workflow.models.run import signed
from andu.workflow.rules_choosing import choice_of
from andu.workflow.sparing import nodes_in, spared_in
from andu.workflow.timing import acts_of
from andu.workflow.vacancies import namer_in
from andu.workflow.words import over_time, waited

DID = {
    "submitted": gettext_lazy("提交"),
    "agreed": gettext_lazy("同意"),
    "disagreed": gettext_lazy("不同意"),
    "read": gettext_lazy("已阅"),
    "returned": gettext_lazy("退回"),
    "withdrawn": gettext_lazy("撤回"),
    "taken_back": gettext_lazy("拿回"),
    "terminated": gettext_lazy("终止"),
    "transferred": gettext_lazy("转办"),
    "reassigned": gettext_lazy("改派"),
    "suspended": gettext_lazy("挂起"),
    "resumed": gettext_lazy("恢复"),
    "voided": gettext_lazy("作废"),
    "delegated": gettext_lazy("委托"),
    "recalled": gettext_lazy("收回自办"),
    "handed_over": gettext_lazy("交接"),
    "added_before": gettext_lazy("前加签"),
    "added_after": gettext_lazy("后加签"),
    "added_beside": gettext_lazy("并加签"),
    "signer_removed": gettext_lazy("减签"),
    "consigned": gettext_lazy("委派"),
    "completed": gettext_lazy("办毕"),
    "claimed": gettext_lazy("认领"),
    "released": gettext_lazy("放弃认领"),
    "reordered": gettext_lazy("调整次序"),
    "leapt": gettext_lazy("越级转办"),
    "jumped": gettext_lazy("跳转"),
    "revived": gettext_lazy("唤醒"),
    "timed_out": gettext_lazy("超时自动通过"),
    "timed_back": gettext_lazy("超时自动退回"),
    "timed_on": gettext_lazy("超时自动转办"),
}
TO = {
    "transferred": gettext_lazy("转办给{who}"),
    "leapt": gettext_lazy("越级转办给{who}"),
    "reassigned": gettext_lazy("改派给{who}"),
    "delegated": gettext_lazy("交给{who}代办"),
    "recalled": gettext_lazy("委托收回，由{who}办理"),
    "handed_over": gettext_lazy("交接给{who}"),
    "added_before": gettext_lazy("前加签{who}"),
    "added_after": gettext_lazy("后加签{who}"),
    "added_beside": gettext_lazy("并加签{who}"),
    "signer_removed": gettext_lazy("减签{who}"),
    "consigned": gettext_lazy("委派{who}代办"),
    "reordered": gettext_lazy("调整次序为{who}"),
    "timed_on": gettext_lazy("超时自动转给{who}办理"),
}
GOES = {
    "returned": gettext_lazy("退回至{where}"),
    "timed_back": gettext_lazy("超时自动退回至{where}"),
    "jumped": gettext_lazy("跳转：从“{left}”到“{where}”"),
    "revived": gettext_lazy("唤醒，从“{where}”继续"),
}
MANAGED = {"suspended", "resumed", "terminated", "voided", "jumped", "revived"}
BY_TIME = {"timed_out", "timed_back", "timed_on"}
BACK = {"returned", "withdrawn", "taken_back", "timed_back"}
UNDONE = {
    "returned": gettext_lazy("已退回"),
    "withdrawn": gettext_lazy("已撤回"),
    "taken_back": gettext_lazy("已拿回"),
    "jumped": gettext_lazy("已跳转"),
}
SIGNS = {  # of each act: what it does to the way, and its icon
    "submitted": ("ok", "check"),
    "agreed": ("ok", "check"),
    "read": ("ok", "eye-check"),
    "disagreed": ("void", "x"),
    "terminated": ("void", "ban"),
    "voided": ("void", "trash"),
    "returned": ("back", "arrow-back-up"),
    "withdrawn": ("back", "arrow-back-up"),
    "taken_back": ("back", "hand-move"),
    "suspended": ("held", "player-pause"),
    "resumed": ("aside", "player-play"),
    "transferred": ("aside", "user-share"),
    "reassigned": ("aside", "switch-horizontal"),
    "delegated": ("aside", "user-check"),
    "recalled": ("aside", "user"),
    "handed_over": ("aside", "transfer"),
    "added_before": ("aside", "user-plus"),
    "added_after": ("aside", "user-plus"),
    "added_beside": ("aside", "user-plus"),
    "signer_removed": ("aside", "user-minus"),
    "consigned": ("aside", "user-question"),
    "completed": ("ok", "check"),
    "claimed": ("aside", "hand-grab"),
    "released": ("aside", "hand-off"),
    "reordered": ("aside", "arrows-sort"),
    "leapt": ("aside", "user-share"),
    "jumped": ("aside", "route"),
    "revived": ("aside", "refresh"),
    "timed_out": ("ok", "alarm"),
    "timed_back": ("back", "alarm"),
    "timed_on": ("aside", "alarm"),
}
ROUNDS = 40


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
    lines = [*_past(loaded), *_present(loaded, viewer)]
    if asking and loaded.configuration.is_running:
        lines += _to_come(loaded, asking)
    return lines


def bare(line: Line) -> Line:
    """The line for who may follow the way but not read what is in the matter (WF-03)."""
    return replace(
        line, opinion="", late="", files=(), mentions="", changes=(), signature=0, hashes=("", "")
    )


def _past(loaded: Loaded) -> Iterator[Line]:
    files = enclosures_of(loaded.run)
    grounds: dict[str, str] = {}
    for row in History.objects.filter(run=loaded.run).order_by("sequence"):
        visit = loaded.visits.get(row.visit)
        state, sign = SIGNS[row.how]
        yield Line(
            state=state, sign=sign, who=_signed(row), step=row.step,
            place=place_of(loaded.matter, row), did=did(loaded, row), unit=row.actor_unit,
            at=row.at, opinion=row.opinion, key=row.node, late=_late(row),
            member=row.member_id, undone=_undone(visit) if visit and row.how not in BACK else "",
            sequence=row.sequence, hashes=(row.content_before, row.content_after),
            files=tuple(files.get(row.sequence, ())),
            mentions="、".join(row.details.get("mentions", ())), changes=_renamed(row),
            note="；".join(filter(None, (_remark(row), grounds.get(row.node, "")))),
        )  # fmt: skip
        grounds |= grounds_of(row.details)
        for node in nodes_in(row.details):
            yield from _passed_over(loaded, node, row, grounds)


def _passed_over(
    loaded: Loaded, node: str, row: History, grounds: dict[str, str]
) -> Iterator[Line]:
    """A step whose rules named nobody and that could do without, or people who need not be asked
    again."""
    step = loaded.definition.nodes[node].name
    spared = list(spared_in(row.details, node))
    for who, did in spared or [(_("系统"), _("无人，自动通过"))]:
        yield Line(
            state="aside", sign="player-skip-forward", who=who, step=step, place=step, did=did,
            at=row.at, key=node, note=grounds.get(node, ""),
        )  # fmt: skip


def place_of(matter: Matter, row: History) -> str:
    """The step of an act on paper; what the initiator and whoever administers flows do beside the
    steps stands under a name of its own."""
    managed = row.how in MANAGED and row.member_id != matter.initiator_id
    return row.step or (_("流程管理") if managed else _("发起"))


def _undone(visit: Visit) -> str:
    """By what the acts of a visit were taken back, if they were."""
    return str(UNDONE.get(visit.why, UNDONE["returned"])) if visit.state == "struck" else ""


def _renamed(row: History) -> tuple[Changed, ...]:
    """What a resubmission changed about the matter itself."""
    words = row.details.get("particulars", {})
    return tuple(Changed(label, before, after) for label, (before, after) in words.items())


def _signed(row: History) -> str:
    return signed(row.actor_name, row.on_behalf_of)


def _late(row: History) -> str:
    if row.how in BY_TIME:
        return over_time(row.details.get("limit", {}))
    late = row.details.get("late")
    if not late:
        return ""
    words = (
        _("超期 {span}办理，说明：{reason}") if late["reason"] else _("超期 {span}办理，未作说明")
    )
    return words.format(span=span(late["minutes"]), reason=late["reason"])


def _remark(row: History) -> str:
    """Who proposed what a second person has confirmed; whose head was passed over (WF-12)."""
    if proposed := row.details.get("proposed"):
        return _("{proposer}提请，{second}确认").format(**proposed)
    if leap := row.details.get("leap"):
        passed = "、".join(leap["passed"])
        return _("越级：越过了{passed}，由其先加签").format(passed=passed)
    return ""


def did(loaded: Loaded, row: History) -> str:
    """What an act was, in words."""
    verb = str(DID[row.how])
    if row.how == "submitted" and row.sequence > 1:
        return _("重新提交")
    if row.how in TO:
        return str(TO[row.how]).format(who=row.target)
    if row.how == "timed_out" and loaded.definition.step(row.node).nature is Nature.READ:
        return _("超时视为已阅")
    if row.how not in GOES:
        return verb
    node = loaded.definition.nodes.get(row.target)
    where = (row.details.get("where") or (node.name if node else "")) or _("发起人")
    return str(GOES[row.how]).format(where=where, left="、".join(row.details.get("left", ())))


def _present(loaded: Loaded, viewer: int | None) -> Iterator[Line]:
    now = timezone.now()
    urged = Counter(Urging.objects.filter(seat__run=loaded.run).values_list("seat", flat=True))
    told, name = _told_up(loaded), cache(namer_in(loaded.matter.organisation_id))
    live = {v.number for v in loaded.visits.values() if v.state == "live"}
    is_held = loaded.matter.state == Matter.State.SUSPENDED
    grounds = _grounds(loaded)
    for visit in sorted(live):
        seats = loaded.in_turn(s for s in loaded.seats.values() if s.visit == visit)
        acting = [s for s in seats if s.state in (Seat.State.OPEN, Seat.State.WAITING)]
        for seat in acting:
            is_mine = seat.member_id == viewer
            is_open = seat.state == Seat.State.OPEN and not is_held
            yield Line(
                state="now" if is_open else "next",
                who=signed(_("你"), seat.on_behalf_name) if is_mine else seat.who,
                name=seat.who if is_mine else "",
                is_unread=is_open and not is_mine and seat.seen is None,
                seen=seat.seen if is_open and not is_mine else None,
                step=seat.step or _("修改"), unit=seat.member_unit, key=seat.node,
                urged=urged[seat.pk], **(_limits(loaded, seat, name) if is_open else {}),
                elapsed=_since(seat, now, is_held=is_held),
                note="；".join(filter(None, (
                    _note(loaded, seat, seats if seat is acting[0] else [], told.get(seat.pk, ())),
                    grounds.get(seat.node, ""),
                ))),
            )  # fmt: skip


def _grounds(loaded: Loaded) -> dict[str, str]:
    """By which rows of authority matrices people were asked, by step, as it was last."""
    if not any(rules_in(loaded.definition)):
        return {}
    told = History.objects.filter(run=loaded.run).order_by("sequence")
    found: dict[str, str] = {}
    for details in told.values_list("details", flat=True):
        found |= grounds_of(details)
    return found


def _limits(loaded: Loaded, seat: Seat, name: Namer) -> dict[str, Any]:
    """Both clocks of an open turn, and what happens by itself when it is late."""
    acts = acts_of(loaded.definition, loaded.definition.step(seat.node), loaded.matter)
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
    unknown = ids - {0} - names.keys()
    if unknown:
        names |= Member.objects.filter(pk__in=unknown).values_list("pk", "name")
    for step in prediction.steps:
        who = "、".join(
            signed(names.get(s.member, ""), names.get(s.on_behalf_of or 0, "")) for s in step.people
        )
        node = loaded.definition.step(step.step)
        note = grounds.get(step.step, "")
        unknown_as = _("由上一环节办理人选") if choice_of(node, at_submission=False) else _("待定")
        yield Line(state="next", who=who or unknown_as, step=node.name, key=step.step, note=note)
    if prediction.complete:
        yield Line(state="next", who=_("归档"), step=_("自动"))


def foreseen(loaded: Loaded, asking: Asking) -> Prediction:
    """The likely way on, with people asked for from the organisation as it is."""
    people: dict[Need, tuple[Someone, ...]] = {}
    values: dict[str, Value] = {}
    prediction = predict(loaded.definition, loaded.configuration, Answers(people, values))
    for _round in range(ROUNDS):
        if not prediction.needs.people and not prediction.needs.fields:
            break
        told = len(people) + len(values)
        complete(prediction.needs, asking, people, values)
        for need in prediction.needs.people:
            if isinstance(need.rule, HandlersChoice) and not people[need]:
                del people[need]  # a pick still to come
        if len(people) + len(values) == told:
            break  # a guess knows no more
        prediction = predict(loaded.definition, loaded.configuration, Answers(people, values))
    return prediction


def next_holders(matter: Matter) -> str:
    """Who has it now, for the message after an act: 送沈知远签批."""
    found = matter.holders
    if found is None:
        seats = Seat.objects.filter(run__matter=matter, state=Seat.State.OPEN)
        found = list(seats.order_by("number")[:4])
    if not found:
        return ""
    names = "、".join(dict.fromkeys(seat.who for seat in found[:3]))
    if len(found) > 3:
        names = _("{names}等").format(names=names)
    return _("送{names}{step}").format(names=names, step=found[0].step)
