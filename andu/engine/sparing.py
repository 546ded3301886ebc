"""Who is named and need not be asked: those who have agreed before, and the initiator."""

from collections.abc import Iterator

from andu.engine.configuration import (
    Group,
    How,
    Position,
    Seat,
    SeatState,
    Someone,
    fork_around,
    seats_in,
)
from andu.engine.events import Need
from andu.engine.handlers import Initiator, Superior
from andu.engine.nesting import Nesting
from andu.engine.nodes import Again, Ballot, Mode, Nature, Own, Step
from andu.engine.work import Work

Voices = tuple[tuple[Someone, Ballot], ...]
Turn = tuple[int, int | None]


def turn_of(who: Someone) -> Turn:
    """Whose turn it is: to act on behalf of somebody absent is another one."""
    return who.member, who.on_behalf_of


def instead(work: Work, step: Step, found: list[tuple[Someone, Ballot]]) -> Voices:
    """The same people; where the step says so, the superior in the place of the initiator."""
    if step.own is not Own.SUPERIOR or not _spares(step):
        return tuple(found)
    return tuple(
        (each, ballot) for who, ballot in found
        for each in (_above(work, step, who) if _is_own(work, step, who) else (who,))
    )  # fmt: skip


def _above(work: Work, step: Step, who: Someone) -> tuple[Someone, ...]:
    return work.ask(Need(step.key, Superior(1))) or (who,)


def asked(work: Work, step: Step, people: Voices, after: int) -> tuple[Voices, tuple[Someone, ...]]:
    """Of the people of a step, entered after a visit, those who are to be asked, and those who need
    not be. Where one decides for all, one who need not be asked is enough."""
    if not _spares(step):
        return people, ()
    done = {turn_of(seat.who) for seat in _agreed(work, step, after)}
    spared = tuple(
        who for who, _ballot in people
        if not who.is_pool
        and (turn_of(who) in done or (step.own is Own.PASS and _is_own(work, step, who)))
    )  # fmt: skip
    if spared and step.mode in (Mode.ONE, Mode.ANY):
        return (), spared
    return tuple(pair for pair in people if pair[0] not in spared), spared


def _spares(step: Step) -> bool:
    return step.nature is Nature.APPROVE and step.mode is not Mode.VOTE


def _is_own(work: Work, step: Step, who: Someone) -> bool:
    """Whether the rules name the initiator without meaning to."""
    initiator = work.configuration.initiator
    is_meant = any(isinstance(rule, Initiator) for rule in step.rules)
    is_initiator = initiator is not None and who.member == initiator.member
    return is_initiator and who.on_behalf_of is None and not is_meant


def _agreed(work: Work, step: Step, after: int) -> Iterator[Seat]:
    if step.again is Again.EACH:
        return
    nesting = Nesting(work.configuration)
    before = _right_before(work, nesting, step, after)
    for position in work.configuration.past:
        is_before = before is not None and (
            position.visit == before.visit or nesting.lies_in(position, before)
        )
        is_meant = is_before or step.again is Again.ONCE
        if is_meant and position.visit not in work.striking:
            yield from _for(work, position)


def _right_before(work: Work, nesting: Nesting, step: Step, after: int) -> Position | None:
    """The step, or the whole fork, that led to this one; where only the machine was, nobody said
    anything."""
    regions = work.definition.path_to[work.definition.region_of[step.key]]
    around = {fork_around(work.configuration, region) for region in regions}
    position = nesting.visits.get(after)
    while position is not None:
        while position is not None and position.inside not in around:
            position = nesting.around(position)
        if position is None or _somebody_sat(work, nesting, position):
            return position
        position = nesting.visits.get(position.after)
    return None


def _somebody_sat(work: Work, nesting: Nesting, position: Position) -> bool:
    inside = (each for each in nesting.visits.values() if nesting.lies_in(each, position))
    return any(isinstance(each.inner, Group) and each.inner.members for each in (position, *inside))


def _for(work: Work, position: Position) -> Iterator[Seat]:
    """The seats that agreed; in a guess also those that are assumed to. Who submits does not."""
    if not isinstance(position.inner, Group):
        return
    yield from (seat for seat in seats_in(position.inner) if seat.how is How.AGREED)
    node = work.definition.nodes[position.node]
    decides = isinstance(node, Step) and node.nature is Nature.APPROVE
    if work.guessing and decides and node is not work.definition.draft_step:
        yield from _assumed(position.inner)


def _assumed(group: Group) -> list[Seat]:
    """Who would agree of those who are still to speak; where one is enough, the first."""
    inside = [_assumed(each) if isinstance(each, Group) else [each] for each in group.members]
    still = [[seat for seat in seats if _is_to_speak(seat)] for seats in inside]
    still = [seats for seats in still if seats]
    if group.mode in (Mode.ONE, Mode.ANY):
        still = still[:1]
    return [seat for seats in still for seat in seats]


def _is_to_speak(seat: Seat) -> bool:
    return seat.state in (SeatState.OPEN, SeatState.WAITING) and not seat.helps
