"""What a section needs: the server, how long to measure, and who could not be measured."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bench.child import Child, Unmeasured
from bench.cluster import Cluster
from bench.meters import medians

Row = dict[str, Any]


@dataclass
class Bench:
    """One run."""

    cluster: Cluster
    rounds: int = 5
    seconds: float = 2.0
    full: bool = False
    missing: list[str] = field(default_factory=list)
    profiles: dict[str, Any] = field(default_factory=dict)
    opened: list[tuple[Child, str]] = field(default_factory=list)

    def child(self, name: str, *, label: str = "", database: str = "", data: str = "") -> Child:
        """A contender's process on a database of its own (or one that stands)."""
        place = database or f"c_{label or name}"
        if not database and not data:
            self.cluster.make(place, "house" if name in ("andu", "house") else "floor")
        url = "" if data else self.cluster.address(place)
        made = Child(name, url=url, data=data, label=label)
        self.opened.append((made, "" if database or data else place))
        return made

    def ready(self, name: str, *, label: str = "", **options: Any) -> Child | None:
        """A contender made ready; None when it can't be measured, which is then said."""
        made = self.child(name, label=label)
        return made if self.asked(made, "prepare", **options) is not None else None

    def asked(self, child: Child, do: str, **more: Any) -> Any:
        """The answer; None when there is none, which is then said."""
        try:
            child.tell(do, **more)
        except OSError as error:
            self.lack(f"{child.label}: {error}")
            return None
        return self.heard(child)

    def heard(self, child: Child) -> Any:
        """The answer to what was asked; None when there is none, which is then said."""
        try:
            return child.hear()
        except Unmeasured as error:
            self.lack(str(error))
            return None

    def lack(self, what: str) -> None:
        """Something that could not be measured; it is named at the end and in the results."""
        self.missing.append(what)
        print(f"!!! NOT MEASURED: {what}", flush=True)

    def rows(self, children: Iterable[Child], rounds: int = 0) -> dict[str, Row]:
        """Rounds of all, one after the other, so that a busy moment hits them alike; medians."""
        alive = list(children)
        found: dict[str, list[Row]] = {child.label: [] for child in alive}
        for _round in range(rounds or self.rounds):
            for child in list(alive):
                answer = self.asked(child, "round", seconds=self.seconds)
                if answer is None:
                    alive.remove(child)
                else:
                    found[child.label].append(answer)
        rows = {label: medians(some) for label, some in found.items() if some}
        for row in rows.values():
            row["cpu_us"] = row["client_us"] + row["server_us"]
        return rows

    def checked(self, child: Child) -> None:
        """Nothing measured stands when it was wrong."""
        answer = self.asked(child, "check")
        for fault in answer["faults"] if answer else ():
            raise SystemExit(f"bench: {child.label} left something wrong: {fault}")

    def close(self) -> None:
        """End every process of this section and drop its databases."""
        for child, place in self.opened:
            child.stop()
            if place:
                self.cluster.drop(place)
        self.opened.clear()


@contextmanager
def folder() -> Iterator[str]:
    """A data folder for SQLite."""
    with tempfile.TemporaryDirectory(prefix="andu-bench-") as made:
        yield made
