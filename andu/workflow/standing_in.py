"""Whose turn it becomes when somebody is away: the shell's answer to the engine names both.

The answer is stored with the event it rested on, so a replay asks nobody and nothing that happens
to the delegation later changes a history.
"""

from django.utils import timezone

from andu.engine.configuration import Someone
from andu.identity.models import Account
from andu.kit.editions import remembered_each
from andu.organisation.known import main_places
from andu.organisation.models import Member
from andu.policy.reading import value
from andu.workflow.models import Delegation
from andu.workflow.policy import DELEGATION_OWN

SHUT = (Account.State.SUSPENDED, Account.State.CLOSED)


def stood_in(
    people: tuple[Someone, ...], *, version_id: int | None, initiator: Member
) -> tuple[Someone, ...]:
    """The same people, those absent replaced by whom they delegated to, on their behalf; at most
    three statements. The initiator of a matter decides nothing in it for others unless the policy
    lets them; somebody who left or cannot sign in stands in for nobody."""
    found = _delegates({each.member for each in people}, version_id)
    if not found:
        return people
    if not value(DELEGATION_OWN, organisation=initiator.organisation_id):
        found = {absent: to for absent, to in found.items() if to != initiator.pk}
    places = main_places(found.values())
    return tuple(
        Someone(found[each.member], places.get(found[each.member]), each.member)
        if each.member in found and each.on_behalf_of is None else each
        for each in people
    )  # fmt: skip


def _delegates(members: set[int], version_id: int | None) -> dict[int, int]:
    def read(absent: list[int]) -> dict[int, int]:
        rows = Delegation.objects.in_force().about(version_id).filter(absent__in=absent)
        able = rows.exclude(delegate__state=Member.State.LEFT).exclude(
            delegate__account__state__in=SHUT
        )
        return dict(able.order_by("-id").values_list("absent_id", "delegate_id"))

    return remembered_each(("workflow.delegates", version_id, timezone.localdate()), members, read)
