"""Whether time may act: on a turn that is still late, and as the policy allows."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from andu.engine.commands import TimeUp
from andu.engine.configuration import Why
from andu.engine.nodes import AtLimit, LimitAct, Nature
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Member
from andu.policy.reading import value
from andu.workflow import rules
from andu.workflow.counting import instructed
from andu.workflow.deciding import would
from andu.workflow.loading import Loaded
from andu.workflow.models import Seat, Timer
from andu.workflow.policy import AUTO_PASS
from andu.workflow.timing import acts_at, moment_of

PASSED_BY = frozenset({"seat_gone", "seat_closed", "ended", "suspended", "busy", "time-over"})
"""Refusals that say somebody was faster: nothing is to be done instead."""
INSTRUCTED = no(_("办理时限是另行限定的。"), "instructed")
"""Whoever may set a limit could make time decide: the initiator their own matter."""
HELPS = no(_("这一席是代为办理，不能退回，由委派人决定。"), "helps_only")
OVER = no(_("这件待办已经办理，或时限已经改变。"), "time-over")


def may_act_now(timer: Timer, seat: Seat, now: datetime) -> Verdict:
    """The seat is open in a running matter, this is its limit still, and the next act has come."""
    acts = acts_at(seat)
    if not seat.run.matter.is_running or seat.state != Seat.State.OPEN or seat.due != timer.due:
        return OVER
    if timer.done >= len(acts):
        return OVER
    moment = moment_of(seat, acts[timer.done])
    if moment is None or moment > now:
        return no(_("还没有到时候。"), "too-soon")
    return yes


def may_time_up(loaded: Loaded, timer: Timer, command: TimeUp, now: datetime) -> Verdict:
    """What moves a run by time: as long as nobody has acted, and the limit is this one and the
    step's own; what may be passed, filled in, and given on."""
    row = loaded.seats.get(command.seat)
    if row is None or row.due != timer.due:
        return OVER
    verdict = would(loaded, command, now)
    if verdict.code == "helps_only":
        return HELPS
    if not verdict:
        return verdict
    if row.number in instructed(loaded):
        return INSTRUCTED
    if command.act is LimitAct.PASS:
        return _may_pass(loaded, row)
    return yes


def _may_pass(loaded: Loaded, row: Seat) -> Verdict:
    step = loaded.definition.step(row.node)
    allowed = value(AUTO_PASS, organisation=loaded.matter.organisation_id)
    if step.nature is Nature.APPROVE and not allowed:
        return no(_("参数不允许审批环节超时自动通过。"), "auto-pass-forbidden")
    holder = row.member
    if step.nature is Nature.APPROVE and holder is None:
        return no(_("还没有人领取，没有办理不能视为同意。"), "pool")
    if step.nature is Nature.APPROVE and holder and holder.state == Member.State.LEFT:
        return no(_("办理人已经离职，没有办理不能视为同意，请改派。"), "left")
    return rules.may_leave(loaded, row.number)


def may_go_on(loaded: Loaded, seat: int, act: AtLimit) -> Verdict:
    """A turn that came by time does not wander on by time."""
    former = loaded.seats.get(loaded.seats[seat].instead_of)
    if act.act is LimitAct.TRANSFER and former is not None and former.why == Why.OVERDUE:
        return no(_("这件待办已经因超时转过一次，不再自动转办。"), "transferred-by-time")
    return yes
