"""What must be true of every configuration a run can reach."""

from andu.engine import (
    Configuration,
    Definition,
    Fork,
    ForkKind,
    Group,
    Lanes,
    Position,
    Ruling,
    Seat,
    SeatState,
    Step,
    open_seats,
    positions_in,
    seats_in,
    verdict,
    waits_here,
)
from andu.engine.copies import copy_of
from andu.engine.verdicts import decided_inside


def problems(definition: Definition, configuration: Configuration) -> list[str]:
    """Every invariant that is broken; a valid configuration has none."""
    if configuration.outcome is not None:
        return ["stands after its end"] if configuration.position else []
    if configuration.position is None:
        return ["stands nowhere"]
    found = []
    for position in positions_in(configuration.position):
        found += _about_position(definition, position)
    visits = [p.visit for p in (*positions_in(configuration.position), *configuration.past)]
    if len(visits) != len(set(visits)) or max(visits) > configuration.visits:
        found.append(f"visits doubled or unknown: {visits}")
    ids = [s.id for p in positions_in(configuration.position) for s in _own_seats(p)]
    ids += [s.id for p in configuration.past for s in _own_seats(p)]
    if len(ids) != len(set(ids)) or max(ids) > configuration.seats:
        found.append(f"seats doubled or unknown: {ids}")
    if configuration.suspended and configuration.outcome:
        found.append("suspended after its end")
    is_working = any(_works(definition, p) for p in positions_in(configuration.position))
    if not is_working and not list(open_seats(configuration)):
        found.append("nobody's turn")
    return found


def _about_position(definition: Definition, position: Position) -> list[str]:
    node = definition.nodes[position.node]
    if definition.region_of[position.node] != position.region:
        return [f"{position.node} stands in a foreign region"]
    if isinstance(position.inner, Lanes):
        lanes = [lane.region for lane in position.inner.members]
        if not isinstance(node, Fork) or not _are_branches(node, lanes):
            return [f"{position.node} has the wrong lanes"]
        if all(lane.position is None for lane in position.inner.members):
            return [f"{position.node} is done and still stands"]
        return []
    if not isinstance(node, Step):
        is_right = _works(definition, position) and not position.inner.members
        return [] if is_right else [f"{position.node} has seats"]
    return _about_seats(position, position.inner)


def _about_seats(position: Position, group: Group) -> list[str]:
    found = []
    if verdict(group) is not Ruling.OPEN:
        found.append(f"{position.node} is decided and still stands")
    if list(decided_inside(group)):
        found.append(f"{position.node} still asks whom others have overruled")
    if not any(seat.state is SeatState.OPEN for seat in seats_in(group)):
        found.append(f"{position.node} waits for nobody")
    return found


def _works(definition: Definition, position: Position) -> bool:
    """Whether the run waits there for the machine."""
    return waits_here(definition, position.node)


def _are_branches(fork: Fork, lanes: list[str]) -> bool:
    """All branches, or of an inclusive fork some, in their order; the default one only alone. Of a
    frame the first, and side ways as they were opened."""
    every = [branch.key for branch in fork.branches]
    if fork.kind is ForkKind.ROWS:
        return lanes == [copy_of(every[0], row) for row in range(1, len(lanes) + 1)]
    if fork.kind in (ForkKind.PARALLEL, ForkKind.SUB):
        return lanes == every
    if fork.is_frame:
        return lanes[:1] == every[:1] and len(set(lanes)) == len(lanes) and set(lanes) <= set(every)
    default = {branch.key for branch in fork.branches if branch.is_default}
    alone = len(lanes) == 1 or not default & set(lanes)
    return bool(lanes) and alone and lanes == [key for key in every if key in lanes]


def _own_seats(position: Position) -> list[Seat]:
    return [] if isinstance(position.inner, Lanes) else list(seats_in(position.inner))
