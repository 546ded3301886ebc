"""make bench: everything measured in one run, printed as one table and kept in bench/results.json.

`python -m bench --only sidebyside,todo` runs some sections, `--full` the long sweeps, `--readme`
writes the tables of the last whole run into both READMEs (after a run, or alone with `--only ""`).
"""

import argparse
import datetime
import json
from pathlib import Path
from typing import Any

from bench import meters, telling
from bench.cluster import cluster, counts_statements
from bench.measuring import Bench
from bench.rivals import missing as missing_rivals
from bench.sections import SECTIONS
from bench.targets import verdicts
from tools import postgresql

RESULTS = Path(__file__).parent / "results.json"


def options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("--only", default=",".join(SECTIONS), help=", ".join(SECTIONS))
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--seconds", type=float, default=2.0, help="of each round")
    asked.add_argument("--full", action="store_true", help="a million matters, ten million lines")
    asked.add_argument("--readme", action="store_true", help="write the tables into the READMEs")
    asked.add_argument("--no-save", action="store_true", help="leave bench/results.json alone")
    return asked.parse_args()


def main() -> None:
    asked = options()
    chosen = [name for name in asked.only.split(",") if name]
    if unknown := set(chosen) - set(SECTIONS):
        raise SystemExit(f"bench: no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    results = measured(asked, chosen, kept) if chosen else kept
    print(telling.whole(results))
    if chosen and not asked.no_save:
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    if asked.readme:
        telling.write_readmes(results)


def measured(asked: argparse.Namespace, chosen: list[str], kept: dict[str, Any]) -> dict[str, Any]:
    """Run the sections; what the last run had of others stays."""
    if lacking := postgresql.missing():
        raise SystemExit(f"bench: no PostgreSQL here: {lacking}")
    with cluster() as place:
        bench = Bench(place, asked.rounds, asked.seconds, asked.full)
        for what in missing_rivals():
            bench.lack(what)
        if not counts_statements():
            bench.lack("SQL statements of a step (pg_stat_statements: postgresql-contrib)")
        fresh = {name: _section(bench, name) for name in SECTIONS if name in chosen}
        header = _header(bench, fresh)
    sections = {name: rows for name in SECTIONS
                if (rows := fresh.get(name) or kept.get("sections", {}).get(name))}  # fmt: skip
    print(telling.profile(bench.profiles) if bench.profiles else "")
    return _judged(header, sections, bench.missing, kept)


def _section(bench: Bench, name: str) -> list[dict[str, Any]]:
    print(f"… {name} (load {meters.load():.1f})", flush=True)
    try:
        return SECTIONS[name](bench)
    finally:
        bench.close()


def _header(bench: Bench, fresh: dict[str, Any]) -> dict[str, Any]:
    floor = next((row for row in fresh.get("sidebyside", ()) if row["name"] == "floor"), None)
    measured = {"floor_p50_ms": floor["p50_ms"], "floor_steps_s": floor["steps_s"]} if floor else {}
    return {
        "date": datetime.date.today().isoformat(), "machine": meters.machine(),
        "postgresql": bench.cluster.version, "load": meters.load(),
        "rounds": bench.rounds, "seconds": bench.seconds, "full": bench.full, **measured,
    }  # fmt: skip


def _judged(
    header: dict[str, Any], sections: dict[str, Any], missing: list[str], kept: dict[str, Any]
) -> dict[str, Any]:
    """With the verdicts. The best floor of each machine is kept: below half of it, others are at
    work here and times tell nothing."""
    floors = dict(kept.get("floors", {}))
    now, machine = header.get("floor_steps_s"), header["machine"]
    best = floors[machine] = max(floors.get(machine, 0), now or 0)
    header["is_busy"] = (now or best) < best / 2
    judged = verdicts(sections, is_busy=header["is_busy"])
    return {
        "header": header, "floors": floors, "targets": judged, "sections": sections,
        "missing": missing,
    }  # fmt: skip


if __name__ == "__main__":
    main()
