"""Who may stand in for whom: the rules of delegation, each refusal with names and a way out."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.identity.models import Account
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Appointment, Member, Unit
from andu.policy.reading import value
from andu.workflow.loading import Loaded
from andu.workflow.models import Delegation, Flow, Handover, Seat
from andu.workflow.models.delegation import DelegationQuery
from andu.workflow.policy import DELEGATION_DAYS, DELEGATION_RANGE
from andu.workflow.rights import ADMINISTER

STALLED = datetime.timedelta(hours=1)  # longer than the worker's own tries of a job take


@dataclass(frozen=True, kw_only=True)
class Absence:
    """What is asked for: who is away, who stands in, which days (no `until`: until revoked), for
    which flows (none named: all of them), why, and whether what is open now goes along."""

    absent: Member
    delegate: Member
    since: datetime.date
    until: datetime.date | None = None
    flows: tuple[Flow, ...] = ()
    reason: str = ""
    takes_open: bool = False


def may_have_turns(by: Actor) -> Verdict:
    """Only people of the office have turns to give away."""
    return yes if by.member_id else no(_("只有单位人员可以委托待办。"), "no-member")


def may_delegate(by: Actor, asked: Absence, basis: str = "") -> Verdict:
    """One's own turns, or (with a basis) somebody's whom the actor administers flows for."""
    for verdict in (
        _by_right(by, asked.absent, basis), _to_whom(asked), _which_days(asked),
        _within_limits(asked), _not_twice(asked), _not_on(asked), _not_from(asked),
    ):  # fmt: skip
        if not verdict:
            return verdict
    return yes


def may_revoke_delegation(by: Actor, delegation: Delegation) -> Verdict:
    """Whoever is absent, the delegate who gives it back, or who administers flows; while it
    stands."""
    if delegation.revoked:
        return no(_("这项委托已由{name}收回，不必再收回。").format(name=delegation.revoked_by),
                  "revoked")  # fmt: skip
    if delegation.ended:
        return no(_("这项委托已经到期，不必再收回。"), "ended")
    if by.member_id in (delegation.absent_id, delegation.delegate_id) and by.member_id:
        return yes
    return may_set_for(by, delegation.absent)


def may_set_for(by: Actor, absent: Member) -> Verdict:
    """For somebody else: who administers flows over that person's unit (ill, out of reach)."""
    if administers(by, absent):
        return yes
    return no(_("只能委托自己的待办。替他人设置委托，请联系流程管理员。"), "no-right")


def main_unit(member: Member) -> Unit | None:
    """The unit of the person's main appointment now."""
    place = member.appointments.current().select_related("unit").first()
    return place.unit if place else None


def is_able(member: Member) -> bool:
    """Whether the person can act at all: works here, with an account that isn't shut."""
    if member.state == Member.State.LEFT:
        return False
    shut = {Account.State.SUSPENDED, Account.State.CLOSED}
    return member.account is not None and member.account.state not in shut


def _by_right(by: Actor, absent: Member, basis: str) -> Verdict:
    if by.member_id == absent.pk:
        return yes
    verdict = may_set_for(by, absent)
    if verdict and not basis.strip():
        return no(_("替他人设置委托，请写明依据（如请假单号、领导批示）。"), "no-basis")
    return verdict


def _to_whom(asked: Absence) -> Verdict:
    absent, delegate = asked.absent, asked.delegate
    if delegate.pk == absent.pk:
        return no(_("不能委托给本人，请另选一人。"), "to-oneself")
    if delegate.organisation_id != absent.organisation_id:
        return no(_("受托人不在本机构，请另选一人。"), "foreign")
    if absent.state == Member.State.LEFT:
        return no(_("{name}已离职，请在“离岗交接”中处理。").format(name=absent.name), "left")
    if not is_able(delegate):
        said = _("{name}已离职或账户停用，不能受托，请另选一人。")
        return no(said.format(name=delegate.name), "not-able")
    return yes


