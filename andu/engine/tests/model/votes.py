"""When a step is decided (decision 0011): from the votes in its places, in their order."""

from andu.engine.nodes import Mode, Step
from andu.engine.tests.model.state import Chair

UNDECIDED, PASSES, FAILS = "undecided", "passes", "fails"


def outcome(step: Step, chairs: list[Chair]) -> str:
    agreed = sum(chair.vote == "for" for chair in chairs)
    disagreed = sum(chair.vote == "against" for chair in chairs)
    silent = len(chairs) - agreed - disagreed
    if step.mode is Mode.ONE:  # whoever acts first decides, either way
        return PASSES if agreed else FAILS if disagreed else UNDECIDED
    if step.hear_all and silent:
        return UNDECIDED
    if step.mode is Mode.ANY:
        return PASSES if agreed else UNDECIDED if silent else FAILS
    return FAILS if disagreed else UNDECIDED if silent else PASSES
