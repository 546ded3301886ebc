"""When a step is decided (decision 0011): from the votes in its places, in their order."""

from math import ceil

from andu.engine.nodes import Mode, Step
from andu.engine.tests.model.state import Chair

UNDECIDED, PASSES, FAILS = "undecided", "passes", "fails"


def outcome(step: Step, chairs: list[Chair]) -> str:
    if step.mode is Mode.VOTE:
        return _vote(step, chairs)
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


def _vote(step: Step, chairs: list[Chair]) -> str:
    """票签: the voices for it reach what is asked; one with a veto is heard before it can pass."""
    if step.hear_all and any(chair.vote == "none" for chair in chairs):
        return UNDECIDED
    if any(chair.vote == "against" and chair.ballot.veto for chair in chairs):
        return FAILS
    voices = {vote: sum(c.ballot.weight for c in chairs if c.vote == vote) for vote in _VOTES}
    all_of_them = sum(voices.values())
    assert step.threshold is not None
    asked = min(step.threshold.count, all_of_them)
    if step.threshold.percent:
        asked = ceil(all_of_them * step.threshold.percent / 100)
    if all_of_them - voices["against"] < asked:
        return FAILS
    is_awaited = any(chair.vote == "none" and chair.ballot.veto for chair in chairs)
    return PASSES if voices["for"] >= asked and not is_awaited else UNDECIDED


_VOTES = ("for", "against", "none")
