"""make bench: everything measured in one run, printed as one table and kept in bench/results.json.

`python -m bench --only sidebyside,todo` runs some sections, `--full` the long sweeps, `--readme`
writes the tables of the last whole run into both READMEs (after a run, or alone with `--only ""`).
"""

import argparse
import datetime
import json
import signal
import sys
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
    # So that whoever ends us ends the server and the contenders with us.
    signal.signal(signal.SIGTERM, lambda *_said: sys.exit(143))
    asked = options()
    chosen = [name for name in asked.only.split(",") if name]
    if unknown := set(chosen) - set(SECTIONS):
        raise SystemExit(f"bench: no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    results = measured(asked, chosen, kept) if chosen else kept
    if not results:
        raise SystemExit("bench: nothing has been measured yet")
    print(telling.whole(results))
    if chosen and not asked.no_save:
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    if asked.readme:
        telling.write_readmes(results)


def measured(asked: argparse.Namespace, chosen: list[str], kept: dict[str, Any]) -> dict[str, Any]:
    """Run the sections; what earlier runs had of others stays, with its date."""
    if lacking := postgresql.missing():
        raise SystemExit(f"bench: no PostgreSQL here: {lacking}")
    header = {"date": datetime.date.today().isoformat(), "machine": meters.machine(),
              "load": meters.load(), "rounds": asked.rounds, "seconds": asked.seconds}  # fmt: skip
    with cluster() as place:
        bench = Bench(place, asked.rounds, asked.seconds, asked.full)
        for what in missing_rivals():
            bench.lack(what)
        if not counts_statements():
            bench.lack("SQL statements of a step (pg_stat_statements: postgresql-contrib)")
        header |= {"postgresql": place.version, **_floor(bench)}
        fresh = {name: _section(bench, name) for name in SECTIONS if name in chosen}
    print(telling.profile(bench.profiles) if bench.profiles else "")
    results = _joined(kept, fresh, header)
    results["missing"] = bench.missing
    results["targets"] = verdicts(results["sections"], is_busy=header["is_busy"])
    return results


def _floor(bench: Bench) -> dict[str, Any]:
    """The floor alone, before everything: what the machine can do now."""
    child = bench.ready("floor", label="floor-now")
    rows = bench.rows([child] if child else [])
    bench.close()
    if not rows:
        raise SystemExit("bench: even the floor can't be measured")
    found = rows["floor-now"]
    return {"floor_p50_ms": found["p50_ms"], "floor_steps_s": found["steps_s"]}


def _section(bench: Bench, name: str) -> list[dict[str, Any]]:
    print(f"… {name} (load {meters.load():.1f})", flush=True)
    try:
        return SECTIONS[name](bench)
    finally:
        bench.close()


def _joined(kept: dict[str, Any], fresh: dict[str, Any], header: dict[str, Any]) -> dict[str, Any]:
    """One run's figures over the kept ones. The best floor of each machine is kept: below half of
    it others are at work here, and times tell nothing."""
    floors, dates = dict(kept.get("floors", {})), dict(kept.get("dates", {}))
    best = max(floors.get(header["machine"], 0), header["floor_steps_s"])
    floors[header["machine"]] = best
    header["is_busy"] = header["floor_steps_s"] < best / 2
    both = kept.get("sections", {}) | fresh
    return {
        "header": header, "floors": floors,
        "dates": dates | dict.fromkeys(fresh, header["date"]),
        "sections": {name: both[name] for name in SECTIONS if name in both},
    }  # fmt: skip


if __name__ == "__main__":
    main()
