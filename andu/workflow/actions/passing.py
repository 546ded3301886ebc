"""One turn of a handover goes to somebody else, with a line in the matter's own history."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.engine.commands import Reassign
from andu.engine.configuration import Someone
from andu.kit.actor import Actor
from andu.kit.verdict import Refused, no
from andu.organisation.known import main_places
from andu.organisation.models import Member
from andu.realtime.nudging import nudge
from andu.workflow import store
from andu.workflow.actions.lapsing import _lapse
from andu.workflow.actions.outdating import _outdate
from andu.workflow.deciding import asking_of, decided_on
from andu.workflow.loading import Loaded
from andu.workflow.models import Handover, HandoverItem, Seat
from andu.workflow.models.run import signed
from andu.workflow.rules_absence import is_able
from andu.workflow.saying import PLAIN, Said
from andu.workflow.standing_in import stood_in
from andu.workflow.turns import LIVE

TRIES = 8
LEFT = Handover.Kind.LEFT
GONE = gettext_lazy("已由他人办理、退回或结束，无需交接。")
FAULT = gettext_lazy("系统出错，已记入日志。请再交接一次，仍然不行的请联系系统管理员。")


def _pass(item: HandoverItem, *, by: Actor) -> bool:
    """Put the taker into the seat; False when the turn is over already. What the departed held for
    somebody else goes back to them, and they are told. Decides anew when somebody was faster; a
    repeated call finds its first answer by its key."""
    by = by.with_key(f"handover-{item.pk}")
    for _try in range(TRIES):
        loaded = store.load(item.matter_id, by)
        if loaded.beside.is_answered:
            return True
        seat = loaded.seats[item.seat]
        if seat.state not in LIVE or loaded.run.outcome:
            return False
        to = _to(item.handover, loaded, seat)
        left = item.handover.kind == LEFT
        command = Reassign(by.member_id or 0, seat.number, to, own=left)
        made = decided_on(loaded, command, asking_of(loaded, PLAIN), timezone.now())
        said = _said(item.handover, seat, to)
        gives_back = left and to.member == seat.on_behalf_id
        rows = store.apply(loaded, made.events, said, by=by, quietly=not gives_back)
        if rows is not None:
            item.words = _("代{who}办的，已退回本人").format(who=seat.on_behalf_name) * gives_back
            _lapse(loaded, rows, by)
            _outdate(loaded, by)
            _nudge(item.matter_id, seat.member_id or 0, to.member)
            return True
    raise Refused(no(_("同时办理的人太多，请稍后再交接一次。"), "busy"))


def _nudge(matter: int, *members: int) -> None:
    nudge(f"matter:{matter}")
    for member in members:
        nudge(f"member:{member}")


def _to(handover: Handover, loaded: Loaded, seat: Seat) -> Someone:
    """Who sits there now: on behalf of the absent, as themselves, or, when they already sit in the
    same step, for the departed, so that each opinion counts once."""
    taker = handover.taker_id
    if handover.kind == Handover.Kind.DELEGATED:
        return _someone(taker, handover.giver_id)
    if seat.on_behalf_id and handover.kind == LEFT:
        absent = Member.objects.select_related("account").get(pk=seat.on_behalf_id)
        if is_able(absent):
            return _someone(absent.pk)
    matter = loaded.matter
    (found,) = stood_in(
        (_someone(taker),), version_id=loaded.run.flow_version_id, initiator=matter.initiator
    )
    beside = [s for s in loaded.seats.values() if s.visit == seat.visit and s.state != "void"]
    if found.on_behalf_of is None and any(s.member_id == taker for s in beside):
        return _someone(taker, handover.giver_id)
    return found


def _someone(member: int, absent: int | None = None) -> Someone:
    return Someone(member, main_places([member]).get(member), absent)


def _said(handover: Handover, seat: Seat, to: Someone) -> Said:
    """The words of the trace; no seat of the actor's own, so it isn't among what they handled."""
    names = dict(
        Member.objects.filter(pk__in={to.member, to.on_behalf_of or 0}).values_list("pk", "name")
    )
    absent = names.get(to.on_behalf_of or 0, "")
    plain = handover.kind == Handover.Kind.DELEGATED  # the sentence says for whom
    target = names[to.member] if plain else signed(names[to.member], absent)
    return Said(
        how=handover.kind, visit=seat.visit, node=seat.node, step=seat.step, target=target,
        opinion=handover.reason,
    )  # fmt: skip
