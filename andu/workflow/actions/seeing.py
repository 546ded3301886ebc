"""Opening a matter: the first time counts as the response (WF-18)."""

from django.db import transaction
from django.utils import timezone

from andu.kit.actor import Actor
from andu.todo.writing import note_opening
from andu.workflow.models import Matter, Seat


@transaction.atomic
def see(matter: Matter, *, by: Actor) -> None:
    """Note that the person has opened the matter: their lines are no longer unread, and their open
    turn has its response."""
    note_opening(matter.pk, by=by)
    mine = Seat.objects.filter(run__matter=matter, member=by.member_id, state=Seat.State.OPEN)
    mine.filter(seen__isnull=True).update(seen=timezone.now())
