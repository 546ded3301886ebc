"""The verbs of absence: delegate, revoke; and what the clock says when the days come and go."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.engine.commands import Reassign
from andu.engine.configuration import Someone
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.notify.telling import tell
from andu.organisation.models import Member
from andu.policy.reading import value
from andu.workflow import rules_absence as rules
from andu.workflow.actions.handing_over import _begin_handover
from andu.workflow.actions.performing import _perform
from andu.workflow.events_absence import (
    Delegated,
    DelegationBegun,
    DelegationEnded,
    DelegationRevoked,
)
from andu.workflow.loading import Loaded
from andu.workflow.models import Delegation, Handover, Matter
from andu.workflow.notify import DELEGATION
from andu.workflow.policy import DELEGATION_ENDS
from andu.workflow.rules_absence import Absence
from andu.workflow.saying import PLAIN, Said
from andu.workflow.turns import given_away, to_give

Kind = Handover.Kind


@transaction.atomic
def delegate(asked: Absence, *, by: Actor, basis: str = "") -> Delegation:
    """Let somebody handle one's turns for a while (委托). New turns go to the delegate from the
    first day on; what is open goes along when asked for."""
    for pk in sorted({asked.absent.pk, asked.delegate.pk}):  # nobody builds a chain meanwhile
        lock(Member(pk=pk))
    require(rules.may_delegate(by, asked, basis))
    made = Delegation(
        organisation_id=asked.absent.organisation_id, absent=asked.absent,
        delegate=asked.delegate, since=asked.since, until=asked.until,
        all_flows=not asked.flows, takes_open=asked.takes_open,
        reason=asked.reason.strip() or basis.strip()[:200], set_by=by.name,
    )  # fmt: skip
    made.save()
    made.flows.set(asked.flows)
    flows = "、".join(flow.name for flow in asked.flows) or _("全部流程")
    record(Delegated(period=made.period, flows=flows[:300]), by=by, on=made, basis=basis)
    _tell_both(made, _("{absent}委托{delegate}代办：{period}"), by)
    if made.is_in_force:
        _come_into_force(made, by)
    return made


@transaction.atomic
def revoke_delegation(delegation: Delegation, *, by: Actor, basis: str = "") -> Delegation:
    """End a delegation now (收回), or give it back as the delegate. What is still open comes back,
    or stays, as the policy says."""
    delegation = lock(delegation)
    require(rules.may_revoke_delegation(by, delegation))
    delegation.revoked, delegation.revoked_by = timezone.now(), by.name
    delegation.save(update_fields=["revoked", "revoked_by"])
    record(DelegationRevoked(), by=by, on=delegation, basis=basis)
    _tell_both(delegation, _("{absent}委托{delegate}代办已收回（原定 {period}）"), by)
    _bring_back(delegation, by)
    return delegation


@transaction.atomic
def begin_delegation(delegation: Delegation, *, by: Actor) -> Delegation:
    """The first day has come: both are told, and what is open goes along when that was asked."""
    delegation = lock(delegation)
    require(rules.may_begin(delegation))
    _come_into_force(delegation, by)
    _tell_both(delegation, _("今天起{delegate}代{absent}办理待办：{period}"), by)
    return delegation


@transaction.atomic
def end_delegation(delegation: Delegation, *, by: Actor) -> Delegation:
    """The last day is over: both are told; what is open comes back, or stays."""
    delegation = lock(delegation)
    require(rules.may_end(delegation))
    delegation.ended = timezone.now()
    delegation.save(update_fields=["ended"])
    record(DelegationEnded(), by=by, on=delegation)
    _tell_both(delegation, _("{absent}委托{delegate}代办已到期（{period}）"), by)
    _bring_back(delegation, by)
    return delegation


@transaction.atomic
def recall(matter: Matter, seat: int, *, by: Actor) -> Matter:
    """Take a single turn back from the delegate and handle it oneself (收回自办); the delegation
    goes on for everything else."""
    me = by.member_id or 0
    mine = Someone(me, by.appointment_id)
    return _perform(
        matter, ask=lambda run: rules.may_recall(by, run, seat),
        make=lambda run: Reassign(me, seat, mine),
        word=lambda run: _recalled(run, seat, by), deed=PLAIN, by=by,
    )  # fmt: skip


def _recalled(run: Loaded, seat: int, by: Actor) -> Said:
    row = run.seats[seat]
    return Said(how="recalled", visit=row.visit, node=row.node, step=row.step, target=by.name)


def _come_into_force(delegation: Delegation, by: Actor) -> None:
    delegation.begun = timezone.now()
    delegation.save(update_fields=["begun"])
    record(DelegationBegun(), by=by, on=delegation)
    _begin_handover(
        Handover(
            organisation_id=delegation.organisation_id, kind=Kind.DELEGATED,
            giver=delegation.absent, taker=delegation.delegate, delegation=delegation,
        ),
        to_give(delegation), by=by,
    )  # fmt: skip


def _bring_back(delegation: Delegation, by: Actor) -> None:
    ends = value(DELEGATION_ENDS, organisation=delegation.organisation_id)
    absent = delegation.absent
    if absent.state == Member.State.LEFT:
        return
    _begin_handover(
        Handover(
            organisation_id=delegation.organisation_id, kind=Kind.RECALLED,
            giver=delegation.delegate, taker=absent, delegation=delegation,
        ),
        given_away(delegation, open_too=ends == "return"), by=by,
    )  # fmt: skip


def _tell_both(delegation: Delegation, words: str, by: Actor) -> None:
    names = {"absent": delegation.absent.name, "delegate": delegation.delegate.name}
    tell(
        [delegation.absent_id, delegation.delegate_id],
        title=words.format(period=delegation.period, **names),
        link=reverse("workflow:delegations"), kind=DELEGATION.code, by=by,
    )  # fmt: skip
