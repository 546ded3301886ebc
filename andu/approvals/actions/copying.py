"""抄送: what a template sends by itself when a request is submitted, passes a step, or ends."""

from django.db import transaction

from andu.approvals.copying import meant_by
from andu.approvals.models import Copy, Request
from andu.kit.actor import Actor
from andu.workflow.actions import copy_to
from andu.workflow.models import Circulation


@transaction.atomic
def send_copies(
    request: Request, moment: str, step: str = "", name: str = "", *, by: Actor
) -> list[Circulation]:
    """Lay the request before everybody its version names for this moment; part of the act that
    brought it about. `step` and `name` are the key and the name of the step that was passed."""
    lines = Copy.objects.filter(
        version=request.version_id, moment=moment, step=step
    ).select_related("unit")
    copies = list(lines)
    readers = meant_by(request, copies) if copies else []
    return copy_to(request.matter, readers, moment, name, by=by) if readers else []
