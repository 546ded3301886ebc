"""What this room does when a room below announces something."""

from andu.approvals import actions
from andu.approvals.copying import moments_of
from andu.approvals.models import Request
from andu.approvals.models.request import KIND
from andu.kit.actor import Actor
from andu.workflow.events import Ended, StepPassed
from andu.workflow.models import Circulation, Matter


def flow_ended(event: Ended, *, on: Matter, by: Actor) -> None:
    """Whoever is to read a finished request gets it."""
    if event.outcome == Matter.State.FINISHED:
        _send(on, Circulation.Moment.ENDED, by=by)


def step_passed(event: StepPassed, *, on: Matter, by: Actor) -> None:
    """Whoever is to read a request after this step gets it."""
    _send(on, Circulation.Moment.PASSED, event.node, event.step, by=by)


def _send(on: Matter, moment: str, step: str = "", name: str = "", *, by: Actor) -> None:
    if on.kind != KIND or (moment, step) not in moments_of(on.run.flow_version_id):
        return
    request = Request.objects.select_related("version").filter(matter=on).first()
    if request is not None:
        actions.send_copies(request, moment, step, name, by=by)
