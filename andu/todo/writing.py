"""Opening and closing lines, called inside other rooms' actions: each a constant number of
statements, in the caller's transaction."""

from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone

from andu.kit.actor import Actor
from andu.todo.models import Todo


def open_rows(rows: Iterable[Todo]) -> list[Todo]:
    """Put lines into inboxes. A line that is there already (same seat, same person) stays."""
    return Todo.objects.bulk_create(list(rows), batch_size=500, ignore_conflicts=True)


def close_for(seat_ids: Iterable[int]) -> int:
    """Take the lines of these seats out of every inbox; returns how many there were."""
    return Todo.objects.filter(seat_id__in=list(seat_ids)).delete()[0]


def close_for_one(assignee_id: int, matter_id: int, kind: str) -> int:
    """Take one person's lines of one kind for a matter away (e.g. 待阅 after reading)."""
    rows = Todo.objects.filter(assignee_id=assignee_id, kind=kind, matter_id=matter_id)
    return rows.delete()[0]


def close_reading(assignee_ids: Iterable[int], matter_id: int) -> int:
    """Take these people's lines of a circulated matter away; those of a step's own turn stay."""
    rows = Todo.objects.filter(assignee_id__in=list(assignee_ids), kind=Todo.Kind.READ)
    return rows.filter(matter_id=matter_id, seat_id__isnull=True).delete()[0]


def close_asked(assignee_ids: Iterable[int], matter_id: int) -> int:
    """Take away these people's lines of a matter that are no turn and no duty: questions put to
    them."""
    rows = Todo.objects.filter(assignee_id__in=list(assignee_ids), kind=Todo.Kind.TODO)
    return rows.filter(matter_id=matter_id, seat_id__isnull=True).delete()[0]


def asked_in(matter_id: int) -> list[int]:
    """Who has a line of a matter that is no turn and no duty."""
    rows = Todo.objects.filter(matter_id=matter_id, kind=Todo.Kind.TODO, seat_id__isnull=True)
    return list(rows.values_list("assignee_id", flat=True).distinct())


def note_urging(assignee_id: int, seat_id: int) -> None:
    """Count one more urging on the line of a seat."""
    rows = Todo.objects.filter(assignee_id=assignee_id, seat_id=seat_id)
    rows.update(urged=F("urged") + 1)


def note_opening(matter_id: int, *, by: Actor) -> None:
    """Remember the first time the person opened the matter; later openings change nothing."""
    rows = Todo.objects.visible_to(by).filter(matter_id=matter_id, opened__isnull=True)
    rows.update(opened=timezone.now())
