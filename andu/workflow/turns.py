"""Whose turns are open or to come: what delegations and handovers carry from one to another."""

from django.db.models import Q, QuerySet

from andu.kit.actor import Actor
from andu.organisation.models import Member
from andu.policy.reading import value
from andu.todo.models import Todo
from andu.workflow.compiled import definition_of
from andu.workflow.models import Delegation, Handover, Participant, Seat
from andu.workflow.policy import DELEGATION_OWN

LIVE = (Seat.State.OPEN, Seat.State.WAITING)


def turns_of(member: int) -> QuerySet[Seat]:
    """The person's turns in matters that still run, oldest first."""
    rows = Seat.objects.filter(member_id=member, state__in=LIVE, run__outcome="")
    return rows.order_by("pk")


def to_give(delegation: Delegation) -> QuerySet[Seat]:
    """What goes to the delegate on the first day: turns still to come, for they would open during
    the absence; open ones when that was asked for. The delegate's own matters stay."""
    rows = covered(turns_of(delegation.absent_id), delegation).filter(on_behalf_id__isnull=True)
    if not delegation.takes_open:
        rows = rows.filter(state=Seat.State.WAITING)
    return rows


def given_away(delegation: Delegation, *, open_too: bool) -> QuerySet[Seat]:
    """What the delegate still has for the absent person; without `open_too` only what is
    to come."""
    rows = covered(turns_of(delegation.delegate_id), delegation)
    rows = rows.filter(on_behalf_id=delegation.absent_id)
    return rows if open_too else rows.filter(state=Seat.State.WAITING)


def covered(rows: QuerySet[Seat], delegation: Delegation) -> QuerySet[Seat]:
    """The turns in flows the delegation covers."""
    if delegation.all_flows:
        return rows
    return rows.filter(run__flow_version__flow__in=delegation.flows.all())


def is_left_out(seat: Seat, handover: Handover) -> bool:
    """What a delegation never carries: a matter back with its initiator, and one that the delegate
    began (unless the policy lets them decide for others in it)."""
    if handover.kind != Handover.Kind.DELEGATED:
        return False
    own = value(DELEGATION_OWN, organisation=handover.organisation_id)
    if seat.run.matter.initiator_id == handover.taker_id and not own:
        return True
    return seat.node == definition_of(seat.run.flow_version_id).drafting.key


def held_for_others(actor: Actor) -> QuerySet[Todo]:
    """委托给我的: the actor's open lines they handle on behalf of somebody."""
    return Todo.objects.visible_to(actor).exclude(on_behalf="")


def given_out(actor: Actor) -> QuerySet[Participant]:
    """我委托出去的: the actor's part in matters somebody handles or handled for them."""
    mine = Participant.objects.filter(member_id=actor.member_id or 0)
    return mine.filter(capacity=Participant.Capacity.ABSENT)


def departed(organisation: int) -> QuerySet[Member]:
    """Those who left with turns still open or to come."""
    stuck = Q(state__in=LIVE, run__outcome="")
    rows = Seat.objects.filter(stuck, member__organisation=organisation)
    return Member.objects.filter(
        organisation=organisation, state=Member.State.LEFT, pk__in=rows.values("member_id")
    )
