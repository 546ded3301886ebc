"""The lists of the desk: one shape of row for what waits, what was done, what one began."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.kit.keyset import page
from andu.todo.models import Todo
from andu.todo.queries import inbox
from andu.workflow.models import Matter, Participant, Seat

SIZE = 30
STATUS = {
    Matter.State.RUNNING: "run",
    Matter.State.FINISHED: "ok",
    Matter.State.REFUSED: "warn",
    Matter.State.WITHDRAWN: "off",
    Matter.State.TERMINATED: "off",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of any list."""

    link: str
    title: str
    urgency: int = 0
    who: str = ""
    what: str = ""
    serial: str = ""
    due: datetime | None = None
    at: datetime | None = None
    is_unread: bool = False
    status: str = ""
    state: str = ""


@dataclass(frozen=True)
class Listing:
    """A page of rows and the token of the next one."""

    rows: list[Row]
    next: str = ""


def waiting(actor: Actor, kind: str, after: str = "", size: int = SIZE) -> Listing:
    """待办 or 待阅: open lines, the most pressing first."""
    found = inbox(actor.member_id or 0, kind, after, size)
    return Listing([_of_todo(todo) for todo in found.items], found.next)


def took_part(actor: Actor, capacity: str, after: str = "", size: int = SIZE) -> Listing:
    """已办 or 我发起的: matters one took part in, the latest first."""
    mine = Participant.objects.filter(member_id=actor.member_id or 0, capacity=capacity)
    found = page(mine.select_related("matter"), ("-at", "-id"), after, size)
    matters = [part.matter for part in found.items]
    holders = _holders([m.pk for m in matters if m.is_running])
    rows = [_of_matter(p.matter, holders.get(p.matter_id, ""), p.at) for p in found.items]
    return Listing(rows, found.next)


def today(actor: Actor) -> tuple[list[Row], list[Row]]:
    """What is due by the end of today, and what comes after it."""
    rows = waiting(actor, Todo.Kind.TODO, size=8).rows
    end = timezone.localtime().replace(hour=23, minute=59, second=59)
    soon = [row for row in rows if row.due is not None and row.due <= end]
    return soon, [row for row in rows if row not in soon]


def figures(actor: Actor) -> dict[str, int]:
    """The numbers at the top of the desk."""
    mine = Todo.objects.filter(assignee_id=actor.member_id)
    end = timezone.localtime().replace(hour=23, minute=59, second=59)
    running = Participant.objects.filter(
        member_id=actor.member_id or 0, capacity=Participant.Capacity.INITIATOR,
        matter__state=Matter.State.RUNNING,
    )  # fmt: skip
    return {
        "todo": mine.filter(kind=Todo.Kind.TODO).count(),
        "due": mine.filter(kind=Todo.Kind.TODO, due__lte=end).count(),
        "read": mine.filter(kind=Todo.Kind.READ).count(),
        "running": running.count(),
    }


def greeting(name: str) -> str:
    """A word to begin the day with."""
    hour = timezone.localtime().hour
    if hour < 6 or hour >= 22:
        return _("{name}，夜深了").format(name=name)
    if hour < 12:
        return _("{name}，上午好").format(name=name)
    if hour < 18:
        return _("{name}，下午好").format(name=name)
    return _("{name}，晚上好").format(name=name)


def today_in_words() -> str:
    """The day as the desk shows it: 11 月 23 日 星期一."""
    now = timezone.localtime()
    words = {"month": now.month, "day": now.day, "weekday": date_format(now, "l")}
    return _("{month} 月 {day} 日 {weekday}").format(**words)


def visible_matter(actor: Actor, pk: int) -> Any:
    """The matter, if the actor takes part in it; None otherwise."""
    return Matter.objects.visible_to(actor).filter(pk=pk).first()


def _of_todo(todo: Todo) -> Row:
    return Row(
        link=todo.link, title=todo.title, urgency=int(todo.urgency or 0), who=todo.initiator,
        what=f"{todo.label} {todo.step}".strip(), serial=todo.serial,
        due=todo.due if todo.has_due else None, at=todo.arrived, is_unread=todo.opened is None,
    )  # fmt: skip


def _of_matter(matter: Matter, holder: str, at: datetime) -> Row:
    return Row(
        link=matter.get_absolute_url(), title=matter.title, urgency=matter.urgency,
        who=matter.initiator_name, what=matter.label, serial=matter.serial, at=at,
        status=STATUS[Matter.State(matter.state)],
        state=holder or str(Matter.State(matter.state).label),
    )  # fmt: skip


def _holders(matters: list[int]) -> dict[int, str]:
    """Who has each running matter now, in one statement: 沈知远 局长签批, 周牧野等 会签."""
    seats = Seat.objects.filter(run__matter__in=matters, state=Seat.State.OPEN)
    names: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = seats.order_by("number").values_list("run__matter_id", "member_name", "step")
    for matter, name, step in rows:
        names[matter].append((name, step))
    return {matter: _held(found) for matter, found in names.items()}


def _held(found: list[tuple[str, str]]) -> str:
    name, step = found[0]
    if len(found) > 1:
        return _("{name}等 {step}").format(name=name, step=step)
    return _("{name} {step}").format(name=name, step=step)
