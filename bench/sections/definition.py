"""What a step costs as the definition grows: chains of 10, 100 and 1,000 steps."""

from bench.measuring import Bench, Row

LENGTHS = (10, 100, 1000)
NAMES = ("andu", "spiff", "spiff-state", "viewflow")


def run(bench: Bench) -> list[Row]:
    children = [
        made for name in NAMES for length in LENGTHS
        if (made := bench.ready(name, label=f"{name}-{length}", chain=length))
    ]  # fmt: skip
    rows = bench.rows(children)
    children = [child for child in children if child.label in rows]
    bench.cluster.whole_pages(on=False)
    for child in children:
        counted = bench.asked(child, "counts", instances=2) or {}
        rows[child.label] |= {key: counted.get(key) for key in ("statements", "wal_bytes")}
        bench.checked(child)
    bench.cluster.whole_pages(on=True)
    for label, row in rows.items():
        shortest = rows.get(f"{label.rpartition('-')[0]}-{LENGTHS[0]}")
        row["x_10"] = row["cpu_us"] / shortest["cpu_us"] if shortest else None
    return [{"name": label, **row} for label, row in rows.items()]
