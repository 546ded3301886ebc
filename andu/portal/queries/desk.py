"""The desk: what is pressing, and its figures."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.portal.queries.counting import capped
from andu.portal.queries.lists import listed
from andu.portal.queries.rows import Row
from andu.todo.models import Todo
from andu.todo.queries import Count
from andu.workflow.models import Matter, Participant


def today(actor: Actor) -> tuple[list[Row], list[Row]]:
    """What is due by the end of today, and what comes after it."""
    rows = listed(actor, "todo", size=8).rows
    end = timezone.localtime().replace(hour=23, minute=59, second=59)
    soon = [row for row in rows if row.due is not None and row.due <= end]
    return soon, [row for row in rows if row not in soon]


def figures(actor: Actor) -> dict[str, Count]:
    """The numbers at the top of the desk, none counted beyond a hundred; one statement."""
    mine = Todo.objects.visible_to(actor)
    waiting = mine.filter(kind=Todo.Kind.TODO)
    end = timezone.localtime().replace(hour=23, minute=59, second=59)
    begun = Participant.objects.filter(
        member_id=actor.member_id or 0, capacity=Participant.Capacity.INITIATOR
    )
    return capped(actor, {
        "todo": waiting, "due": waiting.filter(due__lte=end),
        "read": mine.filter(kind=Todo.Kind.READ),
        "running": begun.filter(matter__state=Matter.State.RUNNING),
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


def visible_matter(actor: Actor, pk: int) -> Any:
    """The matter, if the actor takes part in it; None otherwise."""
    return Matter.objects.visible_to(actor).filter(pk=pk).first()
