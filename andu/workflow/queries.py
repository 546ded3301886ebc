"""Reads shaped for the screens of this room: delegations and handovers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from andu.kit.actor import Actor
from andu.organisation.models import Member, Organisation
from andu.workflow.models import Delegation, Flow, Handover, HandoverItem, Seat
from andu.workflow.rights import ADMINISTER
from andu.workflow.rules_absence import STALLED, administers_at, paths_of
from andu.workflow.turns import LIVE


@dataclass(frozen=True)
class Departed:
    """Somebody who left, and how much still lies with them."""

    member: Member
    count: int


def organisation_of(actor: Actor) -> Organisation | None:
    """The organisation the actor works in."""
    return Organisation.objects.filter(pk=actor.organisation_id or 0).first()


def flows_of(actor: Actor, codes: Iterable[str]) -> list[Flow]:
    """The published flows of the actor's organisation with these codes."""
    mine = Flow.objects.filter(organisation=actor.organisation_id, code__in=list(codes))
    return list(mine.filter(versions__state="published").distinct())


def delegations_of(actor: Actor) -> QuerySet[Delegation]:
    """Given out and received, those that stand first."""
    rows = Delegation.objects.visible_to(actor).select_related("absent", "delegate")
    return rows.prefetch_related("flows").order_by("-since", "-id")


def away(actor: Actor) -> Delegation | None:
    """The delegation the actor has given out and that is in force today, for the banner."""
    if actor.member_id is None:
        return None
    rows = Delegation.objects.in_force().filter(absent=actor.member_id)
    return rows.select_related("delegate").order_by("-all_flows", "-id").first()


def to_begin() -> QuerySet[Delegation]:
    """In force since today, and nobody has been told yet."""
    return Delegation.objects.in_force().filter(begun__isnull=True)


def to_end() -> QuerySet[Delegation]:
    """Their last day is over."""
    return Delegation.objects.standing().filter(until__lt=timezone.localdate())


def delegations_administered(actor: Actor) -> list[Delegation]:
    """Every standing delegation of people whose flows the actor administers; as many statements
    whatever their number."""
    rows = Delegation.objects.standing().filter(organisation=actor.organisation_id)
    found = list(rows.select_related("absent", "delegate").prefetch_related("flows")[:500])
    paths = paths_of(each.absent_id for each in found)
    return [each for each in found if administers_at(actor, each.absent, paths)]


def delegations_to_revoke(actor: Actor) -> QuerySet[Delegation]:
    """Those the actor may see: own ones, and with the right all of the organisation."""
    if actor.scopes(ADMINISTER.code):
        return Delegation.objects.filter(organisation=actor.organisation_id)
    return Delegation.objects.visible_to(actor)


def departed_with_turns(actor: Actor) -> list[Departed]:
    """People who left while turns were open or to come, most first; as many statements whatever
    their number."""
    rows = Seat.objects.filter(
        state__in=LIVE, run__outcome="", member__state=Member.State.LEFT,
        member__organisation=actor.organisation_id,
    )  # fmt: skip
    counted = rows.values_list("member").annotate(count=Count("pk")).order_by("-count")
    counts = dict(counted[:200])
    people = Member.objects.in_bulk(counts)
    found, paths = [Departed(people[pk], count) for pk, count in counts.items()], paths_of(counts)
    return [each for each in found if administers_at(actor, each.member, paths)]


def stalled_handovers() -> QuerySet[Handover]:
    """Those that run for so long that their job must have been given up."""
    running = Handover.objects.filter(state=Handover.State.RUNNING)
    return running.filter(created__lt=timezone.now() - STALLED)


def with_progress(rows: QuerySet[Handover]) -> QuerySet[Handover]:
    """Handovers with how many items were tried, and how many of them failed."""
    done = Count("items", filter=~Q(items__state=HandoverItem.State.WAITING))
    failed = Count("items", filter=Q(items__state=HandoverItem.State.FAILED))
    found = rows.annotate(tried=done, failed=failed)
    return found.select_related("giver", "taker")
