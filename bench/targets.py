"""What we want to reach, and whether a run has: each target is a figure, or a ratio of two."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Sections = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Figure:
    """One figure of a row."""

    section: str
    row: str
    name: str

    def of(self, sections: Sections) -> float | None:
        """Its value in a run; None when it was not measured."""
        rows = (row for row in sections.get(self.section, ()) if row["name"] == self.row)
        value = next(rows, {}).get(self.name)
        return None if value is None else float(value)


@dataclass(frozen=True)
class Target:
    """`figure`, divided by `over` if there is one, is at most (or at least) `limit`."""

    name: str
    figure: Figure
    limit: float
    over: Figure | None = None
    at_least: bool = False

    def value(self, sections: Sections) -> float | None:
        """What was reached; None when it was not measured."""
        found = self.figure.of(sections)
        if found is None or self.over is None:
            return found
        base = self.over.of(sections)
        return found / base if base else None

    def missed_by(self, value: float) -> float:
        """How many times too much (or too little); at most 1 when it is met."""
        return self.limit / max(value, 1e-9) if self.at_least else value / self.limit


def _cpu(row: str, section: str = "sidebyside") -> Figure:
    return Figure(section, row, "cpu_us")


ANDU = _cpu("andu")
TODO = {lines: Figure("todo", f"todo-{lines}", "p99_ms") for lines in (10_000, 1_000_000)}
TARGETS: Sequence[Target] = (
    Target("step-cpu", ANDU, 2.0, over=_cpu("same-rows")),
    Target("step-statements", Figure("sidebyside", "andu", "statements"), 2),
    Target("step-log", Figure("sidebyside", "andu", "wal_bytes"), 1900),
    Target("spiff-6", _cpu("spiff"), 2.5, over=ANDU, at_least=True),
    Target("spiff-100", _cpu("spiff-100", "definition"), 10,
           over=_cpu("andu-100", "definition"), at_least=True),
    Target("spiff-1000", _cpu("spiff-1000", "definition"), 50,
           over=_cpu("andu-1000", "definition"), at_least=True),
    Target("viewflow", _cpu("viewflow"), 10, over=ANDU, at_least=True),
    Target("definition", _cpu("andu-1000", "definition"), 1.1, over=_cpu("andu-10", "definition")),
    Target("history", _cpu("andu-100000", "history"), 1.3, over=_cpu("andu-1000", "history")),
    Target("todo-buffers", Figure("todo", "todo-1000000", "buffers"), 10),
    Target("todo-growth", TODO[1_000_000], 1.5, over=TODO[10_000]),
    Target("todo-p99", TODO[1_000_000], 1.0),
    Target("http-todo", Figure("http", "api-todo", "x_healthz"), 3.0),
    Target("http-agree", Figure("http", "api-agree", "cpu_us"), 6000),
    Target("batch", _cpu("batch-100", "batch"), 300),
    Target("sqlite", Figure("sqlite", "andu-sqlite-4", "p99_ms"), 10),
    Target("size", Figure("sidebyside", "andu", "bytes_without_values"), 6500),
    Target("login", Figure("login", "sign-in", "logins_s"), 25, at_least=True),
)  # fmt: skip


def verdicts(sections: Sections, *, is_busy: bool) -> list[dict[str, Any]]:
    """Every target with what was reached. On a busy machine counts still tell, times don't."""
    found = []
    for target in TARGETS:
        value = target.value(sections)
        row: dict[str, Any] = {
            "name": target.name, "limit": target.limit, "value": value,
            "is_least": target.at_least, "verdict": "not measured",
        }  # fmt: skip
        if value is not None:
            by = target.missed_by(value)
            row |= {"verdict": "met" if by <= 1 else "missed", "by": by}
            if is_busy and target.figure.name not in COUNTS:
                row["verdict"] = "machine busy"
        found.append(row)
    return found


# Figures that no other work on the machine can move.
COUNTS = {"statements", "wal_bytes", "buffers", "bytes_without_values"}