def _which_days(asked: Absence) -> Verdict:
    today = timezone.localdate()
    if asked.since < today:
        said = _("开始日期已过，请从 {today} 或以后开始。")
        return no(said.format(today=today.isoformat()), "past")
    if asked.until and asked.until < asked.since:
        said = _("结束日期早于开始日期，请改为 {since} 或以后。")
        return no(said.format(since=asked.since.isoformat()), "backwards")
    return yes


def _within_limits(asked: Absence) -> Verdict:
    unit = main_unit(asked.absent)
    place: dict[str, Any] = {
        "organisation": asked.absent.organisation_id,
        "units": unit.line if unit else (),
    }
    most = value(DELEGATION_DAYS, **place)
    if most and asked.until is None:
        return no(_("请填结束日期：委托最长 {n} 天。").format(n=most), "no-end")
    if most and asked.until and (asked.until - asked.since).days >= most:
        last = asked.since + datetime.timedelta(days=most - 1)
        said = _("委托最长 {n} 天，请把结束日期改为 {last} 或更早。")
        return no(said.format(n=most, last=last.isoformat()), "too-long")
    return _within_range(asked, unit, value(DELEGATION_RANGE, **place))


def _within_range(asked: Absence, unit: Unit | None, reach: str) -> Verdict:
    if reach == "organisation" or unit is None:
        return yes
    line = unit.line if reach == "unit" else unit.line[:-1] or unit.line
    within = "/" + "/".join(str(each) for each in line) + "/"
    held = asked.delegate.appointments.current().filter(unit__path__startswith=within)
    if held.exists():
        return yes
    name = Unit.objects.get(pk=line[-1]).name
    return no(_("只能委托给“{unit}”及其下级的人，请另选一人。").format(unit=name), "out-of-range")


def _not_twice(asked: Absence) -> Verdict:
    found = _overlapping(asked, Delegation.objects.filter(absent=asked.absent))
    if found is None:
        return yes
    said = _("{period} 已委托{name}代办，请先收回，或改日期、改流程范围。")
    return no(said.format(period=found.period, name=found.delegate.name), "twice")


def _not_on(asked: Absence) -> Verdict:
    """A→B while B→C (or back to A): what B is given would wait, or run in a circle."""
    found = _overlapping(asked, Delegation.objects.filter(absent=asked.delegate))
    if found is None:
        return yes
    said = _(
        "{delegate}已把待办委托给{third}（{period}），不能再受托。请另选一人，或请{delegate}先收回。"
    )
    words = {"delegate": asked.delegate.name, "period": found.period, "third": found.delegate.name}
    return no(said.format(**words), "chain")


def _not_from(asked: Absence) -> Verdict:
    """B→C while A→B: what A gave B may not travel on."""
    found = _overlapping(asked, Delegation.objects.filter(delegate=asked.absent))
    if found is None:
        return yes
    said = _(
        "{absent}正受{giver}委托代办（{period}），不能再转委托。"
        "请先退回{giver}的委托，或请{giver}另行委托{delegate}。"
    )
    words = {
        "period": found.period, "absent": asked.absent.name, "giver": found.absent.name,
        "delegate": asked.delegate.name,
    }  # fmt: skip
    return no(said.format(**words), "chain")


def _overlapping(asked: Absence, rows: DelegationQuery) -> Delegation | None:
    rows = rows.standing().meeting(asked.since, asked.until).select_related("absent", "delegate")
    wanted = {flow.pk for flow in asked.flows}
    return next((each for each in rows if _shares(each, wanted)), None)


def _shares(found: Delegation, wanted: Collection[int]) -> bool:
    if found.all_flows or not wanted:
        return True
    return found.flows.filter(pk__in=wanted).exists()


def may_begin(delegation: Delegation) -> Verdict:
    """On the first day, once."""
    if delegation.begun or not delegation.is_in_force:
        return no(_("这项委托今天不开始。"), "not-now")
    return yes


