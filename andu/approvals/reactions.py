"""What this room does when a room below announces something."""

from andu.approvals import actions
from andu.approvals.models import Request
from andu.kit.actor import Actor
from andu.workflow.events import Ended
from andu.workflow.models import Matter


def flow_ended(event: Ended, *, on: Matter, by: Actor) -> None:
    """A finished request is filed; a refused or terminated one just ends."""
    if event.outcome != Matter.State.FINISHED:
        return
    request = Request.objects.filter(matter=on).first()
    if request is not None:
        actions.file_away(request, by=by)
