"""抢办 and its release, and who may let those to come come in another order."""

from django.utils.translation import gettext_lazy as _

from andu.engine.commands import Claim, Release, Reorder
from andu.engine.configuration import Group, positions_in
from andu.engine.configuration import Seat as Place
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
    if not administers(by, loaded.matter) and not _sits_there(by, loaded):
        words = _("只有这一环节的办理人和流程管理员可以调整次序。")
        return no(words, "not-your-step")
    return may(by, loaded, Reorder(by.member_id or 0, seats)) if seats is not None else yes


def to_come(loaded: Loaded) -> list[Seat]:
    """Those who are still to come in an ordered step, in the order in which they come; the step is
    the first one that has any."""
    visits = [v for v in loaded.visits.values() if v.state == "live" and v.mode == "in_order"]
    order = {seat: place for place, seat in enumerate(_standing(loaded))}
    for visit in visits:
        rows = [row for row in loaded.seats.values() if row.visit == visit.number
                and row.state == Seat.State.WAITING and row.number in order]  # fmt: skip
        if len(rows) > 1:
            return sorted(rows, key=lambda row: order[row.number])
    return []


def _standing(loaded: Loaded) -> list[int]:
    """The seats that stand for themselves in the steps that stand, in their order."""
    places = positions_in(loaded.configuration.position)
    groups = [place.inner for place in places if isinstance(place.inner, Group)]
    return [each.id for group in groups for each in group.members if isinstance(each, Place)]


def _sits_there(by: Actor, loaded: Loaded) -> bool:
    visits = {row.visit for row in to_come(loaded)}
    return any(
        row.visit in visits and row.member_id == by.member_id and row.state == Seat.State.OPEN
        for row in loaded.seats.values()
    )
