"""What a step costs as finished matters pile up: 1,000 and 100,000; with --full a million."""

from bench.measuring import Bench, Row


def run(bench: Bench) -> list[Row]:
    sizes = [1_000, 100_000, *([1_000_000] if bench.full else [])]
    children = [
        made for size in sizes
        if (made := bench.ready("andu", label=f"andu-{size}", finished=size))
    ]  # fmt: skip
    rows = bench.rows(children)
    for child in children:
        bench.checked(child)
    least = rows.get(f"andu-{sizes[0]}")
    for row in rows.values():
        row["x_1k"] = row["cpu_us"] / least["cpu_us"] if least else None
    return [{"name": label, **row} for label, row in rows.items()]
