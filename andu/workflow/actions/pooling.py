"""Pools come and go with the seats they hold; their people with the posts. Part of the acts that
bring it about."""

from collections.abc import Collection, Iterable
from datetime import datetime

from andu.engine.configuration import Someone
from andu.realtime.nudging import nudge
from andu.workflow.directory import Asking
from andu.workflow.loading import Loaded
from andu.workflow.models import Pool, PoolCandidate, Seat
from andu.workflow.pooling import in_words
from andu.workflow.reseating import candidates_now
from andu.workflow.writing import Rows

BATCH = 1000


def _keep_pools(loaded: Loaded, rows: Rows, asking: Asking) -> None:
    """Open a pool for each seat that begins to stand for many, and close those whose seats are
    over; nothing is asked where there are none."""
    over = [number for number in rows.change.over() if number in loaded.seats]
    gone = [loaded.seats[number].pk for number in over if loaded.seats[number].is_pool]
    if gone:
        _close(gone, rows.change.at)
    begun = set(rows.change.opened())
    for seat in rows.seats:
        if seat.number in begun and seat.is_pool and seat.state == Seat.State.OPEN:
            _open(loaded, seat, asking, rows.change.at)


def _close(seats: Collection[int], at: datetime) -> None:
    """Its people hear of it; they are dropped later (`jobs.pools`)."""
    pools = Pool.objects.standing().filter(seat__in=seats)
    _nudge(PoolCandidate.objects.filter(pool__in=pools).values_list("member_id", flat=True))
    pools.update(closed=at)


def _open(loaded: Loaded, seat: Seat, asking: Asking, at: datetime) -> None:
    """With the people found by this act, else with those the rules name now; where they name nobody
    any more, with whoever gives it up."""
    people: Collection[Someone] = asking.pools.get(seat.node) or candidates_now(loaded, seat)
    former = loaded.seats.get(seat.instead_of)
    if not people and former is not None and former.member_id:
        people = [Someone(former.member_id, former.appointment_id, former.on_behalf_id)]
    row = Seat.objects.only("pk").get(run=loaded.run, number=seat.number)
    pool = Pool.objects.create(matter=loaded.matter, seat=row, count=len(people), opened=at)
    _add(pool, people)
    seat.member_name = in_words(len(people))  # the act's own message says it, too
    Seat.objects.filter(pk=row.pk).update(member_name=seat.member_name)


def _add(pool: Pool, people: Iterable[Someone]) -> None:
    rows = [
        PoolCandidate(pool=pool, member_id=one.member, appointment_id=one.appointment,
                      on_behalf_id=one.on_behalf_of) for one in people
    ]  # fmt: skip
    PoolCandidate.objects.bulk_create(rows)
    _nudge(row.member_id for row in rows)


def _refill(loaded: Loaded, seat: Seat) -> None:
    """The people of a standing pool are those the rules name now."""
    pool = Pool.objects.standing().filter(seat=seat).first()
    wanted = {(one.member, one.on_behalf_of): one for one in candidates_now(loaded, seat)}
    if pool is None or not wanted:
        return
    rows = pool.candidates.values_list("member_id", "on_behalf_id", "pk")
    there = {(member, absent): pk for member, absent, pk in rows}
    gone = there.keys() - wanted.keys()
    new = [one for turn, one in wanted.items() if turn not in there]
    if not gone and not new and pool.count == len(wanted):
        return
    PoolCandidate.objects.filter(pk__in=[there[turn] for turn in gone]).delete()
    _add(pool, new)
    _nudge(member for member, _absent in gone)
    Pool.objects.filter(pk=pool.pk).update(count=len(wanted))
    Seat.objects.filter(pk=seat.pk).update(member_name=in_words(len(wanted)))


def _leave_pools(member: int) -> None:
    """Who has left takes nothing, nor does anybody for them; the counts follow with the next look
    at the posts, which their leaving brings about."""
    for rows in ({"member": member}, {"on_behalf_id": member}):
        PoolCandidate.objects.filter(**rows).delete()


def _nudge(members: Iterable[int]) -> None:
    for member in members:
        nudge(f"member:{member}")
