"""What this room does when a room below announces something."""

from django.db.models import Exists, OuterRef

from andu.approvals import actions
from andu.approvals.models import Copy, Request
from andu.approvals.models.request import KIND
from andu.kit.actor import Actor
from andu.workflow.events import Ended, StepPassed
from andu.workflow.models import Circulation, Matter


def flow_ended(event: Ended, *, on: Matter, by: Actor) -> None:
    """A finished request is filed; a refused or terminated one just ends."""
    if event.outcome != Matter.State.FINISHED:
        return
    request = Request.objects.filter(matter=on).first()
    if request is not None:
        actions.file_away(request, by=by)
        actions.send_copies(request, Circulation.Moment.ENDED, by=by)


def step_passed(event: StepPassed, *, on: Matter, by: Actor) -> None:
    """Whoever is to read a request after this step gets it."""
    if on.kind != KIND:
        return
    there = Copy.objects.filter(
        version=OuterRef("version"), moment=Circulation.Moment.PASSED, step=event.node
    )
    requests = Request.objects.select_related("version").filter(Exists(there), matter=on)
    request = requests.first()
    if request is not None:
        actions.send_copies(request, Circulation.Moment.PASSED, event.node, event.step, by=by)
