"""Keeping what the machine has to do: part of every act in a flow that has steps of the machine."""

from django.utils import timezone

from andu.engine.configuration import positions_in
from andu.engine.nesting import Nesting
from andu.kit.actor import Actor
from andu.kit.events import announce
from andu.kit.together import flush
from andu.workflow.errands import errands_for, since_after_pause
from andu.workflow.events_machine import CallDropped, MachineReached
from andu.workflow.loading import Loaded
from andu.workflow.models import Errand, Visit
from andu.workflow.writing import Rows

LEFT = {Visit.State.PASSED, Visit.State.FAILED, Visit.State.STRUCK}


def _keep_errands(loaded: Loaded, rows: Rows, by: Actor) -> None:
    """New visits have theirs done; those that are left have none any more. Where a wait is until a
    day in the form, or somebody resumes, what stands is looked at again."""
    if not loaded.definition.has_machine:
        return
    flush()
    _drop(loaded, rows, by)
    if rows.change.outcome:
        return
    new = [v for v in rows.visits if v.number in rows.change.new_visits and v.state == "live"]
    _arm_again(loaded, rows)
    if rows.change.resumes:
        _prolong(loaded)
    made = errands_for(loaded, new, rows.change.at)
    Errand.objects.bulk_create(made)
    for errand in made:
        announce(MachineReached(errand=errand.pk), on=loaded.matter, by=by)
    if not rows.change.suspends:
        _look_again(loaded, [errand.pk for errand in made])


def _drop(loaded: Loaded, rows: Rows, by: Actor) -> None:
    """What stands no more; called matters that were waited for are ended."""
    standing = Errand.objects.standing().filter(run=loaded.run)
    if not rows.change.outcome:
        standing = standing.filter(visit__in=[v.number for v in rows.visits if v.state in LEFT])
    for pk in standing.filter(called__isnull=False, ok=None).values_list("pk", flat=True):
        announce(CallDropped(errand=pk), on=loaded.matter, by=by)
    standing.update(state=Errand.State.GONE, at=None, over=rows.change.at)


def _arm_again(loaded: Loaded, rows: Rows) -> None:
    """What stands again (拿回, or sent back after a straight return), with all that stands inside
    it, is watched again, from now on; what has rung has rung."""
    new = rows.change.new_visits
    back = [v.number for v in rows.visits if v.state == "live" and v.number not in new]
    known = Nesting(loaded.configuration).visits if back else {}
    again = [each.visit for one in back for each in positions_in(known.get(one))]
    if again:
        alarms = Errand.objects.filter(run=loaded.run, visit__in=again, kind=Errand.Kind.ALARM)
        alarms.filter(state__in=(Errand.State.GONE, Errand.State.WAITING)).update(
            state=Errand.State.WAITING, since=rows.change.at, at=rows.change.at, due=None, over=None
        )


def _prolong(loaded: Loaded) -> None:
    """The time of a pause counts for no alarm, as it counts for no limit."""
    alarms = Errand.objects.standing().filter(run=loaded.run, kind=Errand.Kind.ALARM)
    for alarm in alarms:
        alarm.since, alarm.due = since_after_pause(alarm, loaded, timezone.now()), None
        alarm.save(update_fields=["since", "due"])


def _look_again(loaded: Loaded, new: list[int]) -> None:
    waits = (Errand.Kind.WAIT, Errand.Kind.ALARM)
    standing = Errand.objects.standing().filter(run=loaded.run, kind__in=waits).exclude(pk__in=new)
    standing.update(at=timezone.now(), state=Errand.State.WAITING)
