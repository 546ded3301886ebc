"""Telling people: that it is their turn, that a matter came back or changed, how it ended."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit.actor import Actor
from andu.notify.telling import Note, tell_note
from andu.organisation.models import Member
from andu.realtime.nudging import nudge
from andu.workflow.loading import Loaded
from andu.workflow.models import Follow, Matter
from andu.workflow.notify import ACTED, CHANGE, FOLLOWED, RESULT, TURN
from andu.workflow.trace import DID
from andu.workflow.writing import Rows

USUAL = gettext_lazy("待办：{title}")
TURNS: Mapping[str, Any] = {
    "transferred": gettext_lazy("{who}转办给你：{title}"),
    "reassigned": gettext_lazy("改派给你：{title}"),
    "resumed": gettext_lazy("恢复办理：{title}"),
}
CHANGES: Mapping[str, Any] = {
    "reassigned": gettext_lazy("已改派他人，不需你办理：{title}"),
    "suspended": gettext_lazy("已挂起，暂停办理：{title}"),
    "terminated": gettext_lazy("已终止，不需再办：{title}"),
    "voided": gettext_lazy("已作废，不需再办：{title}"),
}


def tell_rows(loaded: Loaded, rows: Rows, *, by: Actor) -> None:
    """Notices to everybody whose turn begins or is taken away, the result to the initiator; open
    pages hear."""
    matter, absent = loaded.matter, _absent(loaded, rows, by)
    turns = {todo.assignee_id for todo in rows.todos.values()}
    lost, ended = _lost(loaded, rows), {matter.initiator_id} if rows.change.outcome else set()
    known, watching = _audience(matter, turns | lost | ended | absent)
    for away, members in _turns(rows).items():
        tell_note(members, _turn(loaded, rows, away), by=by, known=known)
    if absent:
        tell_note(absent, _acted(matter, rows, by), by=by, known=known)
    if ended:
        tell_note(ended, _result(matter, rows), by=by, known=known)
    if lost:
        tell_note(lost, _change(matter, rows), by=by, known=known)
    others = watching - turns - lost - ended
    if others:
        tell_note(others, _step(matter, rows), by=by, known=known)
    for member in {seat.member_id for seat in rows.seats} | lost | {by.member_id}:
        nudge(f"member:{member}")
    nudge(f"matter:{matter.pk}")


def _audience(matter: Matter, told: set[int]) -> tuple[dict[int, int], set[int]]:
    """Of those to be told and those who follow the matter the ones who work here, with their
    organisation; and who follows. One statement."""
    here = Member.objects.present().order_by()
    watching = Follow.objects.filter(matter=matter).values("member")
    named = here.filter(pk__in=told).values_list("pk", "organisation_id", Value(False))
    follow = here.filter(pk__in=watching).values_list("pk", "organisation_id", Value(True))
    rows = sorted(named.union(follow))
    return {pk: place for pk, place, _is in rows}, {pk for pk, _place, follows in rows if follows}


def _lost(loaded: Loaded, rows: Rows) -> set[int]:
    """Whose turn was taken away by somebody's power over the matter; of a pause the initiator
    hears, too."""
    if rows.history.how not in CHANGES:
        return set()
    over, initiator = set(rows.over), loaded.matter.initiator_id
    mine = {s.member_id for s in loaded.seats.values() if s.pk in over and s.opened}
    return mine | {initiator} if rows.change.suspends else mine - {initiator}


def _turns(rows: Rows) -> dict[str, set[int]]:
    """Whose turn begins, by whom they act for ("": themselves)."""
    found: dict[str, set[int]] = {}
    for todo in rows.todos.values():
        found.setdefault(todo.on_behalf, set()).add(todo.assignee_id)
    return found


def _absent(loaded: Loaded, rows: Rows, by: Actor) -> set[int]:
    """For whom somebody has just acted: a person who is away."""
    seat = loaded.seats.get(rows.history.seat)
    if seat is None or not seat.on_behalf_id or seat.member_id != by.member_id:
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
    said = _("退回，请修改：{title}") if back else str(TURNS.get(how, USUAL))
    if absent:
        said = _("待办（代{absent}）：{title}")
    words = {"title": matter.title, "absent": absent, "who": rows.history.actor_name}
    return Note(
        title=said.format(**words), text=rows.history.opinion[:200],
        link=matter.get_absolute_url(), kind=TURN.code, source=todo.step, urgency=matter.urgency,
    )  # fmt: skip


def _change(matter: Matter, rows: Rows) -> Note:
    return Note(
        title=str(CHANGES[rows.history.how]).format(title=matter.title),
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
