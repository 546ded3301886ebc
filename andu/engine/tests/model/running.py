"""A run: a definition, a world, and the engine and the model doing the same side by side."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from andu.engine import (
    NOTHING,
    Answers,
    Configuration,
    Decided,
    Definition,
    Event,
    Refusal,
    decide,
    fold,
)  # fmt: skip
from andu.engine.tests.model.comparing import Names, engines_picture, models_picture
from andu.engine.tests.model.drawing import sound_definition
from andu.engine.tests.model.figures import notes
from andu.engine.tests.model.matter import Matter
from andu.engine.tests.model.obeying import obey
from andu.engine.tests.model.wandering import Wanderer
from andu.engine.tests.model.world import NOW, World
from andu.engine.tests.valid import problems


@dataclass
class Difference(Exception):
    """Where the two part: the seed tells the whole story again."""

    seed: int
    what: str
    engine: Any
    model: Any
    commands: list[Any]


@dataclass
class Run:
    """One seed: a definition, and as many matters in it as the steps are enough for."""

    seed: int
    counts: Counter[str] = field(default_factory=Counter)
    more: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.definition: Definition = sound_definition(self.chance, **self.more)
        self.world = World(self.chance)
        self.wanderer = Wanderer(self.chance, self.definition)
        self.begin()

    def begin(self) -> None:
        """A new matter."""
        self.state: Configuration = NOTHING
        self.history: list[Event] = []
        self.commands: list[Any] = []
        world = self.world
        self.matter = Matter(
            self.definition, lambda _, rule: world.people(rule), lambda name: world.values[name]
        )
        self.names, self.others = Names(), Names()
        self.counts["matters"] += 1

    def go(self, steps: int) -> None:
        """Raises the first difference."""
        self.counts["runs"] += 1
        for _ in range(steps):
            if self.state.outcome and self.chance.random() < 0.7:
                self.replay()
                self.begin()
            self.step()
            self.world.turns()
        self.replay()

    def step(self) -> None:
        command = self.wanderer.next(self.state)
        self.commands.append(command)
        answers = Answers(self.world, self.world.values)
        decision = decide(self.definition, self.state, command, answers, NOW)
        said = decision.code if isinstance(decision, Refusal) else ""
        theirs = obey(self.matter, translated(command, self.names, self.others))
        self.count(command, said, decision)
        if isinstance(decision, Decided):
            self.state = decision.configuration
            self.history += decision.events
        self.same("refused", said, theirs)
        pictures = engines_picture(self.state, self.names), models_picture(self.matter, self.others)
        self.same("state", *pictures)
        if self.state.initiator:
            self.same("invariants", problems(self.definition, self.state), [])

    def replay(self) -> None:
        """State is the fold of the history."""
        self.same("fold", fold(self.history), self.state)

    def same(self, what: str, engine: Any, model: Any) -> None:
        if engine != model:
            raise Difference(self.seed, what, engine, model, self.commands)

    def count(self, command: Any, said: str, decision: Any) -> None:
        self.counts["commands"] += 1
        self.counts[f"{type(command).__name__} : {said or 'accepted'}"] += 1
        if isinstance(decision, Decided):
            self.counts["commands accepted"] += 1
            for note in notes(self.state, command, decision.events):
                self.counts[f"depth : {note}"] += 1
            if decision.configuration.outcome is not None:
                self.counts[f"ended : {decision.configuration.outcome}"] += 1


def translated(command: Any, names: Names, others: Names) -> Any:
    """The command with the model's number of the seat it means."""
    if hasattr(command, "seats"):
        meant = (names.names.get(number, -1) for number in command.seats)
        return replace(command, seats=tuple(others.numbers.get(name, -1) for name in meant))
    if not hasattr(command, "seat"):
        return command
    name = names.names.get(command.seat, -1)
    return replace(command, seat=others.numbers.get(name, -1))


def compare(
    seeds: Iterable[int], steps: int, make: Callable[..., Run] = Run
) -> tuple[Counter[str], list[Difference]]:
    """Go through the seeds; the figures, and the runs in which the two parted."""
    counts: Counter[str] = Counter()
    found: list[Difference] = []
    for seed in seeds:
        run = make(seed, counts)
        try:
            run.go(steps)
        except Difference as difference:
            found.append(difference)
    counts["differences"] = len(found)
    return counts, found
