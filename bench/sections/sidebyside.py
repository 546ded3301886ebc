"""The same leave application through everybody, in one interleaved run."""

from bench.child import Child
from bench.measuring import Bench, Row

NAMES = (
    "floor", "same-rows", "andu", "spiff", "spiff-state", "viewflow", "fsm",
    "spiff-equal", "viewflow-equal", "fsm-equal",
)  # fmt: skip
COUNTED = 20
# Enough that whole pages of the database don't blur the bytes of one.
STORED = 300
VALUES = ("public.forms_", "floor.record")


def run(bench: Bench) -> list[Row]:
    children = [made for name in NAMES if (made := bench.ready(name))]
    before = {child.label: bench.asked(child, "size") for child in children}
    rows = bench.rows(children)
    children = [child for child in children if child.label in rows]
    bench.cluster.whole_pages(on=False)
    for child in children:
        rows[child.label] |= _counted(bench, child)
    bench.cluster.whole_pages(on=True)
    for child in children:
        bench.checked(child)
        after = bench.asked(child, "size", more=STORED if bench.seconds >= 1 else 0)
        if after and before[child.label]:
            rows[child.label] |= _stored(before[child.label], after)
        bench.profiles[f"{child.label} tables"] = _by_table(before[child.label], after)
    _profile(bench, next((child for child in children if child.name == "andu"), None))
    return _with_ratios(rows)


def _counted(bench: Bench, child: Child) -> Row:
    found = bench.asked(child, "counts", instances=COUNTED) or {"statements": None}
    bench.profiles[f"{child.label} statements"] = found.pop("said", [])
    return dict(found)


def _stored(before: Row, after: Row) -> Row:
    """Bytes of a finished instance at rest; and without what the form holds."""
    grown = _by_table(before, after)
    return {
        "bytes": sum(grown.values()),
        "bytes_without_values": sum(
            size for name, size in grown.items() if not name.startswith(VALUES)
        ),
    }


def _by_table(before: Row | None, after: Row | None) -> dict[str, int]:
    if not before or not after:
        return {}
    more = after["instances"] - before["instances"]
    grown = {
        name: round((size - before["tables"].get(name, 0)) / more)
        for name, size in after["tables"].items()
    }
    return {name: size for name, size in sorted(grown.items(), key=lambda x: -x[1]) if size}


def _profile(bench: Bench, child: Child | None) -> None:
    if child:
        found = bench.asked(child, "other", what="profile", instances=COUNTED)
        bench.profiles["andu functions"] = found["lines"] if found else []


def _with_ratios(rows: dict[str, Row]) -> list[Row]:
    floor = rows.get("floor", {}).get("cpu_us")
    same = rows.get("same-rows", {}).get("cpu_us")
    for row in rows.values():
        row["x_floor"] = row["cpu_us"] / floor if floor else None
        row["x_same_rows"] = row["cpu_us"] / same if same else None
    return [{"name": name, **row} for name, row in rows.items()]
