"""Edit seats: the first of the four moves. Who is to sit, opening, voiding, opening again."""

from collections.abc import Callable

from andu.engine.conditions import fields_of, holds
from andu.engine.configuration import (
    Group,
    Position,
    Seat,
    SeatState,
    Someone,
    Why,
    group_of,
    positions_in,
    seats_in,
)
from andu.engine.events import Need, SeatOpened, SeatPlaced, SeatVoided
from andu.engine.handlers import Initiator, Otherwise, PlainRule, When
from andu.engine.nodes import PLAIN_BALLOT, Ballot, Mode, Step
from andu.engine.sparing import Turn, Voices, instead, turn_of
from andu.engine.verdicts import awaited, decided_inside, is_open_around, undecided
from andu.engine.work import Stop, Unknown, Work


def people_for(work: Work, step: Step) -> Voices | None:
    """Who handles the step, and what their voice is worth in a vote: each person once, although
    several posts may name him; the first counts. None: nobody, and the step is passed over.

    Acting on behalf of somebody absent is another turn, and stays one of its own.
    """
    applying, is_known = _applying(work, step)
    answers = [_named(work, step, rule) for rule, _ballot in applying]
    pairs = zip(answers, applying, strict=True)
    found = [(each, ballot) for answer, (_rule, ballot) in pairs for each in answer or ()]
    is_known = is_known and None not in answers
    if not found and is_known and step.nobody.rule is not None:
        last_resort = _named(work, step, step.nobody.rule)
        found = [(each, PLAIN_BALLOT) for each in last_resort or ()]
        is_known = last_resort is not None
    if not found and is_known and step.nobody.otherwise is Otherwise.PASS:
        return None
    if not found and is_known and not work.guessing:
        raise Stop("nobody_found", step=step.key)
    once: dict[Turn, tuple[Someone, Ballot]] = {}
    for each, ballot in instead(work, step, found):
        once.setdefault(turn_of(each), (each, ballot))
    return tuple(once.values())


def _named(work: Work, step: Step, rule: PlainRule) -> tuple[Someone, ...] | None:
    if isinstance(rule, Initiator):
        initiator = work.configuration.initiator
        return (initiator,) if initiator else ()
    return work.ask(Need(step.key, rule))


def _applying(work: Work, step: Step) -> tuple[list[tuple[PlainRule, Ballot]], bool]:
    """The rules whose conditions hold, with their ballots, and whether that is all known."""
    found: list[tuple[PlainRule, Ballot]] = []
    is_known = True
    ballots = step.ballots or (PLAIN_BALLOT,) * len(step.handlers)
    for rule, ballot in zip(step.handlers, ballots, strict=True):
        if not isinstance(rule, When):
            found.append((rule, ballot))
            continue
        try:
            values = work.look(fields_of(rule.condition))
        except Unknown:
            is_known = False
            continue
        if holds(rule.condition, values):
            found.append((rule.rule, ballot))
    return found, is_known


def seat_people(work: Work, position: Position, people: Voices) -> None:
    """Open the seats of a fresh position; in an ordered group only the first."""
    in_order = isinstance(position.inner, Group) and position.inner.mode is Mode.IN_ORDER
    for number, (who, ballot) in enumerate(seated(people)):
        kind = SeatPlaced if in_order and number else SeatOpened
        place = (position.visit, position.node, position.region)
        work.say(kind(work.next_seat(), *place, who, ballot=ballot))


def seated(people: Voices) -> Voices:
    """A pool stands for all who are named: those named beside it are the ones of its people whom
    the run knows, told so that they can be spared."""
    return tuple(pair for pair in people if pair[0].is_pool) or people


def call_next(work: Work, position: Position) -> None:
    """Open the seats whose turn has come."""
    turns = awaited(group_of(position))
    for seat in list(seats_in(position.inner)):
        if seat.id in turns and seat.state is SeatState.WAITING:
            place = (position.visit, position.node, position.region)
            work.say(SeatOpened(seat.id, *place, seat.who))


def spare_inside(work: Work, position: Position) -> None:
    """Where added signers have decided among themselves, the others of them are spared."""
    for seat in list(decided_inside(group_of(position))):
        void(work, position, seat, Why.SPARED)


def void_open(work: Work, position: Position | None, why: Why) -> None:
    """Void every seat that nobody has closed, in a position and all inside it."""
    for place in list(positions_in(position)):
        if isinstance(place.inner, Group):
            for seat in list(seats_in(place.inner)):
                if seat.state in (SeatState.OPEN, SeatState.WAITING):
                    void(work, place, seat, why)


def void(work: Work, position: Position, seat: Seat, why: Why) -> None:
    """Void one seat."""
    place = (position.visit, position.node, position.region)
    work.say(SeatVoided(seat.id, *place, seat.who, why))


def open_again(work: Work, position: Position, again: Callable[[Seat], bool]) -> None:
    """Give the people of some seats new seats in the same places, opened when it is their turn."""
    for place in list(positions_in(position)):
        if isinstance(place.inner, Group):
            _open_again(work, place, place.inner, again)


def _open_again(
    work: Work, position: Position, group: Group, again: Callable[[Seat], bool]
) -> None:
    old = [seat for seat in seats_in(group) if again(seat)]
    anew = undecided(group, frozenset(seat.id for seat in old))
    turns = awaited(anew)
    for seat in (each for each in old if is_open_around(anew, each.id)):
        kind = SeatOpened if seat.id in turns else SeatPlaced
        place = (position.visit, position.node, position.region)
        work.say(kind(work.next_seat(), *place, seat.who, seat.id))
