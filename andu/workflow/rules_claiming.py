"""抢办 and its release, and who may let those to come come in another order."""

from django.utils.translation import gettext_lazy as _

from andu.engine.claiming import still_to_come
from andu.engine.commands import Claim, Release, Reorder
from andu.engine.configuration import positions_in
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.workflow.loading import Loaded
from andu.workflow.models import Seat
from andu.workflow.rules import administers, may


def may_claim(by: Actor, loaded: Loaded, seat: int) -> Verdict:
    """One's own open turn where whoever acts first decides, beside others."""
    return may(by, loaded, Claim(by.member_id or 0, seat))


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
