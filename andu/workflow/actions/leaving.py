"""What becomes of the turns of somebody who has left: nothing may stay stuck (ID-16)."""

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.notify.telling import tell
from andu.organisation.models import Member
from andu.workflow import rules_absence as rules
from andu.workflow.actions.handing_over import _begin_handover
from andu.workflow.actions.lapsing import _let_go
from andu.workflow.actions.pooling import _leave_pools
from andu.workflow.events_absence import DelegationRevoked
from andu.workflow.models import Delegation, Handover, Seat
from andu.workflow.notify import CHANGE, DELEGATION, HANDOVER
from andu.workflow.succession import administrators_of, successor_of, the_system
from andu.workflow.turns import given_away, turns_of


@transaction.atomic
def settle_departure(member: Member, *, by: Actor) -> Member:
    """End the delegations of somebody who left, give back what they held for others, tell those who
    wait for their answer, and pass their own turns on as the policy says, or tell whoever
    administers flows."""
    member = lock(member)
    require(rules.may_settle_departure(member))
    system = the_system(member.organisation_id)
    _let_go(member, system)
    _leave_pools(member.pk)
    back = [_close(each, member, system) for each in _standing(member)]
    turns = turns_of(member.pk).exclude(on_behalf_id__in=[each for each in back if each])
    to = successor_of(member)
    if to is not None:
        reason = _("离职，按“离职人员的待办”参数自动交接")
        made = Handover(
            organisation_id=member.organisation_id, kind=Handover.Kind.LEFT, giver=member,
            taker=to, reason=reason,
        )  # fmt: skip
        _begin_handover(made, turns, by=system)
    elif count := turns.count():
        title = _("{name}已离职，手上还有 {n} 件待办，请选接手人").format(name=member.name, n=count)
        link = f"{reverse('workflow:hand_over')}?member={member.pk}"
        tell(administrators_of(member), title=title, link=link, kind=HANDOVER.code, by=by)
        _tell_adders(member, turns, by)
    return member


def _tell_adders(member: Member, turns: QuerySet[Seat], by: Actor) -> None:
    """Who asked the departed to sign or to help needn't wait for an administrator."""
    asked = turns.exclude(added_by_id=None).exclude(added=Seat.Added.LEAP)
    for seat in asked.select_related("run__matter"):
        matter = seat.run.matter
        words = _("{name}已离职，你请其加签或代办的还没有办，可以减签后另请：{title}")
        title = words.format(name=member.name, title=matter.title)
        link = matter.get_absolute_url()
        tell([seat.added_by_id or 0], title=title, link=link, kind=CHANGE.code, by=by)


def _standing(member: Member) -> list[Delegation]:
    rows = Delegation.objects.standing().select_related("absent", "delegate")
    found = [*rows.filter(absent=member.pk), *rows.filter(delegate=member.pk)]
    return [lock(each) for each in found]


def _close(delegation: Delegation, member: Member, system: Actor) -> int | None:
    """End it; returns for whom the departed held turns that now go back."""
    delegation.revoked, delegation.revoked_by = timezone.now(), system.name
    delegation.save(update_fields=["revoked", "revoked_by"])
    record(DelegationRevoked(), by=system, on=delegation)
    words = _("{name}已离职，委托随之结束：{what}").format(name=member.name, what=delegation)
    both = [delegation.absent_id, delegation.delegate_id]
    link = reverse("workflow:delegations")
    tell(both, title=words, link=link, kind=DELEGATION.code, by=system)
    if delegation.delegate_id != member.pk:
        return None
    made = Handover(
        organisation_id=delegation.organisation_id, kind=Handover.Kind.RECALLED, giver=member,
        taker=delegation.absent, delegation=delegation, reason=words,
    )  # fmt: skip
    _begin_handover(made, given_away(delegation, open_too=True), by=system)
    return delegation.absent_id
