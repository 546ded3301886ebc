"""The way a run will probably take: `decide`'s own moves, with everybody assumed to agree."""

from dataclasses import dataclass, replace

from andu.engine.configuration import (
    Configuration,
    Group,
    Position,
    Someone,
    positions_in,
)
from andu.engine.copies import MOST_COPIES
from andu.engine.decision import NO_ANSWERS, Answers, Needs
from andu.engine.definition import Definition
from andu.engine.events import Entered, SeatOpened, SeatPlaced
from andu.engine.moves import pass_
from andu.engine.verdicts import can_pass
from andu.engine.work import Stop, Unknown, Work


@dataclass(frozen=True)
class Predicted:
    """A step to come. Nobody in `people` means the answer is missing or nobody was found."""

    step: str
    region: str
    people: tuple[Someone, ...] = ()


@dataclass(frozen=True)
class Prediction:
    """The steps to come in order; `complete` when they lead to the end.

    `needs` are the questions whose answers would make it fuller.
    """

    steps: tuple[Predicted, ...]
    complete: bool
    needs: Needs


def predict(
    definition: Definition, configuration: Configuration, answers: Answers = NO_ANSWERS
) -> Prediction:
    """What comes after what is open now. A loop is followed once."""
    return foresee(Work(definition, configuration, answers, guessing=True))


def foresee(work: Work) -> Prediction:
    """The prediction from a guessing work, which keeps what it rested on."""
    complete = _walk(work)
    needs = Needs(tuple(work.missing), tuple(work.missing_fields))
    return Prediction(_steps_of(work), complete, needs)


def _walk(work: Work) -> bool:
    """Whether the end is reached. Where one branch goes in circles, the others are followed on."""
    limit = len(work.definition.nodes) + 1 + MOST_COPIES * len(work.definition.tables)
    seen = {each.node for each in positions_in(work.configuration.position)}
    circling: set[int] = set()
    try:
        while work.configuration.is_running and limit:
            limit -= 1
            position = _next_to_pass(work, circling)
            if position is None:
                return False
            mark = len(work.events)
            pass_(work, position, position.visit)
            entered = [each for each in work.events[mark:] if isinstance(each, Entered)]
            circling |= {each.visit for each in entered if each.node in seen}
            seen.update(each.node for each in entered)
    except (Stop, Unknown):
        return False
    return not work.configuration.is_running


def _next_to_pass(work: Work, circling: set[int]) -> Position | None:
    for position in positions_in(work.configuration.position):
        group = position.inner if isinstance(position.inner, Group) else None
        if group and position.visit not in circling and can_pass(group):
            return position
    return None


def _steps_of(work: Work) -> tuple[Predicted, ...]:
    found: dict[str, Predicted] = {}
    for event in work.events:
        if isinstance(event, Entered) and event.mode is not None:
            found.setdefault(event.node, Predicted(event.node, event.region))
        elif isinstance(event, SeatOpened | SeatPlaced):
            known = found.get(event.node)
            if known is not None and event.who not in known.people:
                found[event.node] = replace(known, people=(*known.people, event.who))
    return tuple(found.values())
