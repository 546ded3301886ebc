"""Can a vote be decided: its threshold, and the weights of those who vote."""

from collections.abc import Iterator

from andu.engine.handlers import Initiator, NamedPerson
from andu.engine.nodes import PLAIN_BALLOT, Mode, Nature, Step

HEAVIEST = 1000
ALONE = (NamedPerson, Initiator)  # rules that name one person at most

Problem = tuple[str, str]


def about_vote(step: Step) -> Iterator[Problem]:
    """Codes and details of what is wrong with a step's vote."""
    if step.mode is not Mode.VOTE:
        if step.threshold is not None or step.ballots:
            yield "vote_settings_without_vote", ""
        return
    if step.nature is not Nature.APPROVE:
        yield "vote_decides_nothing", ""
    if step.ballots and len(step.ballots) != len(step.handlers):
        yield "ballots_do_not_match", str(len(step.ballots))
    for ballot in step.ballots:
        if not 1 <= ballot.weight <= HEAVIEST:
            yield "weight_out_of_range", str(ballot.weight)
    yield from _about_threshold(step)


def _about_threshold(step: Step) -> Iterator[Problem]:
    threshold = step.threshold
    if threshold is None or (threshold.count > 0) == (threshold.percent > 0):
        yield "threshold_missing", ""
    elif threshold.count < 0 or not 0 <= threshold.percent <= 100:
        yield "threshold_out_of_range", str(threshold.count or threshold.percent)
    elif all(isinstance(rule, ALONE) for rule in step.handlers):
        most = _most(step)
        if threshold.count > most:
            yield "threshold_out_of_reach", f"{threshold.count}/{most}"


def _most(step: Step) -> int:
    """All votes there can be when each rule names one person at most: the first rule counts."""
    ballots = step.ballots or (PLAIN_BALLOT,) * len(step.handlers)
    weights: dict[object, int] = {}
    for rule, ballot in zip(step.handlers, ballots, strict=False):
        weights.setdefault(rule, ballot.weight)
    return sum(weights.values())
