"""One shape of row for every list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from andu.approvals.models import Draft
from andu.todo.models import Todo
from andu.workflow.models import Errand, Matter, Pool, Seat

STATUS = {
    Matter.State.RUNNING: "run",
    Matter.State.FINISHED: "ok",
    Matter.State.REFUSED: "warn",
    Matter.State.WITHDRAWN: "off",
    Matter.State.TERMINATED: "off",
    Matter.State.SUSPENDED: "off",
    Matter.State.VOIDED: "off",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of any list. `key` is the id of the matter (of the draft among drafts). `pool` is
    the id of a pool that `many` may take the work from."""

    key: int
    link: str
    title: str
    urgency: int = 0
    who: str = ""
    what: str = ""
    serial: str = ""
    due: datetime | None = None
    at: datetime | None = None
    started: datetime | None = None
    is_unread: bool = False
    status: str = ""
    state: str = ""
    has_preview: bool = True
    on_behalf_of: str = ""
    urged: int = 0
    pool: int = 0
    many: int = 0


def of_todos(todos: Iterable[Todo]) -> list[Row]:
    """Open lines of an inbox."""
    return [_of_todo(todo) for todo in todos]


def of_parts(parts: Iterable[Any], at: str = "at") -> list[Row]:
    """Rows that point at a matter (took part, read, follows) since the moment in the column `at`;
    the running ones say who has them now, in one statement."""
    parts = list(parts)
    holders = _holders([part.matter_id for part in parts if part.matter.is_running])
    return [
        _of_matter(part.matter, holders.get(part.matter_id, ""), getattr(part, at))
        for part in parts
    ]


def of_pools(pools: Iterable[Pool]) -> list[Row]:
    """Work that nobody has taken."""
    return [_of_pool(pool) for pool in pools]


def of_drafts(drafts: Iterable[Draft]) -> list[Row]:
    """What was begun and not submitted."""
    return [_of_draft(draft) for draft in drafts]


def _of_todo(todo: Todo) -> Row:
    return Row(
        key=todo.matter_id, link=todo.link, title=todo.title, urgency=int(todo.urgency or 0),
        who=todo.initiator, what=f"{todo.label} {todo.step}".strip(), serial=todo.serial,
        due=todo.due if todo.has_due else None, at=todo.arrived, is_unread=todo.opened is None,
        on_behalf_of=todo.on_behalf, urged=todo.urged,
    )  # fmt: skip


def _of_pool(pool: Pool) -> Row:
    matter, seat = pool.matter, pool.seat
    return Row(
        key=matter.pk, link=matter.get_absolute_url(), title=matter.title, urgency=matter.urgency,
        who=matter.initiator_name, what=f"{matter.label} {seat.step}".strip(),
        serial=matter.serial, due=seat.due, at=pool.opened, pool=pool.pk, many=pool.count,
    )  # fmt: skip


def _of_matter(matter: Matter, holder: str, at: datetime) -> Row:
    return Row(
        key=matter.pk, link=matter.get_absolute_url(), title=matter.title, urgency=matter.urgency,
        who=matter.initiator_name, what=matter.label, serial=matter.serial, at=at,
        due=matter.due, started=matter.started, status=STATUS[Matter.State(matter.state)],
        state=holder or str(Matter.State(matter.state).label),
    )  # fmt: skip


def _of_draft(draft: Draft) -> Row:
    template = draft.version.template
    return Row(
        key=draft.pk, link=f"/start/{template.key}?draft={draft.pk}",
        title=draft.title or template.name, urgency=draft.urgency, who=template.name,
        at=draft.updated, has_preview=False,
    )  # fmt: skip


def _holders(matters: list[int]) -> dict[int, str]:
    """Who has each running matter now, in one or two statements: 沈知远 局长签批, 周牧野等 会签."""
    seats = Seat.objects.filter(run__matter__in=matters, state=Seat.State.OPEN)
    names: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = seats.order_by("number").only("member_name", "on_behalf_name", "step", "run__matter_id")
    for seat in rows.select_related("run"):
        names[seat.run.matter_id].append((seat.who, seat.step))
    alone = [pk for pk in matters if pk not in names]
    for errand in _at_work(alone) if alone else ():
        names[errand.run.matter_id].append((_("系统"), errand.step))
    return {matter: _held(found) for matter, found in names.items()}


def _at_work(matters: list[int]) -> QuerySet[Errand]:
    """What the machine does in matters that are nobody's turn."""
    rows = Errand.objects.standing().filter(run__matter__in=matters)
    return rows.exclude(kind=Errand.Kind.ALARM).select_related("run").order_by("pk")


def _held(found: list[tuple[str, str]]) -> str:
    name, step = found[0]
    if len(found) > 1:
        return _("{name}等 {step}").format(name=name, step=step)
    return _("{name} {step}").format(name=name, step=step)
