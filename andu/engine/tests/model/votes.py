"""When a step is decided (decision 0011): from the votes in its places, in their order."""

from collections.abc import Collection
from math import ceil

from andu.engine.nodes import Ballot, Mode, Step
from andu.engine.tests.model.circles import NOBODY, part_of, says
from andu.engine.tests.model.state import Chair

UNDECIDED, PASSES, FAILS = "undecided", "passes", "fails"


Voices = list[tuple[str, Ballot]]


def outcome(step: Step, chairs: list[Chair], silent: Collection[Chair] = NOBODY) -> str:
    """What the places of a step come to; `silent` are taken as unheard."""
    said = [(says(part_of(chair), silent), chair.ballot) for chair in chairs]
    voices = [(each, ballot) for each, ballot in said if each is not None]
    if step.mode is Mode.VOTE:
        return _vote(step, voices)
    return _without_weights(step, [each for each, _ in voices])


def _without_weights(step: Step, said: list[str]) -> str:
    agreed, disagreed, silent = (said.count(word) for word in _VOTES)
    if step.mode is Mode.ONE:  # whoever acts first decides, either way
        return PASSES if agreed else FAILS if disagreed else UNDECIDED
    if step.hear_all and silent:
        return UNDECIDED
    if step.mode is Mode.ANY:
        return PASSES if agreed else UNDECIDED if silent else FAILS
    return FAILS if disagreed else UNDECIDED if silent else PASSES


def _vote(step: Step, voices: Voices) -> str:
    """票签: the voices for it reach what is asked; one with a veto is heard before it can pass."""
    if step.hear_all and any(said == "none" for said, _ in voices):
        return UNDECIDED
    if any(said == "against" and ballot.veto for said, ballot in voices):
        return FAILS
    agreed, disagreed, silent = (
        sum(ballot.weight for said, ballot in voices if said == word) for word in _VOTES
    )
    assert step.threshold is not None
    asked = min(step.threshold.count, agreed + disagreed + silent)
    if step.threshold.percent:
        asked = ceil((agreed + disagreed + silent) * step.threshold.percent / 100)
    if agreed + silent < asked:
        return FAILS
    is_awaited = any(said == "none" and ballot.veto for said, ballot in voices)
    return PASSES if agreed >= asked and not is_awaited else UNDECIDED


_VOTES = ("for", "against", "none")
