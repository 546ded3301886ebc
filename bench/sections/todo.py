"""The first page of an inbox as all inboxes grow: 10 thousand and a million open lines; with --full
ten million."""

from bench.measuring import Bench, Row
from bench.meters import medians

SIZES = {10_000: 1_000, 1_000_000: 10_000}
LARGEST = {10_000_000: 100_000}
TIMES = 500


def run(bench: Bench) -> list[Row]:
    children = []
    for lines, people in (SIZES | (LARGEST if bench.full else {})).items():
        child = bench.child("house", label=f"todo-{lines}")
        if bench.asked(child, "other", what="fill", lines=lines, people=people):
            children.append(child)
    found: dict[str, list[Row]] = {child.label: [] for child in children}
    for _round in range(bench.rounds):
        for child in children:
            answer = bench.asked(child, "other", what="pages", times=TIMES)
            found[child.label] += [answer] if answer else []
    rows = [{"name": label, **medians(some)} for label, some in found.items() if some]
    for row in rows:
        row["x_10k"] = row["p99_ms"] / rows[0]["p99_ms"]
    return rows
