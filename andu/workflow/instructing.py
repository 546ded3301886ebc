"""Who may set a limit by instruction, for a whole matter or for a turn (WF-17)."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.workflow.models import Matter, Seat, Urging
from andu.workflow.overtaking import told_late
from andu.workflow.rights import ADMINISTER
from andu.workflow.rules import WITHOUT_MEMBER
from andu.workflow.urging import Urger, open_seats, urger_of

LONGEST_BASIS = 200
SUSPENDED = no(_("事项已挂起，时限停着；恢复以后再定。"), "suspended")
MAY_SAY = frozenset(set(Urging.Role.values) - {Urging.Role.CONTACT})


def may_set_deadline(
    by: Actor, matter: Matter, due: datetime | None = None, basis: str | None = None,
    *, handles: bool | None = None,
) -> Verdict:  # fmt: skip
    """Whoever handles it now, and whoever administers flows; a moment to come, with the basis.
    `handles`: whether it is the person's turn, when that is known already."""
    if by.member_id is None:
        return WITHOUT_MEMBER
    if matter.state == Matter.State.SUSPENDED:
        return SUSPENDED
    if not matter.is_running:
        return no(_("事项不在办理中，不用再定时限。"), "not-running")
    path = matter.unit.path if matter.unit else ""
    if not by.holds(ADMINISTER.code, within=path) and not (
        open_seats(matter).filter(member=by.member_id).exists() if handles is None else handles
    ):
        return no(_("只有正在办理的人和流程管理员可以限定办结时间。"), "not-entitled")
    return _may_say(due, basis)


def may_set_turn_deadline(
    by: Actor, matter: Matter, seat: Seat | None, due: datetime | None = None,
    basis: str | None = None, *, urger: Urger | None = None,
) -> Verdict:  # fmt: skip
    """Somebody else's open turn: the initiator, whoever handled the matter before, those above its
    holder, and whoever administers flows; a moment to come, with the basis. `urger`: the person
    before the turns of the matter, when that has been read already."""
    if by.member_id is None:
        return WITHOUT_MEMBER
    if matter.state == Matter.State.SUSPENDED:
        return SUSPENDED
    if not matter.is_running or seat is None or seat.state != Seat.State.OPEN:
        words = _("{who}这件待办已经不在了，请看过现状再定。")
        return no(told_late(matter, words), "not-running")
    if seat.member_id == by.member_id:
        return no(_("不能给自己的待办另定时限，请上一环节或流程管理员定。"), "own-seat")
    if (urger or urger_of(by, matter, [seat])).role(seat) not in MAY_SAY:
        words = _("只有发起人、前面的办理人、办理人的上级和流程管理员可以限定办理时间。")
        return no(words, "not-entitled")
    return _may_say(due, basis)


def _may_say(due: datetime | None, basis: str | None) -> Verdict:
    if due is not None and due <= timezone.now():
        return no(_("办结时间已经过去了，请改为以后的时间。"), "past")
    if basis is not None and not 0 < len(basis.strip()) <= LONGEST_BASIS:
        words = _("请写明依据（例如批示原话），{most} 字以内。")
        return no(words.format(most=LONGEST_BASIS), "no-basis")
    return yes
