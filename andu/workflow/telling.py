"""Telling people: that it is their turn, that a matter came back or changed, how it ended."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.engine.configuration import Why, positions_in
from andu.kit.actor import Actor
from andu.notify.telling import Drafted, Note, draft
from andu.organisation import known
from andu.organisation.models import Member
from andu.realtime.nudging import nudge
from andu.workflow.deeds import DID
from andu.workflow.loading import Loaded
from andu.workflow.models import Matter, Seat, Visit
from andu.workflow.notify import ACTED, CHANGE, FOLLOWED, RESULT, TURN
from andu.workflow.writing import Rows

USUAL = gettext_lazy("待办：{title}")
TURNS: Mapping[str, Any] = {
    "transferred": gettext_lazy("{who}转办给你：{title}"),
    "leapt": gettext_lazy("{who}越级办理，请你先加签：{title}"),
    "reassigned": gettext_lazy("改派给你：{title}"),
    "resumed": gettext_lazy("恢复办理：{title}"),
    "added_before": gettext_lazy("{who}请你加签：{title}"),
    "added_beside": gettext_lazy("{who}请你加签：{title}"),
    "consigned": gettext_lazy("{who}委派你代办：{title}"),
    "released": gettext_lazy("{who}放弃认领，你可以办理：{title}"),
    "revived": gettext_lazy("已唤醒，请办理：{title}"),
    "reseated": gettext_lazy("岗位变动，由你办理：{title}"),
    "timed_on": gettext_lazy("前一位超时未办，转给你办理：{title}"),
    "timed_back": gettext_lazy("后一环节超时未办，退回你处：{title}"),
}
CHANGES: Mapping[str, Any] = {
    "reassigned": gettext_lazy("已改派他人，不需你办理：{title}"),
    "claimed": gettext_lazy("已由他人认领，不需你办理：{title}"),
    "signer_removed": gettext_lazy("已减签，不需你办理：{title}"),
    "reseated": gettext_lazy("岗位变动，不再由你办理：{title}"),
    "timed_out": gettext_lazy("超时未办，已自动通过：{title}"),
    "timed_back": gettext_lazy("超时未办，已自动退回：{title}"),
    "timed_on": gettext_lazy("超时未办，已转给他人办理：{title}"),
    "expired": gettext_lazy("到期没有办完，已转到别处，不需你办理：{title}"),
    "rang": gettext_lazy("到期没有办完，已同时另办一路，你的待办请继续办理：{title}"),
    "returned": gettext_lazy("已退回，现在不需你办理：{title}"),
    "withdrawn": gettext_lazy("发起人已撤回，现在不需你办理：{title}"),
    "taken_back": gettext_lazy("已被拿回，现在不需你办理：{title}"),
    "handed_over": gettext_lazy("已交接，不需你办理：{title}"),
    "recalled": gettext_lazy("委托人已收回自办，不需你办理：{title}"),
    "suspended": gettext_lazy("已挂起，暂停办理：{title}"),
    "resumed": gettext_lazy("已恢复，继续办理：{title}"),
    "terminated": gettext_lazy("已终止，不需再办：{title}"),
    "voided": gettext_lazy("已作废，不需再办：{title}"),
    "jumped": gettext_lazy("已跳转，原来的环节不需再办：{title}"),
    "revived": gettext_lazy("已唤醒，继续办理：{title}"),
}
REFUSED = gettext_lazy("未通过，不需再办：{title}")
VOIDED = gettext_lazy("你办理过的事项已作废：{title}")
HEARD = {"suspended", "resumed", "jumped", "revived"}  # by the initiator, too
DECIDED = {"agreed", "disagreed", "read", "completed", "returned"}


def notes_of(loaded: Loaded, rows: Rows, *, by: Actor) -> list[Drafted]:
    """Notices to everybody whose turn begins or is taken away, the result to the initiator, and
    what was done to who follows: to be written with the rows."""
    matter, absent = loaded.matter, _absent(loaded, rows, by)
    turns = {todo.assignee_id for todo in rows.todos.values()}
    lost = _lost(loaded, rows) - turns - absent
    ended = {matter.initiator_id} if rows.change.outcome else set()
    others = set(loaded.beside.followers) - turns - lost - ended
    here = _here(matter.initiator, turns | lost | ended | absent | others)
    notes = [(who, _turn(loaded, rows, away)) for away, who in _turns(rows).items()]
    notes += [(absent, _acted(matter, rows, by))] if absent else []
    notes += [(ended, _result(matter, rows))] if ended else []
    notes += [(who, _change(loaded, rows, how)) for how, who in _by_how(loaded, rows, lost)]
    notes += [(others, _step(matter, rows))] if others else []
    return [draft(members, note, by=by, known=here) for members, note in notes]


def tell_pages(loaded: Loaded, rows: Rows, *, by: Actor) -> None:
    """Open pages hear of what was written."""
    lost = _lost(loaded, rows)
    for member in {seat.member_id for seat in rows.seats if seat.member_id} | lost | {by.member_id}:
        nudge(f"member:{member}")
    nudge(f"matter:{loaded.matter.pk}")


def _here(initiator: Member, members: set[int]) -> dict[int, int]:
    """Of these the ones who work here, with their organisation. The initiator is at hand."""
    found = known.members(members - {initiator.pk}).values()
    people = [*found, initiator] if initiator.pk in members else found
    return {one.pk: one.organisation_id for one in people if one.state != Member.State.LEFT}


def _lost(loaded: Loaded, rows: Rows) -> set[int]:
    """Whose turn was taken away by what somebody else did, and for whom they had it; not whose
    voice was merely not needed any more. Of what happens to all of the matter the initiator hears,
    too, and that it is void whoever has handled it."""
    how, initiator = rows.history.how, loaded.matter.initiator_id
    if how not in CHANGES and not _fails(rows):
        return set()
    mine = {who for s in _gone(loaded, rows) for who in (s.member_id, s.on_behalf_id) if who}
    return mine | {initiator} if how in HEARD else mine - {initiator}


def _gone(loaded: Loaded, rows: Rows) -> list[Seat]:
    """The turns that are no more, or beside which another way begins; of a finished matter that is
    void now, all that were decided."""
    if rows.history.how == "voided" and loaded.run.outcome:
        return [seat for seat in loaded.seats.values() if seat.how in DECIDED]
    if rows.history.how == "rang":  # their turn is late, and goes on
        live = positions_in(loaded.configuration.position)
        late = next(each for each in live if each.visit == rows.history.visit)
        inside = {each.visit for each in positions_in(late)}
        return [s for s in loaded.seats.values() if s.visit in inside and s.state == s.State.OPEN]
    over = set(rows.over)
    return [seat for seat in loaded.seats.values() if seat.pk in over and _was_theirs(loaded, seat)]


def _was_theirs(loaded: Loaded, seat: Seat) -> bool:
    """Whether its person has had this turn: also who lets others sign or help first, and waits."""
    former = loaded.seats.get(seat.instead_of)
    return bool(seat.opened or (former and former.why == Why.POSTPONED))


def _fails(rows: Rows) -> bool:
    """Whether somebody's disagreement has ended a step against those who were still to speak."""
    return any(visit.state == Visit.State.FAILED for visit in rows.visits)


