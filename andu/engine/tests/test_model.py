"""The engine against an independent model of the rules: random flows, random commands.

A difference tells its seed: `Run(seed).go(60)` raises it again.
"""

import ast
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from andu.engine import (
    Again,
    Agree,
    Answers,
    Claim,
    Complete,
    Configuration,
    Decided,
    Entered,
    Group,
    MarkRead,
    Nature,
    Report,
    Resubmit,
    RoleHolders,
    Seat,
    SeatOpened,
    SeatPlaced,
    SeatState,
    Someone,
    Step,
    decide,
    positions_in,
    predict,
    seats_in,
    waits_here,
)  # fmt: skip
from andu.engine.nodes import Ballot, ForkKind, Mode
from andu.engine.tests import model
from andu.engine.tests.model import (
    adding,
    circles,
    claiming,
    going_back,
    seating,
    taking_back,
    turns,
    votes,
    walking,
)
from andu.engine.tests.model.figures import told
from andu.engine.tests.model.running import Difference, Run, compare
from andu.engine.tests.model.seating import lose
from andu.engine.tests.model.world import NOW

PARTS = 5  # so that they share the cores


@pytest.mark.parametrize("part", range(PARTS))
def test_the_engine_does_what_the_model_does(part: int, capsys: pytest.CaptureFixture) -> None:
    """5,000 runs of 60 commands."""
    agree(range(part * 1000, part * 1000 + 1000), 60, capsys)


def test_with_many_alarms_and_ends_too() -> None:
    """Flows in which time and terminate ends cut branches short: 400 runs of 60 commands."""
    many = partial(Run, more={"alarms": 0.6, "ends": 0.5})
    counts, differences = compare(range(20_000, 20_400), 60, many)
    assert [shown(each) for each in differences] == []
    assert counts["Expire : accepted"] > 200


def test_with_many_side_ways_too() -> None:
    """Flows in which alarms open ways beside what they watch: 400 runs of 60 commands."""
    many = partial(Run, more={"bells": 0.6, "ends": 0.3})
    counts, differences = compare(range(30_000, 30_400), 60, many)
    assert [shown(each) for each in differences] == []
    assert counts["Expire : accepted"] > 200


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
    for rare in (
        "stood in a fork inside a fork", "returned out of a half-done countersign",
        "passed over a step without people", "asked somebody who had agreed not again",
        "stood in a row of a table",
    ):  # fmt: skip
        assert counts[f"depth : {rare}"] > 20, rare


def shown(difference: Difference) -> str:
    return f"seed {difference.seed}: {difference.what} after {difference.commands[-1]}"


def test_what_is_predicted_is_what_then_happens() -> None:
    """From wherever a run stands, if everybody agrees and nothing changes: step for step."""
    complete = 0
    for seed in range(2000, 2700):
        run = Run(seed)
        run.go(seed % 15 + 1)
        if run.state.is_running and not run.state.suspended:
            answers = Answers(run.world, run.world.values)
            ahead = predict(run.definition, run.state, answers)
            if ahead.complete and all(each.people for each in ahead.steps) and _sure(run):
                complete += 1
                steps = [(each.step, each.people) for each in ahead.steps]
                assert steps == executed(run, answers), seed
    assert complete > 200


def _sure(run: Run) -> bool:
    """Not where who is asked again depends on who is heard before several have decided, or on who
    takes the work of a pool."""
    steps = [node for node in run.definition.nodes.values() if isinstance(node, Step)]
    is_open = any(
        step.mode is Mode.VOTE or (step.mode is Mode.ANY and step.hear_all) for step in steps
    )
    is_open = is_open or any(RoleHolders("pool") in step.rules for step in steps)
    return not is_open or all(step.again is Again.EACH for step in steps)


def first_act(run: Run, state: Configuration) -> Any:
    """Whoever comes first in the order of the way agrees, or the machine reports."""
    for position in positions_in(state.position):
        if waits_here(run.definition, position.node):
            return Report(position.visit)
        group = position.inner if isinstance(position.inner, Group) else Group(Mode.ONE)
        for seat in seats_in(group):
            if seat.state is SeatState.OPEN:
                return agreeing(run, state, seat)
    raise AssertionError("nobody's turn")


def agreeing(run: Run, state: Configuration, seat: Seat) -> Any:
    step = run.wanderer.step_of(seat, state)
    if seat.who.is_pool:
        return Claim(7, seat.id, Someone(7, 70))
    kind = {Nature.READ: MarkRead, Nature.WORK: Complete}.get(step.nature, Agree)
    kind = Complete if seat.helps else kind
    kind = Resubmit if step.key == run.definition.drafting.key else kind
    return kind(seat.who.member, seat.id)


def executed(run: Run, answers: Answers) -> list[tuple]:
    """The steps entered, each once and in their order, with those who were asked."""
    state, found = run.state, {}
    while state.is_running:
        decision = decide(run.definition, state, first_act(run, state), answers, NOW)
        assert isinstance(decision, Decided)
        state = decision.configuration
        fresh = {e.node for e in decision.events if isinstance(e, Entered) and e.mode} - {*found}
        for event in decision.events:
            if isinstance(event, Entered) and event.mode:
                found.setdefault(event.node, ())
            is_new = isinstance(event, SeatOpened | SeatPlaced) and event.node in fresh
            if is_new and event.who not in found[event.node]:
                found[event.node] += (event.who,)
    return list(found.items())


ITS_OWN = ("comparing", "drawing", "figures", "material", "running", "wandering", "world")
DATA = {"commands", "conditions", "configuration", "definition", "handlers", "nodes",
        "tasks"}  # fmt: skip


def test_the_model_takes_nothing_but_data_from_the_engine() -> None:
    """Not from what decides, and of conditions and states only the classes."""
    for path in sorted(Path(model.__file__).parent.glob("*.py")):
        if path.stem in ITS_OWN:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and "engine.tests" not in str(node.module):
                names = [alias.name for alias in node.names]
                home = str(node.module).removeprefix("andu.engine.")
                is_ours = str(node.module).startswith("andu.engine")
                assert not is_ours or home in {*DATA, "andu.engine"}, path
                assert not is_ours or all(n[0].isupper() or n == "commands" for n in names), path


def _any_needs_all(step, said, right=votes._without_weights):
    """或签 read as 会签."""
    if step.mode is not Mode.ANY:
        return right(step, said)
    return votes.PASSES if set(said) == {"for"} else votes.UNDECIDED


def _heads_count(step, voices, right=votes._vote):
    """Every voice is worth the same."""
    return right(step, [(said, Ballot()) for said, _ in voices])


def _every_branch(matter, fork, right=walking.chosen):
    """An inclusive fork read as a parallel one."""
    keys = [branch.key for branch in fork.branches]
    return keys if fork.kind is ForkKind.INCLUSIVE else right(matter, fork)


MISTAKES = {
    "a vote counts heads": (votes, "_vote", _heads_count),
    "any needs all": (votes, "_without_weights", _any_needs_all),
    "every branch is entered": (walking, "chosen", _every_branch),
    "the order of added signers is lost": (
        circles, "first_or_all", lambda how, turns: [chair for each in turns for chair in each]
    ),
    "a claim holds nobody off": (seating, "_has", lambda top, number: True),
    "a pool is given up to nobody": (claiming, "Someone", lambda member: Someone(0)),
    "a removed signer still counts": (adding, "lose", lambda chair, why: lose(chair, "spared")),
    "nobody is passed over": (walking, "is_passed_over", lambda matter, node, led_by: False),
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
    assert any(compare([seed], 60)[1] for seed in range(400))
