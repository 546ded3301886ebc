"""As what a person sits at the desk: leader, head, keeper of flows, or clerk (`ui.blocks`)."""

from andu.kit.actor import Actor
from andu.organisation.models import Appointment
from andu.ui.blocks import CLERK, HEAD, KEEPER, LEADER
from andu.workflow.rights import ADMINISTER

Duty = Appointment.Duty
AT_THE_TOP = {Duty.HEAD, Duty.DEPUTY}
OF_A_UNIT = {Duty.HEAD, Duty.DEPUTY, Duty.CONTACT}


def role_of(actor: Actor) -> str:
    """The first of leader, head, keeper, clerk that a person is; one statement.

    Leaders are those in charge of units (分管领导) and the heads of a topmost unit; heads are
    heads, deputies and OA contacts of any other; keepers administer flows (WF-38, UI-07).
    """
    held = Appointment.objects.current().filter(member=actor.member_id or 0)
    places = set(held.order_by().values_list("duty", "unit__depth"))
    if any(duty == Duty.LEADER or (duty in AT_THE_TOP and not depth) for duty, depth in places):
        return LEADER
    if any(duty in OF_A_UNIT for duty, _depth in places):
        return HEAD
    return KEEPER if actor.scopes(ADMINISTER.code) else CLERK