def _turns(rows: Rows) -> dict[str, set[int]]:
    """Whose turn begins, by whom they act for ("": themselves)."""
    found: dict[str, set[int]] = {}
    for todo in rows.todos.values():
        found.setdefault(todo.on_behalf, set()).add(todo.assignee_id)
    return found


def _absent(loaded: Loaded, rows: Rows, by: Actor) -> set[int]:
    """For whom somebody has just decided: a person who is away. Who asks others to sign as well
    has not decided yet."""
    seat = loaded.seats.get(rows.history.seat)
    if seat is None or not seat.on_behalf_id or seat.member_id != by.member_id:
        return set()
    if rows.history.how not in DECIDED:
        return set()
    return {seat.on_behalf_id}


def _acted(matter: Matter, rows: Rows, by: Actor) -> Note:
    title = _("{name}已代你办理：{title}").format(name=by.name, title=matter.title)
    return Note(
        title=title, text=rows.history.opinion[:200], link=matter.get_absolute_url(),
        kind=ACTED.code,
    )  # fmt: skip


def _turn(loaded: Loaded, rows: Rows, absent: str = "") -> Note:
    matter, todo, how = loaded.matter, next(iter(rows.todos.values())), rows.history.how
    back = rows.brings_back_to(loaded.definition.drafting.key) and how != "resumed"
    said = str(TURNS.get(how, USUAL))
    if back and how != "timed_back":
        said = _("退回，请修改：{title}")
    if absent:
        said = _("待办（代{absent}）：{title}")
    words = {"title": matter.title, "absent": absent, "who": rows.history.actor_name}
    return Note(
        title=said.format(**words), text=rows.history.opinion[:200],
        link=matter.get_absolute_url(), kind=TURN.code, source=todo.step, urgency=matter.urgency,
    )  # fmt: skip


def _by_how(loaded: Loaded, rows: Rows, lost: set[int]) -> list[tuple[str, set[int]]]:
    """Who is told of it as what: of a return by time, those who were not late as of any return."""
    how, seat = rows.history.how, loaded.seats.get(rows.history.seat)
    late = {seat.member_id, seat.on_behalf_id} if how == "timed_back" and seat else lost
    found = [(how, lost & late), ("returned", lost - late)]
    return [(how, who) for how, who in found if who]


def _change(loaded: Loaded, rows: Rows, how: str) -> Note:
    matter, words = loaded.matter, CHANGES.get(how, CHANGES["returned"])
    if rows.change.outcome == "refused":
        words = REFUSED
    elif loaded.run.outcome and rows.history.how == "voided":
        words = VOIDED
    return Note(
        title=str(words).format(title=matter.title),
        text=rows.history.opinion[:200], link=matter.get_absolute_url(), kind=CHANGE.code,
    )  # fmt: skip


def _step(matter: Matter, rows: Rows) -> Note:
    """For those who follow: what was done. The opinion stays on the page."""
    act, ends = rows.history, rows.matter.get("state", "")
    did = Matter.State(ends).label if ends else DID.get(act.how, "")
    said = _("{who}{step}{did}：{title}").format(
        who=act.actor_name, step=act.step, did=did, title=matter.title
    )
    return Note(
        title=said, link=matter.get_absolute_url(), kind=FOLLOWED.code, source=_("关注"),
        urgency=matter.urgency,
    )  # fmt: skip


def _result(matter: Matter, rows: Rows) -> Note:
    state = Matter.State(rows.matter["state"]).label
    return Note(
        title=_("{state}：{title}").format(state=state, title=matter.title),
        text=rows.history.opinion[:200], link=matter.get_absolute_url(), kind=RESULT.code,
    )  # fmt: skip