def may_end(delegation: Delegation) -> Verdict:
    """After the last day, once."""
    over = delegation.until is not None and delegation.until < timezone.localdate()
    return yes if over and delegation.is_standing else no(_("这项委托还没有到期。"), "not-now")


def may_hand_over(by: Actor, member: Member, to: Member, reason: str) -> Verdict:
    """Who administers flows over the person's unit, to somebody able, with a reason, and not twice
    at a time."""
    if not administers(by, member):
        return no(_("离岗交接由流程管理员办理，请联系他们。"), "no-right")
    verdict = _may_take_over(member, to)
    if verdict and not reason.strip():
        return no(_("请写明交接理由。"), "no-reason")
    if verdict and Handover.objects.filter(giver=member, kind="handed_over", state="running"):
        return no(_("{name}的交接正在进行，请等它完成。").format(name=member.name), "running")
    return verdict


def _may_take_over(member: Member, to: Member) -> Verdict:
    if to.pk == member.pk:
        return no(_("不能交接给本人，请另选接手人。"), "to-oneself")
    if to.organisation_id != member.organisation_id:
        return no(_("接手人不在本机构，请另选一人。"), "foreign")
    if not is_able(to):
        said = _("{name}已离职或账户停用，不能接手，请另选一人。")
        return no(said.format(name=to.name), "not-able")
    return yes


def nothing_to_hand_over(member: Member) -> Verdict:
    """Why a handover has nothing to do."""
    return no(_("{name}手上没有未办的事项，不必交接。").format(name=member.name), "nothing")


def may_finish_handover(handover: Handover) -> Verdict:
    """When every item has been tried, once."""
    waits = handover.items.filter(state="waiting").exists()
    if waits or not handover.is_running:
        return no(_("这次交接还没有做完，或已经完成。"), "wrong-state")
    return yes


def may_resume_handover(handover: Handover) -> Verdict:
    """While it is not done, and its own job has had time enough."""
    if handover.is_running and handover.created < timezone.now() - STALLED:
        return yes
    return no(_("这次交接正在进行，或已经完成。"), "wrong-state")


def administers(by: Actor, member: Member) -> bool:
    """Whether the actor administers flows where the person works, or worked last."""
    return administers_at(by, member, paths_of([member.pk]))


def administers_at(by: Actor, member: Member, paths: Mapping[int, str]) -> bool:
    """The same of one of several people, given the answer of `paths_of` about all of them."""
    if by.organisation_id != member.organisation_id:
        return False
    return by.holds(ADMINISTER.code, within=paths.get(member.pk, ""))


def paths_of(members: Iterable[int]) -> dict[int, str]:
    """Member → the path of the unit where they work, else where they worked last; two
    statements."""
    rows = Appointment.objects.filter(member__in=list(members))
    past = rows.filter(until__isnull=False).order_by("-until", "-is_main", "id")
    found: dict[int, str] = {}
    for places in (rows.current(), past):
        for member, path in places.values_list("member", "unit__path"):
            found.setdefault(member, path)
    return found


def last_unit(member: Member) -> Unit | None:
    """The unit of the last main appointment of somebody who left."""
    places = member.appointments.filter(until__isnull=False).select_related("unit")
    place = places.order_by("-until", "-is_main", "id").first()
    return place.unit if place else None


def may_settle_departure(member: Member) -> Verdict:
    """Once somebody has left."""
    if member.state != Member.State.LEFT:
        return no(_("{name}仍在职。").format(name=member.name), "present")
    return yes


def may_recall(by: Actor, loaded: Loaded, seat: int) -> Verdict:
    """A turn that somebody holds for the actor, while it is open or to come."""
    row = loaded.seats.get(seat)
    if row is None or row.on_behalf_id != by.member_id or by.member_id is None:
        return no(_("这一环节不是代你办理的。"), "not-for-you")
    if row.state not in (Seat.State.OPEN, Seat.State.WAITING):
        return no(_("{name}已经办理，不能再收回。").format(name=row.member_name), "seat-closed")
    return yes
