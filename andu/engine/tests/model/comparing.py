"""Pictures of the same run, from the engine's state and from the model's, to lay side by side."""

from typing import Any

from andu.engine.configuration import Configuration, Group, Lanes, Position, Seat, seats_in
from andu.engine.tests.model.matter import Matter
from andu.engine.tests.model.state import Chair, Stand, Trail, passed


class Names:
    """Seats by the order in which they come into view: in which they are numbered is no rule."""

    def __init__(self) -> None:
        self.names: dict[int, int] = {0: 0}
        self.numbers: dict[int, int] = {0: 0}

    def name(self, number: int) -> int:
        if number not in self.names:
            self.names[number] = len(self.names)
            self.numbers[self.names[number]] = number
        return self.names[number]


def engines_picture(state: Configuration, names: Names) -> tuple[Any, ...]:
    now = _engines_position(state.position, names)
    past = sorted(state.past, key=lambda each: each.visit)
    passed_by = [(each.visit, each.node, _engines_seats(each, names)) for each in past]
    return state.outcome.value if state.outcome else "", state.suspended, now, passed_by


def _engines_position(position: Position | None, names: Names) -> Any:
    if position is None:
        return None
    inner: Any = _engines_seats(position, names)
    if isinstance(position.inner, Lanes):
        lanes = position.inner.members
        inner = [(lane.region, _engines_position(lane.position, names)) for lane in lanes]
    back = _engines_position(position.back, names)
    return position.visit, position.node, position.region, inner, back


def _engines_seats(position: Position, names: Names) -> list[Any]:
    if not isinstance(position.inner, Group):
        return []
    return [_seat(seat, names) for seat in seats_in(position.inner)]


def _seat(seat: Any, names: Names) -> Any:
    assert isinstance(seat, Seat)
    how, why = seat.how.value if seat.how else "", seat.why.value if seat.why else ""
    what = (seat.state.value, how, seat.vote.value, why, seat.added_by, seat.helps)
    return names.name(seat.id), seat.who, *what, names.name(seat.given_from), seat.given_by


def models_picture(matter: Matter, names: Names) -> tuple[Any, ...]:
    run = matter.run
    now = None if run.outcome else _models_stand(run.root, run.root.now, names)
    past = sorted((stand for _, stand in passed(run.root)), key=lambda each: each.visit)
    passed_by = [(each.visit, each.node, _models_chairs(each, names)) for each in past]
    return run.outcome, run.suspended, now, passed_by


def _models_stand(trail: Trail, stand: Stand | None, names: Names) -> Any:
    if stand is None:
        return None
    inner: Any = _models_chairs(stand, names)
    if stand.trails:
        branches = stand.trails.items()
        inner = [(key, _models_stand(branch, branch.now, names)) for key, branch in branches]
    aside = _models_stand(trail, stand.aside, names)
    return stand.visit, stand.node, trail.region, inner, aside


def _models_chairs(stand: Stand, names: Names) -> list[Any]:
    return [_chair(chair, names) for chair in stand.everyone]


def _chair(chair: Chair, names: Names) -> Any:
    what = (chair.state, chair.how, chair.vote, chair.why, chair.added_by, chair.helps)
    given = (names.name(chair.given_from), chair.given_by)
    return names.name(chair.number), chair.person, *what, *given
