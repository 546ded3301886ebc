"""Telling people: that it is their turn, that a matter came back, how it ended."""

from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.notify.telling import Note, tell_note
from andu.realtime.nudging import nudge
from andu.workflow.loading import Loaded
from andu.workflow.models import Follow, Matter
from andu.workflow.notify import ACTED, FOLLOWED, RESULT, TURN
from andu.workflow.trace import DID
from andu.workflow.writing import Rows


def tell_rows(loaded: Loaded, rows: Rows, *, by: Actor) -> None:
    """Notices to everybody whose turn begins, the result to the initiator; open pages hear."""
    matter = loaded.matter
    turns = {todo.assignee_id for todo in rows.todos.values()}
    for absent, members in _turns(rows).items():
        tell_note(members, _turn(loaded, rows, absent), by=by)
    _tell_absent(loaded, rows, by=by)
    if rows.change.outcome:
        tell_note([matter.initiator_id], _result(matter, rows), by=by)
    watching = Follow.objects.filter(matter=matter).values_list("member_id", flat=True)
    others = set(watching) - turns - {matter.initiator_id if rows.change.outcome else 0}
    if others:
        tell_note(others, _step(matter, rows), by=by)
    for member in {seat.member_id for seat in rows.seats} | {by.member_id}:
        nudge(f"member:{member}")
    nudge(f"matter:{matter.pk}")


def _turns(rows: Rows) -> dict[str, set[int]]:
    """Whose turn begins, by whom they act for ("": themselves)."""
    found: dict[str, set[int]] = {}
    for todo in rows.todos.values():
        found.setdefault(todo.on_behalf, set()).add(todo.assignee_id)
    return found


def _tell_absent(loaded: Loaded, rows: Rows, *, by: Actor) -> None:
    """Somebody has acted for a person who is away: that person hears of it."""
    said, matter = rows.history, loaded.matter
    seat = loaded.seats.get(said.seat)
    if seat is None or not seat.on_behalf_id or seat.member_id != by.member_id:
        return
    title = _("{name}已代你办理：{title}").format(name=by.name, title=matter.title)
    note = Note(
        title=title, text=said.opinion[:200], link=matter.get_absolute_url(), kind=ACTED.code
    )
    tell_note([seat.on_behalf_id], note, by=by)


def _turn(loaded: Loaded, rows: Rows, absent: str = "") -> Note:
    matter, todo = loaded.matter, next(iter(rows.todos.values()))
    back = rows.brings_back_to(loaded.definition.drafting.key)
    said = _("退回，请修改：{title}") if back else _("待办：{title}")
    if absent:
        said = _("待办（代{absent}）：{title}")
    return Note(
        title=said.format(title=matter.title, absent=absent), text=rows.history.opinion[:200],
        link=matter.get_absolute_url(), kind=TURN.code, source=todo.step, urgency=matter.urgency,
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
