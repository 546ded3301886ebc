"""Turns whose holders the rules of their step no longer name, after posts, heads or roles have
changed; and who would have them now.

Only who was seated by a rule counts: not who got the turn by transfer, reassignment or handover,
nor added signers. Who has acted stays, and nobody gets a second turn.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from andu.engine.conditions import Value
from andu.engine.configuration import Someone
from andu.engine.decision import Answers, Needs, Refusal
from andu.engine.events import Need
from andu.engine.handlers import (
    FromMatrix,
    LeaderInCharge,
    PostHolders,
    RoleHolders,
    Superior,
    Superiors,
    UnitHead,
)
from andu.engine.naming import Named, named
from andu.engine.nodes import Step
from andu.kit.verdict import Refused
from andu.organisation.models import Member
from andu.workflow.deciding import asking_of, complete
from andu.workflow.directory import Asking
from andu.workflow.loading import Loaded
from andu.workflow.models import History, Seat, Visit
from andu.workflow.pooling import crowd
from andu.workflow.saying import AS_IT_STANDS
from andu.workflow.turns import LIVE
from andu.workflow.vacancies import is_vacant

RULED = (FromMatrix, LeaderInCharge, PostHolders, RoleHolders, Superior, Superiors, UnitHead)
ROUNDS = 100


@dataclass(frozen=True)
class Move:
    """A turn whose holder is no longer named; `to` has it now, None where nobody is left to have
    it or there is no telling. `is_resort`: nobody but the last resort was found."""

    seat: Seat
    to: Someone | None
    named: tuple[Someone, ...] = ()
    is_resort: bool = False


@dataclass
class _Table:
    """Who sits, or sat, in one visit of a step."""

    ruled: list[Seat] = field(default_factory=list)
    there: set[int] = field(default_factory=set)


def is_ruled(step: Step) -> bool:
    """Whether posts, heads, roles or superiors say who handles the step."""
    return any(isinstance(rule, RULED) for rule in step.rules)


def moves_in(loaded: Loaded) -> list[Move]:
    """Every turn of a running matter whose holder the rules no longer name."""
    if not loaded.configuration.is_running:
        return []
    live = (v for v in loaded.visits.values() if v.state == Visit.State.LIVE)
    return [move for visit in live for move in _moves_at(loaded, visit)]


def move_of(loaded: Loaded, seat: int) -> Move | None:
    """That of one turn, as the matter stands."""
    return next((move for move in moves_in(loaded) if move.seat.number == seat), None)


def _moves_at(loaded: Loaded, visit: Visit) -> Iterator[Move]:
    node = loaded.definition.nodes.get(visit.node)
    if not isinstance(node, Step) or not is_ruled(node):
        return
    table = _table_of(loaded, visit)
    if not table.ruled:
        return
    found = named_now(loaded, node, visit.after)
    if found is None:
        return
    meant = {each.on_behalf_of or each.member for each in found.people}
    out = [seat for seat in table.ruled if seat.owner not in meant and not _has_left(seat)]
    free = [who for who in found.people if (who.on_behalf_of or who.member) not in table.there]
    is_resort = is_vacant(node, {one.need: one.people for one in found.known})
    for place, seat in enumerate(out):
        to = free[place] if place < len(free) else None
        yield Move(seat, to, found.people, is_resort)


def candidates_now(loaded: Loaded, seat: Seat) -> Collection[Someone]:
    """Who may take the work of a seat that stands for many, as the rules name them now."""
    asking, visit = asking_of(loaded, AS_IT_STANDS), loaded.visits.get(seat.visit)
    step = loaded.definition.step(seat.node)
    found = named_now(loaded, step, visit.after if visit else 0, asking)
    if found is None:
        return ()
    return asking.pools.get(step.key) or crowd(step, asking).values()


def named_now(
    loaded: Loaded, step: Step, after: int, asking: Asking | None = None
) -> Named | None:  # fmt: skip
    """Whom the rules of a step name now; None where a decision would be refused for it."""
    asking = asking or asking_of(loaded, AS_IT_STANDS)
    people: dict[Need, tuple[Someone, ...]] = {}
    values: dict[str, Value] = {}
    for _round in range(ROUNDS):
        answers = Answers(people, values)
        said = named(loaded.definition, loaded.configuration, step.key, after, answers)
        if isinstance(said, Named):
            is_pool = any(each.is_pool for each in said.people)
            return replace(said, people=asking.pools[step.key]) if is_pool else said
        if isinstance(said, Refusal):
            return Named(()) if said.code == "nobody_found" else None
        assert isinstance(said, Needs)
        try:
            complete(said, asking, people, values)
        except Refused:  # a matrix has no row for it, or a post of its row is vacant
            return None
    return None


def _table_of(loaded: Loaded, visit: Visit) -> _Table:
    table = _Table()
    here = [seat for seat in loaded.seats.values() if seat.visit == visit.number]
    passed_on = None
    for seat in here:
        if seat.state in LIVE or seat.state == Seat.State.CLOSED:
            table.there |= {seat.owner, seat.member_id or 0}
        if seat.state not in LIVE or seat.added or seat.is_pool:
            continue
        if _begun_by_other(loaded, seat):
            passed_on = passed_on if passed_on is not None else _reseated(loaded)
            if seat.instead_of not in passed_on:
                continue
        table.ruled.append(seat)
    return table


def _begun_by_other(loaded: Loaded, seat: Seat) -> bool:
    """Whether the place was somebody else's before."""
    former = loaded.seats.get(seat.instead_of)
    while former is not None:
        if former.owner != seat.owner:
            return True
        former = loaded.seats.get(former.instead_of)
    return False


def _reseated(loaded: Loaded) -> set[int]:
    """The seats that went to others because the rules named those."""
    rows = History.objects.filter(run=loaded.run, how="reseated")
    return set(rows.values_list("seat", flat=True))


def _has_left(seat: Seat) -> bool:
    """Whose turns go by the rule for those who leave (ID-16)."""
    return Member.objects.filter(pk=seat.member_id or 0, state=Member.State.LEFT).exists()
