"""What a person is to a matter, and what there is about it: asked once for the whole page."""

from dataclasses import dataclass

from django.db.models import Exists

from andu.kit.actor import Actor
from andu.todo.models import Todo
from andu.workflow.models import (
    Circulation,
    Consultation,
    Finding,
    Follow,
    Matter,
    Participant,
    Relation,
    Seat,
    UrgeDuty,
)

Capacity = Participant.Capacity


@dataclass(frozen=True, kw_only=True)
class Involvement:
    """One person and one matter: as what they take part (`held`), whether they see and follow it,
    have a line of it they never opened, something of it to read, a question to answer, a duty to
    urge; whether it was circulated, anybody asked about it, linked to others, and found at fault.
    Only for what is shown: an action asks afresh."""

    held: frozenset[str] = frozenset()
    sees: bool = False
    is_follower: bool = False
    has_unopened: bool = False
    has_to_read: bool = False
    has_question: bool = False
    has_duty: bool = False
    is_circulated: bool = False
    is_consulted: bool = False
    is_related: bool = False
    has_findings: bool = False


def involvement_of(by: Actor, matter: Matter) -> Involvement:
    """How the person and the matter stand; one statement."""
    asked = _of_person(by.member_id or 0, matter) | {
        "sees": Exists(Matter.objects.visible_to(by).filter(pk=matter.pk)),
        "is_circulated": Exists(Circulation.objects.standing().filter(matter=matter)),
        "is_consulted": Exists(Consultation.objects.standing().filter(matter=matter)),
        "has_findings": Exists(Finding.objects.filter(matter=matter)),
        "is_related": Exists(Relation.objects.of(matter.pk)),
    }
    found = Matter.objects.filter(pk=matter.pk).annotate(**asked).values(*asked).get()
    held = frozenset(word for word in Capacity.values if found.pop(f"as_{word}"))
    return Involvement(held=held, **found)


def _of_person(me: int, matter: Matter) -> dict[str, Exists]:
    parts = Participant.objects.filter(matter=matter, member_id=me)
    duties = UrgeDuty.objects.filter(member_id=me, state=UrgeDuty.State.OPEN)
    lines = Todo.objects.filter(assignee_id=me, matter_id=matter.pk, opened__isnull=True)
    return {
        **{f"as_{word}": Exists(parts.filter(capacity=word)) for word in Capacity.values},
        "is_follower": Exists(Follow.objects.filter(matter=matter, member_id=me)),
        "has_unopened": Exists(lines),
        "has_to_read": Exists(Circulation.objects.unread().filter(matter=matter, member_id=me)),
        "has_question": Exists(Consultation.objects.open().filter(matter=matter, member_id=me)),
        "has_duty": Exists(
            duties.filter(seat__run__matter=matter, seat__state=Seat.State.OPEN)
        ),
    }  # fmt: skip
