"""evolve(configuration, event) → configuration: asks nobody, decides nothing, never fails on
a history that `decide` wrote."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from andu.engine.configuration import (
    NOTHING,
    Configuration,
    Group,
    Lane,
    Lanes,
    Position,
    Seat,
    SeatState,
    at,
    fork_around,
    group_of,
    in_place_of,
    put,
    standing,
)
from andu.engine.events import (
    Claimed,
    Ended,
    Entered,
    Event,
    Left,
    Reordered,
    Restored,
    Resumed,
    Revived,
    SeatClosed,
    SeatOpened,
    SeatPlaced,
    SeatVoided,
    SideOpened,
    SignersAdded,
    Started,
    Struck,
    Suspended,
)
from andu.engine.nodes import Mode, Where

Change = Callable[[Seat], Seat | Group]


def fold(events: Iterable[Event], start: Configuration = NOTHING) -> Configuration:
    """The state a history leads to."""
    for event in events:
        start = evolve(start, event)
    return start


def evolve(configuration: Configuration, event: Event) -> Configuration:  # noqa: PLR0911
    """The state after one event."""
    match event:
        case Started():
            return replace(configuration, initiator=event.initiator, root=event.root)
        case Entered():
            return _entered(configuration, event)
        case Left():
            return _left(configuration, event)
        case Struck():
            past = tuple(each for each in configuration.past if each.visit != event.visit)
            return replace(configuration, past=past)
        case Restored():
            return _restored(configuration, event)
        case SideOpened():
            return _side_opened(configuration, event)
        case Ended():
            return replace(configuration, position=None, outcome=event.outcome, suspended=False)
        case Revived():
            return replace(configuration, outcome=None)
        case Suspended() | Resumed():
            return replace(configuration, suspended=isinstance(event, Suspended))
        case _:
            return _evolve_seats(configuration, event)


def _evolve_seats(configuration: Configuration, event: Event) -> Configuration:  # noqa: PLR0911
    """The state after what happens to the seats of one step."""
    match event:
        case SeatPlaced() | SeatOpened():
            return _seated(configuration, event)
        case SeatClosed():
            return _in_seat(configuration, event, lambda seat: _closed(seat, event))
        case SeatVoided():
            return _in_seat(configuration, event, lambda seat: _voided(seat, event))
        case SignersAdded():
            return _signers_added(configuration, event)
        case Claimed():
            return _grouped(configuration, event, lambda group: replace(group, claimed=event.seat))
        case Reordered():
            return _grouped(configuration, event, lambda group: in_order_of(group, event.seats))
        case _:
            return configuration


def _closed(seat: Seat, event: SeatClosed) -> Seat:
    return replace(seat, state=SeatState.CLOSED, how=event.how, vote=event.vote)


def _voided(seat: Seat, event: SeatVoided) -> Seat:
    return replace(seat, state=SeatState.VOID, why=event.why)


def _entered(configuration: Configuration, event: Entered) -> Configuration:
    aside = at(configuration, event.region) if event.aside else None
    rank = event.visit
    if event.aside:
        earlier = (each.rank for each in reversed(configuration.past) if each.node == event.node)
        rank = next(earlier, rank)
    inner: Group | Lanes = Lanes(tuple(Lane(key) for key in event.lanes))
    if not event.lanes:
        mode = event.mode or Mode.ONE
        inner = Group(mode, hear_all=event.hear_all, threshold=event.threshold)
    inside = fork_around(configuration, event.region)
    new = Position(event.region, event.node, event.visit, rank, inner, event.after, aside, inside)
    return replace(put(configuration, event.region, new), visits=event.visit)


def _left(configuration: Configuration, event: Left) -> Configuration:
    position = standing(configuration, event.region)
    if position.visit != event.visit:
        raise ValueError(event)
    if event.passed:
        position = replace(position, cut=event.cut)
        configuration = replace(configuration, past=(*configuration.past, position))
    return put(configuration, event.region, None, by=event.visit)


def _restored(configuration: Configuration, event: Restored) -> Configuration:
    past = configuration.past
    if past and past[-1].back is not None and past[-1].back.visit == event.visit:
        return put(configuration, event.region, replace(past[-1].back, after=event.after))
    position = next((each for each in past if each.visit == event.visit), None)
    if position is None:
        raise ValueError(event)
    past = tuple(each for each in past if each.visit != event.visit)
    if event.aside:
        position = replace(position, back=at(configuration, event.region))
    return put(replace(configuration, past=past), event.region, position)


def _side_opened(configuration: Configuration, event: SideOpened) -> Configuration:
    frame = standing(configuration, event.region)
    if frame.visit != event.visit or not isinstance(frame.inner, Lanes):
        raise ValueError(event)
    lanes = frame.inner.members
    if all(each.region != event.lane for each in lanes):
        lanes = (*lanes, Lane(event.lane))
    return put(configuration, event.region, replace(frame, inner=Lanes(lanes)))


def _seated(configuration: Configuration, event: SeatPlaced | SeatOpened) -> Configuration:
    state = SeatState.OPEN if isinstance(event, SeatOpened) else SeatState.WAITING
    seat = Seat(event.seat, event.who, state, ballot=event.ballot)
    if event.instead_of or event.seat <= configuration.seats:
        old = event.instead_of or event.seat
        configuration = _change(configuration, event.region, old, lambda o: in_place_of(o, seat))
        configuration = _still_claimed(configuration, event.region, old, event.seat)
    else:
        position = standing(configuration, event.region)
        group = group_of(position)
        group = replace(group, members=(*group.members, seat))
        configuration = put(configuration, event.region, replace(position, inner=group))
    return replace(configuration, seats=max(configuration.seats, event.seat))


def _signers_added(configuration: Configuration, event: SignersAdded) -> Configuration:
    added = tuple(
        Seat(number, who, SeatState.WAITING, added_by=event.by, helps=event.helps)
        for number, who in enumerate(event.people, event.first)
    )

    def surrounded(seat: Seat) -> Group:
        if event.where is Where.BESIDE:
            return Group(event.mode, (seat, *added), anchor=1)
        others = Group(event.mode, added)
        if event.where is Where.BEFORE:
            return Group(Mode.IN_ORDER, (others, seat), anchor=2)
        return Group(Mode.IN_ORDER, (seat, others), anchor=1)

    last = event.first + len(added) - 1
    changed = _change(configuration, event.region, event.seat, surrounded)
    return replace(changed, seats=max(configuration.seats, last))


def _still_claimed(
    configuration: Configuration, region: str, old: int, new: int
) -> Configuration:  # fmt: skip
    """Whoever sits in the place of the one who claimed has the claim."""
    position = standing(configuration, region)
    group = group_of(position)
    if group.claimed != old or old == new:
        return configuration
    return put(configuration, region, replace(position, inner=replace(group, claimed=new)))


def _grouped(
    configuration: Configuration, event: Claimed | Reordered, change: Callable[[Group], Group]
) -> Configuration:
    position = standing(configuration, event.region)
    return put(configuration, event.region, replace(position, inner=change(group_of(position))))


def in_order_of(group: Group, seats: tuple[int, ...]) -> Group:
    """The same group with these of its seats in this order, in the places they have together."""
    by_number = {each.id: each for each in group.members if isinstance(each, Seat)}
    ordered = iter([by_number[number] for number in seats])

    def placed(member: Seat | Group) -> Seat | Group:
        return next(ordered) if isinstance(member, Seat) and member.id in seats else member

    return replace(group, members=tuple(map(placed, group.members)))


def _in_seat(
    configuration: Configuration, event: SeatClosed | SeatVoided, change: Change
) -> Configuration:
    return _change(configuration, event.region, event.seat, change)


def _change(configuration: Configuration, region: str, seat: int, change: Change) -> Configuration:
    position = standing(configuration, region)
    group = _group_with(group_of(position), seat, change)
    return put(configuration, region, replace(position, inner=group))


def _group_with(group: Group, seat: int, change: Change) -> Group:
    def changed(member: Seat | Group) -> Seat | Group:
        if isinstance(member, Group):
            return _group_with(member, seat, change)
        return change(member) if member.id == seat else member

    return replace(group, members=tuple(changed(member) for member in group.members))
