"""The desk: what is pressing, and its figures."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.portal.queries.counting import capped
from andu.portal.queries.criteria import read
from andu.portal.queries.lists import listed
from andu.portal.queries.oversight import end_of_today
from andu.portal.queries.rows import Row
from andu.todo.models import Todo
from andu.todo.queries import Count
from andu.workflow.models import Matter, Participant, Pool, Seat, UrgeDuty, Visit


@dataclass(frozen=True)
class Group:
    """Rows under one heading."""

    label: str
    rows: list[Row]
    is_late: bool = False


def today(actor: Actor, size: int = 8) -> list[Group]:
    """The most pressing lines: what is late, what is due by the end of today, what comes after."""
    rows = listed(actor, "todo", size=size).rows
    now, end = timezone.now(), end_of_today()
    late = [row for row in rows if row.due is not None and row.due <= now]
    soon = [row for row in rows if row.due is not None and now < row.due <= end]
    rest = [row for row in rows if row.due is None or row.due > end]
    groups = [Group(_("已超期"), late, True), Group(_("今天到期"), soon),
              Group(_("之后") if late or soon else "", rest)]  # fmt: skip
    return [group for group in groups if group.rows]


def under_way(actor: Actor, size: int = 6) -> list[Row]:
    """What the person began and is not over, with who has it now."""
    return listed(actor, "mine", read(QueryDict("state=running"), actor), size=size).rows


def returned(actor: Actor, size: int = 6) -> list[Seat]:
    """What came back to the person who began it, the most pressing first; one statement."""
    first = Visit.objects.filter(run=OuterRef("run"), number=1, node=OuterRef("node"))
    rows = Seat.objects.filter(
        Exists(first), member=actor.member_id or 0, state=Seat.State.OPEN,
        run__matter__initiator=actor.member_id or 0, run__matter__state=Matter.State.RUNNING,
    )  # fmt: skip
    return list(rows.select_related("run__matter").order_by("opened", "id")[:size])


def duties(actor: Actor, size: int = 6) -> list[UrgeDuty]:
    """Whom it is on the person to urge (WF-20), the most pressing first; one statement."""
    rows = UrgeDuty.objects.filter(
        member=actor.member_id or 0, state=UrgeDuty.State.OPEN, seat__state=Seat.State.OPEN
    )
    return list(rows.select_related("seat__run__matter").order_by("due", "id")[:size])


def figures(actor: Actor) -> dict[str, Count]:
    """The numbers at the top of the desk, none counted beyond a hundred; one statement."""
    mine = Todo.objects.visible_to(actor)
    waiting = mine.filter(kind=Todo.Kind.TODO)
    begun = Participant.objects.filter(
        member_id=actor.member_id or 0, capacity=Participant.Capacity.INITIATOR
    )
    return capped(actor, {
        "todo": waiting, "due": waiting.filter(due__lte=end_of_today()),
        "late": waiting.filter(due__lte=timezone.now()), "read": mine.filter(kind=Todo.Kind.READ),
        "running": begun.filter(matter__state=Matter.State.RUNNING),
        "claimable": Pool.objects.offered_to(actor),
    })  # fmt: skip


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


def tracked_matter(actor: Actor, pk: int) -> Any:
    """The matter, if the actor may follow its way (WF-03); None otherwise."""
    return Matter.objects.tracked_by(actor).filter(pk=pk).first()


def visible_matter(actor: Actor, pk: int) -> Any:
    """The matter, if the actor takes part in it; None otherwise."""
    return Matter.objects.visible_to(actor).filter(pk=pk).first()
