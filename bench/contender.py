"""`python -m bench.contender NAME`: one contender in a process of its own, told what to do by lines
of JSON on its input, answering with a line each. `bench.child` is the other end.
"""

import importlib
import json
import os
import sys
import time
import traceback
from typing import Any, TextIO

import psycopg

from bench.contenders.base import Contender
from bench.meters import Laps, backend_cpu, percentile

# Everybody's module and class, by the stable name that stands in the results.
KNOWN = {
    "floor": "floor:Floor",
    "same-rows": "same_rows:SameRows",
    "andu": "ours:Andu",
    "spiff": "spiff:Whole",
    "spiff-state": "spiff:StateOnly",
    "spiff-equal": "spiff:Equal",
    "viewflow": "django_peers:Viewflow",
    "viewflow-equal": "django_peers:ViewflowEqual",
    "fsm": "django_peers:Fsm",
    "fsm-equal": "django_peers:FsmEqual",
    "floor-sqlite": "floor_sqlite:FloorSqlite",
    "house": "house:House",
}
TABLES = """
SELECT n.nspname || '.' || c.relname, pg_total_relation_size(c.oid) FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname IN ('public', 'floor')
"""
# What the server says to itself (foreign keys, checked at the commit), and what we say of counting.
NOT_SAID = ("SELECT $2 FROM ONLY", "SELECT 1 FROM ONLY", "SET pg_stat")
CALLS = """
SELECT query, calls, total_exec_time FROM pg_stat_statements
WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
ORDER BY total_exec_time DESC
"""


class Worker:
    """What can be asked of a contender."""

    def __init__(self, contender: Contender, url: str) -> None:
        self.contender, self.number = contender, 0
        self.watch = psycopg.connect(url, autocommit=True) if url else None
        contender.watch = self.watch

    def prepare(self, **options: Any) -> dict[str, Any]:
        """Make ready; a few instances warm everything up."""
        self.contender.prepare(**options)
        for _time in range(3):
            self._instance(Laps())
        return {"ready": True}

    def round(self, seconds: float) -> dict[str, Any]:
        """As many instances as go into `seconds`."""
        pids = [pid for pid in [self.contender.backend()] if pid]
        laps, count, served = Laps(), 0, backend_cpu(pids)
        begun = time.perf_counter()
        while time.perf_counter() - begun < seconds:
            self._instance(laps)
            count += 1
        wall, steps = time.perf_counter() - begun, len(laps.seconds)
        return {
            "instances_s": count / wall,
            "steps_s": steps / wall,
            "client_us": laps.cpu / steps * 1e6,
            "server_us": (backend_cpu(pids) - served) / steps * 1e6,
            "p50_ms": percentile(laps.seconds, 50) * 1e3,
            "p99_ms": percentile(laps.seconds, 99) * 1e3,
        }

    def counts(self, instances: int) -> dict[str, Any]:
        """Statements and bytes of log of one step, counted by the server; and what was said."""
        assert self.watch
        self._instance(Laps())
        said = self._counting(True)
        before, laps = self._log(), Laps()
        for _time in range(instances):
            self._instance(laps)
        written, steps = self._log() - before, len(laps.seconds)
        rows = self.watch.execute(CALLS).fetchall() if said else []
        self._counting(False)
        mine = [row for row in rows if not row[0].startswith(NOT_SAID)]
        return {
            "statements": sum(row[1] for row in mine) / steps if said else None,
            "wal_bytes": written / steps,
            "said": [(" ".join(q.split())[:160], n / steps, ms / steps * 1e3) for q, n, ms in mine],
        }

    def size(self, more: int = 0) -> dict[str, Any]:
        """Bytes of every table with its indexes, packed, after so many instances more."""
        assert self.watch
        for _time in range(more):
            self._instance(Laps())
        self.contender.tidy()
        self.watch.execute("VACUUM FULL")
        return {"instances": self.number, "tables": dict(self.watch.execute(TABLES).fetchall())}

    def check(self) -> dict[str, Any]:
        """What is wrong after a run: nothing, one hopes."""
        return {"faults": self.contender.faults(self.number)}

    def other(self, what: str, **options: Any) -> Any:
        """Something that only this contender can do."""
        return getattr(self.contender, what)(**options)

    def _instance(self, laps: Laps) -> None:
        self.number += 1
        self.contender.instance(self.number, laps)

    def _log(self) -> int:
        assert self.watch
        row = self.watch.execute("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn").fetchone()
        assert row
        return int(row[0])

    def _counting(self, on: bool) -> bool:
        """Let the server count what the contender says; False when it can't."""
        assert self.watch
        known = self.watch.execute(
            "SELECT 1 FROM pg_extension WHERE extname = 'pg_stat_statements'"
        )
        if not known.fetchone():
            return False
        self.contender.execute(f"SET pg_stat_statements.track = '{'top' if on else 'none'}'")
        if on:
            self.watch.execute("SELECT pg_stat_statements_reset()")
        return True


def main(name: str, answers: TextIO) -> None:
    module, _, class_name = KNOWN[name].partition(":")
    worker = None
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            if worker is None:
                found = importlib.import_module(f"bench.contenders.{module}")
                worker = Worker(getattr(found, class_name)(), os.environ.get("DATABASE_URL", ""))
            answer = getattr(worker, asked.pop("do"))(**asked)
        except Exception as error:  # told to the other end, which goes on without us
            traceback.print_exc()
            answer = {"error": f"{type(error).__name__}: {str(error)[:200]}"}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    channel, sys.stdout = sys.stdout, sys.stderr
    main(sys.argv[1], channel)
