"""抢办 from a pool, as one person before one matter sees it (decision 0220)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from andu.kit.actor import Actor
from andu.kit.verdict import Verdict
from andu.workflow.loading import Loaded
from andu.workflow.models import Pool, Seat
from andu.workflow.rules_claiming import may_claim

TAKEN = gettext_lazy("已领取，由你办理。不办的，可在“更多”里放回。")


@dataclass(frozen=True)
class Offer:
    """Work the person may take, or could if the matter were not suspended."""

    pool: Pool
    seat: int
    step: str
    verdict: Verdict


def offer_of(loaded: Loaded, by: Actor) -> Offer | None:
    """What is offered to the person here; nothing is asked where no seat stands for many."""
    many = {row.pk: row for row in loaded.seats.values()
            if row.is_pool and row.state == Seat.State.OPEN}  # fmt: skip
    if not many:
        return None
    pool = Pool.objects.visible_to(by).standing().filter(seat__in=many).order_by("pk").first()
    if pool is None:
        return None
    row = many[pool.seat_id]
    return Offer(pool, row.number, row.step, may_claim(by, loaded, row.number))


def is_from_pool(loaded: Loaded, number: int) -> bool:
    """Whether the turn came from a pool, whoever has had it since."""
    row = loaded.seats.get(number)
    while row is not None and not row.is_pool:
        row = loaded.seats.get(row.instead_of)
    return row is not None
