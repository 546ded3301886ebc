"""What a record of a form belongs to: its request, as far as a person may know (WF-32)."""

from django.utils.translation import gettext as _

from andu.approvals.models import Request
from andu.forms.holding import Holder
from andu.kit.actor import Actor
from andu.workflow.models import Matter

COUNTING = {Matter.State.RUNNING, Matter.State.FINISHED}


def holder_of(record_id: int, actor: Actor) -> Holder | None:
    """The request of a record: its title and number for one who may see it."""
    request = Request.objects.filter(record_id=record_id).select_related("matter").first()
    if request is None:
        return None
    matter = request.matter
    seen = Matter.objects.visible_to(actor).filter(pk=matter.pk).exists()
    words = _("“{title}”（{number}）").format(title=matter.title, number=matter.serial)
    return Holder(words if seen else "", matter.state in COUNTING)
