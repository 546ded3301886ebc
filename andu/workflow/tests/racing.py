"""Races in real threads, each with a connection of its own that it keeps; and how one is judged:
what came of it is what one of the two orders leaves when nobody is in a hurry."""

import random
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection

from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.todo.models import Todo
from andu.workflow import store
from andu.workflow.loading import Loaded, replayed
from andu.workflow.models import History, Matter

APART = 0.03  # seconds by which one of two starts later, at most: about as long as an act takes
LATE = re.compile(r"^(?P<who>\S+)已在 \d\d-\d\d \d\d:\d\d 办理：")
Act = Callable[[], object]


@dataclass(frozen=True)
class Lap:
    """One act: from when to when, and why it was refused ("": it was not)."""

    began: float
    ended: float
    refused: str = ""


@dataclass(frozen=True)
class Found:
    """What came of two acts: what the history says, who was refused and why (without the time),
    how the matter stands and whose turn it is."""

    did: tuple[str, ...]
    refused: tuple[str, ...]
    state: str
    holders: tuple[str, ...]


@dataclass
class Figures:
    """What is told of many races."""

    name: str
    began: float = field(default_factory=time.monotonic)
    rounds: int = 0
    overlapped: int = 0
    wins: Counter = field(default_factory=Counter)
    reasons: Counter = field(default_factory=Counter)

    def tell(self) -> None:
        """One line."""
        took = f"{time.monotonic() - self.began:.0f} s"
        found = [f"{who} first {n}" for who, n in sorted(self.wins.items())]
        found += [f"{self.overlapped} overlapping"] if self.overlapped else []
        said = "; ".join(f"{n} × {why}" for why, n in self.reasons.most_common())
        line = ", ".join([f"{self.name}: {self.rounds} rounds", *found, took])
        sys.stdout.write(f"\n{line}; refused: {said or 'nobody'}\n")
        sys.stdout.flush()


class Lanes:
    """A few threads, each with its connection."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._pool = ThreadPoolExecutor(count)

    def run(self, acts: Sequence[Act], apart: float = 0.0) -> list[Lap]:
        """All at once: as many as there are lanes begin at the same moment, but for up to `apart`
        seconds."""
        gate = threading.Barrier(min(self.count, len(acts)))
        here: set[int] = set()

        def lap(act: Act) -> Lap:
            if (lane := threading.get_ident()) not in here:
                here.add(lane)
                gate.wait(timeout=60)
            time.sleep(random.uniform(0, apart))
            return _lap(act)

        return list(self._pool.map(lap, acts))

    def close(self) -> None:
        """Nobody keeps the database busy."""
        gate = threading.Barrier(self.count)

        def leave() -> None:
            gate.wait(timeout=60)
            connection.close()

        for gone in [self._pool.submit(leave) for _lane in range(self.count)]:
            gone.result()
        self._pool.shutdown()


@contextmanager
def lanes(count: int) -> Iterator[Lanes]:
    """So many threads, gone afterwards."""
    made = Lanes(count)
    try:
        yield made
    finally:
        made.close()


def _lap(act: Act) -> Lap:
    began = time.monotonic()
    try:
        act()
    except Refused as no:
        return Lap(began, time.monotonic(), str(no))
    return Lap(began, time.monotonic())


def overlap(laps: Sequence[Lap]) -> bool:
    """Whether two acts were under way at the same time."""
    one, other = laps
    return one.began < other.ended and other.began < one.ended


def found_in(matter: Matter, refused: Sequence[str]) -> Found:
    """What came of it, once it is known to be sound."""
    loaded = sound(matter)
    acts = History.objects.filter(run=loaded.run).order_by("sequence")
    turns = [row for row in loaded.seats.values() if row.state == "open"]
    return Found(
        did=tuple(acts.values_list("how", flat=True))[1:],
        refused=tuple(LATE.sub(r"\g<who>已在：", words) for words in refused),
        state=loaded.matter.state,
        holders=tuple(sorted(row.member.code for row in turns)),
    )


def sound(matter: Matter) -> Loaded:
    """Where it stands: the state is what the history replays, everybody whose turn it is has one
    line, and nobody was told anything twice."""
    loaded = store.load(matter.pk)
    assert loaded.configuration == replayed(loaded.run)
    goes_on = loaded.matter.state == Matter.State.RUNNING
    turns = [row.pk for row in loaded.seats.values() if row.state == "open" and goes_on]
    lines = Todo.objects.filter(matter_id=matter.pk).values_list("seat_id", flat=True)
    assert sorted(lines) == sorted(turns)
    told = Notice.objects.filter(title__endswith=f"：{matter.title}")
    twice = Counter(told.values_list("member", "title")).most_common(1)
    assert not twice or twice[0][1] == 1, twice
    return loaded
