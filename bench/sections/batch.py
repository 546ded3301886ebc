"""Approving what is selected: 1, 10 and 100 at once, for each of them."""

from bench.measuring import Bench, Row
from bench.meters import medians

SIZES = (1, 10, 100)


def run(bench: Bench) -> list[Row]:
    child = bench.ready("andu", label="andu-batch")
    if child is None:
        return []
    found: dict[int, list[Row]] = {size: [] for size in SIZES}
    for _round in range(bench.rounds):
        for size in SIZES:
            answer = bench.asked(child, "other", what="batch", size=size)
            found[size] += [answer] if answer else []
    return [{"name": f"batch-{size}", **medians(some)} for size, some in found.items() if some]
