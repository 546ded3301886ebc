"""An organisation of ten thousand people out of one spreadsheet."""

from bench.measuring import Bench, Row

PEOPLE = 10_000


def run(bench: Bench) -> list[Row]:
    child = bench.child("house", label="import")
    found = bench.asked(child, "other", what="bring_in", people=PEOPLE)
    return [{"name": f"import-{PEOPLE}", **found}] if found else []
