"""抢办 and its release, and who may let those to come come in another order."""

from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from andu.engine.claiming import still_to_come
from andu.engine.commands import Claim, Release, Reorder
from andu.engine.configuration import Someone, Why, positions_in
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.workflow.loading import Loaded
from andu.workflow.models import PoolCandidate, Seat
from andu.workflow.rules import administers, may

OVER = (Seat.State.CLOSED, Seat.State.VOID)


def may_claim(by: Actor, loaded: Loaded, seat: int) -> Verdict:
    """One's own open turn where whoever acts first decides, beside others; or, where one is of
    them, the work of a pool that nobody has taken."""
    row = loaded.seats.get(seat)
    if row is not None and row.is_pool and row.state in OVER:
        return _taken(loaded, row)
    return may(by, loaded, claiming(by, loaded, seat))


def claiming(by: Actor, loaded: Loaded, seat: int) -> Claim:
    """The command; from a pool with what the actor is a candidate, for themselves before for
    somebody absent."""
    row, me = loaded.seats.get(seat), by.member_id or 0
    if row is None or not row.is_pool:
        return Claim(me, seat)
    mine = PoolCandidate.objects.filter(pool__seat=row.pk, pool__closed=None, member=me)
    found = mine.order_by(F("on_behalf_id").asc(nulls_first=True), "pk").first()
    if found is None:
        return Claim(me, seat)
    return Claim(me, seat, Someone(me, found.appointment_id, found.on_behalf_id))


def _taken(loaded: Loaded, row: Seat) -> Verdict:
    """Who was faster, and when; or that nobody needs it any more."""
    later = (each for each in loaded.seats.values() if each.instead_of == row.number)
    taker = next(later, None) if row.why == Why.CLAIMED else None
    if taker is None or taker.opened is None:
        return no(_("这件事项已不用领取：已转给他人、被退回或已结束。请返回待领取。"), "seat_gone")
    at = date_format(timezone.localtime(taker.opened), "m-d H:i")
    words = _("这件事项已由{who}于 {at} 领取，不用再领。请返回待领取。")
    return no(words.format(who=taker.who, at=at), "taken")


def may_release(by: Actor, loaded: Loaded, seat: int) -> Verdict:
    """What one has claimed oneself."""
    return may(by, loaded, Release(by.member_id or 0, seat))


def may_reorder(by: Actor, loaded: Loaded, seats: tuple[int, ...] | None = None) -> Verdict:
    """Whoever has an open turn in the ordered step, and whoever administers flows. `seats` None:
    whether at all."""
    if not to_come(loaded):
        return _none_to_come(by, loaded)
    if not administers(by, loaded.matter) and not _sits_there(by, loaded):
        words = _("只有这一环节的办理人和流程管理员可以调整次序。")
        return no(words, "not-your-step")
    return may(by, loaded, Reorder(by.member_id or 0, seats)) if seats is not None else yes


def _none_to_come(by: Actor, loaded: Loaded) -> Verdict:
    verdict = may(by, loaded, Reorder(by.member_id or 0, ()))
    if verdict.code in ("ended", "suspended"):
        return verdict
    words = _("没有要调整的次序：依次办理的环节，后面还有两个以上的人等候时才能调整。")
    return no(words, "not_to_come")


def to_come(loaded: Loaded) -> list[Seat]:
    """Those who are still to come in an ordered step, in the order in which they come; the step is
    the first one that has several."""
    for position in positions_in(loaded.configuration.position):
        if len(waiting := still_to_come(position)) > 1:
            return [loaded.seats[number] for number in waiting]
    return []


def _sits_there(by: Actor, loaded: Loaded) -> bool:
    visits = {row.visit for row in to_come(loaded)}
    return any(
        row.visit in visits and row.member_id == by.member_id and row.state == Seat.State.OPEN
        for row in loaded.seats.values()
    )
