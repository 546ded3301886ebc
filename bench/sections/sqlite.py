"""SQLite with synchronous=FULL: the floor and ours with 1 and 4 writing processes on one file."""

from bench.measuring import Bench, Row, folder
from bench.sections.writers import joined, together

MANY = 4


def run(bench: Bench) -> list[Row]:
    rows = []
    for name in ("floor-sqlite", "andu"):
        with folder() as data:
            rows += _one(bench, name, data)
            bench.close()
    return rows


def _one(bench: Bench, name: str, data: str) -> list[Row]:
    first = bench.child(name, label=f"{name} on SQLite", data=data)
    if bench.asked(first, "prepare") is None:
        return []
    others = [joined(bench, first, number, data) for number in range(1, MANY)]
    rows = together(bench, f"{name.removesuffix('-sqlite')}-sqlite", [first, *filter(None, others)])
    bench.checked(first)
    return rows
