"""Several at once on PostgreSQL: the floor and ours with 1 and 8 connections."""

from bench.child import Child
from bench.measuring import Bench, Row
from bench.meters import medians

MANY = 8
APART = 10**7


def run(bench: Bench) -> list[Row]:
    rows = []
    for name in ("floor", "andu"):
        first = bench.ready(name, label=f"{name}-writers")
        if first is None:
            continue
        others = [joined(bench, first, number) for number in range(1, MANY)]
        rows += together(bench, name, [first, *filter(None, others)])
        bench.checked(first)
    return rows


def joined(bench: Bench, first: Child, number: int, data: str = "") -> Child | None:
    """One more process in the office of the first."""
    place = "" if data else f"c_{first.label}"
    child = bench.child(first.name, label=f"{first.label}-{number}", database=place, data=data)
    answer = bench.asked(child, "other", what="join", first=number * APART)
    return child if answer else None


def together(bench: Bench, name: str, children: list[Child]) -> list[Row]:
    """Rounds of one alone and of all at once; p99 is that of the slowest writer."""
    found: dict[int, list[Row]] = {1: [], len(children): []}
    for _round in range(bench.rounds):
        for count, so_far in found.items():
            so_far.extend(at_once(bench, children[:count]))
    return [{"name": f"{name}-{count}", **medians(rows)} for count, rows in found.items() if rows]


def at_once(bench: Bench, children: list[Child]) -> list[Row]:
    """One round of all at the same time, as one row."""
    for child in children:
        child.tell("round", seconds=bench.seconds)
    rows = [row for child in children if (row := bench.heard(child))]
    if not rows:
        return []
    steps = sum(row["steps_s"] for row in rows)
    return [{
        "steps_s": steps,
        "cpu_us": sum((r["client_us"] + r["server_us"]) * r["steps_s"] for r in rows) / steps,
        "p50_ms": medians(rows)["p50_ms"],
        "p99_ms": max(row["p99_ms"] for row in rows),
    }]  # fmt: skip
