"""到期动作: what was set for a turn whose limit has passed happens by itself, once."""

from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.engine.commands import TimeUp
from andu.engine.nodes import AtLimit, LimitAct
from andu.engine.timing import returns_to
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import Refused, no, require
from andu.organisation.models import Member
from andu.workflow import store
from andu.workflow.actions.escalating import _escalate, _remind, _tell, _urge
from andu.workflow.actions.performing import _perform
from andu.workflow.deciding import would
from andu.workflow.directory import someone_for
from andu.workflow.events import TimeActed
from andu.workflow.lateness import late_at
from andu.workflow.loading import Loaded
from andu.workflow.models import Seat, Timer
from andu.workflow.models.run import signed
from andu.workflow.rules_timing import PASSED_BY, may_act_now, may_go_on, may_time_up
from andu.workflow.saying import AS_IT_STANDS, Said, said_at
from andu.workflow.timing import acts_at, heirs, next_moment

HOW = {LimitAct.PASS: "timed_out", LimitAct.RETURN: "timed_back", LimitAct.TRANSFER: "timed_on"}


@dataclass(frozen=True)
class Did:
    """What came of an act: in words, and who was told or has the turn now."""

    what: str
    whom: str = ""


@transaction.atomic
def act_by_time(timer: Timer, *, by: Actor) -> Timer:
    """Do the next thing that was set for a late turn (WF-20, decision 0200). What cannot be done
    is not tried again: a superior hears of it instead. Refused, with nothing changed, when
    somebody was faster, or it is too soon."""
    timer = lock(timer)
    seat = Seat.objects.select_related("run__matter__unit", "run__matter__initiator").get(
        pk=timer.seat_id
    )
    require(may_act_now(timer, seat, timezone.now()))
    act = acts_at(seat)[timer.done]

    did = _do(seat, timer, act, by)

    timer.done += 1
    timer.at = next_moment(seat, timer.done)
    timer.save(update_fields=["done", "at"])
    due = date_format(timezone.localtime(timer.due), "Y-m-d H:i")
    said = TimeActed(
        step=seat.step, holder=seat.who, due=due, act=str(act.act), what=did.what, whom=did.whom
    )
    record(said, by=by, on=seat.run.matter)
    return timer


def _do(seat: Seat, timer: Timer, act: AtLimit, by: Actor) -> Did:
    if act.act is LimitAct.REMIND:
        return Did(_("再次提醒"), _remind(seat, act, by))
    if act.act is LimitAct.URGE:
        return Did(_("请上一环节催办"), _urge(seat, act, by))
    if act.act is LimitAct.ESCALATE:
        return _up(seat, act, "", by)
    try:
        with transaction.atomic():  # what is refused leaves nothing behind
            return _move(seat, timer, act, by)
    except Refused as refused:
        if refused.verdict.code in PASSED_BY:
            raise
        return _up(seat, act, str(refused.verdict.reason).rstrip("。"), by)


def _up(seat: Seat, act: AtLimit, reason: str, by: Actor) -> Did:
    """Told to a superior: as it was set, or because something else could not be done."""
    rule = act.rule if act.act is LimitAct.ESCALATE else None
    names = _escalate(seat, store.load(seat.run.matter_id, by), rule, reason, by)
    words = _("不能自动处理（{reason}），上报{whom}") if reason else _("上报{whom}")
    whom = names or _("（没有找到上级）")
    return Did(words.format(reason=reason, whom=whom), names)


def _move(seat: Seat, timer: Timer, act: AtLimit, by: Actor) -> Did:
    command = _command(seat, act, by)
    now = timezone.now()

    _perform(
        seat.run.matter, ask=lambda run: may_time_up(run, timer, command, now),
        make=lambda run: command, word=lambda run: _said(run, command, seat),
        deed=AS_IT_STANDS, by=by,
    )  # fmt: skip
    whom = _name(command)
    words = {
        LimitAct.PASS: _("自动通过"), LimitAct.RETURN: _("自动退回"),
        LimitAct.TRANSFER: _("自动转给{whom}办理").format(whom=whom),
    }  # fmt: skip
    if command.act is not LimitAct.RETURN or command.back:
        _tell(seat, words[act.act], by)  # else the turn is the initiator's, and says why
    return Did(words[act.act], whom)


def _command(seat: Seat, act: AtLimit, by: Actor) -> TimeUp:
    """The command, with the person the turn goes to: the first who may have it."""
    if act.act is not LimitAct.TRANSFER:
        return TimeUp(seat.number, act.act, act.to)
    loaded = store.load(seat.run.matter_id, by)
    require(may_go_on(loaded, seat.number, act))
    for member in heirs(loaded, seat, act.rule):
        command = TimeUp(seat.number, act.act, to=someone_for(member, loaded))
        if would(loaded, command, timezone.now()):
            return command
    raise Refused(no(_("没有找到可以接办的人"), "no-heir"))


def _said(run: Loaded, command: TimeUp, seat: Seat) -> Said:
    """The words of the trace, with the limit that had passed sealed beside the events."""
    target = _name(command)
    if command.act is LimitAct.RETURN:
        target = returns_to(run.definition, run.configuration, command.seat, command.back)
    late = late_at(run, command.seat)
    limit = {
        "due": seat.due.isoformat() if seat.due else "", "holder": seat.who,
        "minutes": late.minutes if late else 0,
    }  # fmt: skip
    said = said_at(run, HOW[command.act], command.seat, AS_IT_STANDS, target)
    return replace(said, more={**said.more, "limit": limit})


def _name(command: TimeUp) -> str:
    """Who has the turn now."""
    if command.to is None:
        return ""
    names = Member.objects.filter(pk__in=(command.to.member, command.to.on_behalf_of or 0))
    known = dict(names.values_list("pk", "name"))
    return signed(known[command.to.member], known.get(command.to.on_behalf_of or 0, ""))
