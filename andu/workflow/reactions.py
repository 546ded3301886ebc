"""What this room does when a room below announces something."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from andu.kit.actor import Actor
from andu.kit.events import Event
from andu.kit.jobs import Rank, later
from andu.organisation.events import HoursSet, MemberLeft, WorkdaySet
from andu.organisation.models import Member, Organisation, Unit
from andu.workflow import actions
from andu.workflow.actions.reseating_all import look_at_posts
from andu.workflow.events import Ended
from andu.workflow.events_machine import CallDropped, MachineReached
from andu.workflow.jobs.recounting import recount_dues
from andu.workflow.models import Errand, Matter
from andu.workflow.succession import the_system


def calendar_changed(_event: WorkdaySet | HoursSet, *, on: Organisation | Unit, by: Actor) -> None:
    """The limits of what is open are counted anew, once for all changes of the same minute."""
    organisation = on.pk if isinstance(on, Organisation) else on.organisation_id
    after = timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=1)
    key = f"workflow.recount:{organisation}:{after:%Y%m%d%H%M}"
    later(recount_dues, organisation, key=key, run_after=after, rank=Rank.BULK)


def posts_changed(_event: Event, *, on: Any, by: Actor) -> None:
    """Turns follow who is in a post now, once for all changes of the same minute."""
    organisation = on.pk if isinstance(on, Organisation) else on.organisation_id
    look_at_posts(organisation, by=by)


def machine_reached(event: MachineReached, *, on: Matter, by: Actor) -> None:
    """The machine begins as soon as the act that led to it is done."""
    later(fulfil, event.errand, key=f"errand:{event.errand}", rank=Rank.AWAITED)


def call_dropped(event: CallDropped, *, on: Matter, by: Actor) -> None:
    """A called matter that nobody waits for is ended."""
    later(end_called, event.errand, key=f"end-called:{event.errand}")


def matter_ended(event: Ended, *, on: Matter, by: Actor) -> None:
    """Whoever called it hears how it ended."""
    for pk in actions.note_end(on, by=by):
        later(fulfil, pk, key=f"called:{pk}:{event.outcome}", rank=Rank.AWAITED)


def fulfil(pk: int) -> None:
    """As a job: one errand, if it is to be looked at now; called again it finds nothing to do."""
    rows = Errand.objects.select_related("run__matter")
    errand = rows.filter(pk=pk, at__lte=timezone.now()).first()
    if errand is not None:
        actions.fulfil_errand(errand, by=the_system(errand.run.matter.organisation_id))


def end_called(pk: int) -> None:
    """As a job: the matter an errand had called."""
    errand = Errand.objects.select_related("called", "run__matter").get(pk=pk)
    actions.end_called(errand, by=the_system(errand.run.matter.organisation_id))


def member_left(_event: MemberLeft, *, on: Member, by: Actor) -> None:
    """Nothing stays stuck with somebody who left: in the same transaction (ID-16)."""
    actions.settle_departure(on, by=by)
