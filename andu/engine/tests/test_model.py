"""The engine against an independent model of the rules: random flows, random commands.

A difference tells its seed: `Run(seed).go(60)` raises it again.
"""

import pytest

from andu.engine.nodes import ForkKind, Mode
from andu.engine.tests.model import going_back, seating, taking_back, turns, votes, walking
from andu.engine.tests.model.figures import told
from andu.engine.tests.model.running import Difference, compare

PARTS = 5  # so that they share the cores


@pytest.mark.parametrize("part", range(PARTS))
def test_the_engine_does_what_the_model_does(part: int, capsys: pytest.CaptureFixture) -> None:
    """5,000 runs of 60 commands."""
    agree(range(part * 1000, part * 1000 + 1000), 60, capsys)


@pytest.mark.long
def test_the_engine_does_what_the_model_does_for_long(capsys: pytest.CaptureFixture) -> None:
    """50,000 runs of 100 commands, others than those of the short form."""
    agree(range(1_000_000, 1_050_000), 100, capsys)


def agree(seeds: range, steps: int, capsys: pytest.CaptureFixture) -> None:
    counts, differences = compare(seeds, steps)
    with capsys.disabled():
        print("\n" + told(counts))  # noqa: T201
    assert [shown(each) for each in differences] == []
    assert counts["runs"] == len(seeds)
    assert counts["commands accepted"] > counts["commands"] * 0.6
    for rare in ("stood in a fork inside a fork", "returned out of a half-done countersign"):
        assert counts[f"depth : {rare}"] > 20, rare


def shown(difference: Difference) -> str:
    return f"seed {difference.seed}: {difference.what} after {difference.commands[-1]}"


def _any_needs_all(step, chairs, right=votes.outcome):
    """或签 read as 会签."""
    if step.mode is not Mode.ANY:
        return right(step, chairs)
    agreed = [chair.vote == "for" for chair in chairs]
    return votes.PASSES if all(agreed) else votes.UNDECIDED


def _every_branch(matter, fork, right=walking.chosen):
    """An inclusive fork read as a parallel one."""
    keys = [branch.key for branch in fork.branches]
    return keys if fork.kind is ForkKind.INCLUSIVE else right(matter, fork)


MISTAKES = {
    "any needs all": (votes, "outcome", _any_needs_all),
    "every branch is entered": (walking, "chosen", _every_branch),
    "straight forgets": (turns, "way_of", lambda step, command: False),
    "nobody is spared": (walking, "lose", lambda chair, why: None),
    "who agreed is asked again": (walking, "wake", lambda matter, trail: None),
    "appointments are turns": (
        seating, "turn_of", lambda person: (person.member, person.appointment)
    ),
    "acting does not matter": (taking_back, "acted_since", lambda stand, moment: False),
    "nobody has decided": (going_back, "somebody_decided", lambda matter: False),
    "the first visit is repeated": (
        going_back, "last_visit",
        lambda trail, node: next((each for each in trail.done if each.node == node), None),
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found(mistake: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison can fail: the model with one rule wrong parts from the engine."""
    monkeypatch.setattr(*MISTAKES[mistake])
    _, differences = compare(range(150), 60)
    assert differences
