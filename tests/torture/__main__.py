"""make torture: people act while processes die, the database restarts and connections break.

Prints one line of figures. 1 when anything acknowledged is lost, doubled or half done; the data
are kept then. `python -m tests.torture --help` names the options.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from andu.config.tests.server import andu, eventually
from tests.torture import running
from tests.torture.killing import CALM, Chaos
from tests.torture.people import Office, Worker
from tools.postgresql import Cluster, missing

PEOPLE = ("clerk", "office_head", "finance_head", "registrar", "director")
EVERY = 50  # changes between two misfortunes, as 50,000 to 1,000
PATIENCE = 8.0  # seconds after which one happens in any case


def options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    asked.add_argument("--kills", type=int, default=1000, help="processes to kill at least")
    asked.add_argument("--changes", type=int, default=50_000, help="acknowledged changes at least")
    asked.add_argument("--seconds", type=int, default=6 * 3600, help="stop after so long")
    asked.add_argument("--every", type=int, default=EVERY, help="changes between two misfortunes")
    asked.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    return asked.parse_args()


def main() -> int:
    asked = options()
    if asked.database == "postgresql" and (why := missing()):
        sys.stderr.write(f"PostgreSQL: {why}\n")
        return 2
    data = Path(tempfile.mkdtemp(prefix="andu-torture-"))
    cluster = Cluster([]) if asked.database == "postgresql" else None
    if cluster:
        cluster.start()
    try:
        figures, violations = tortured(data, cluster, asked)
    finally:
        if cluster:
            cluster.stop()
    figures |= {"database": asked.database, "violations": len(violations)}
    if violations:
        figures["kept"] = [str(data), *([str(cluster.folder)] if cluster else [])]
        (data / "violations.txt").write_text("\n".join(violations))
    else:
        shutil.rmtree(data)
        if cluster:
            cluster.remove()
    sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")
    return 1 if violations else 0


def tortured(
    data: Path, cluster: Cluster | None, asked: argparse.Namespace
) -> tuple[dict[str, Any], list[str]]:
    """Figures, and what was found wrong."""
    direct = {"DATABASE_URL": cluster.url()} if cluster else {}
    done = andu(data, "migrate", "-v0", **direct)
    assert done.returncode == 0, done.stderr
    running.office(data, "begin", "0", **direct)
    chaos, said = Chaos(data, cluster), Office()
    try:
        assert eventually(chaos.server.is_ready, CALM), "the server does not start"
        took = _worked(chaos, said, asked)
    finally:
        chaos.end()
    found = running.office(data, "look", **direct)
    figures = {
        "acknowledged": len(said.done), "kills": chaos.kills, "seconds": round(took),
        "happened": dict(chaos.counts), "verbs": dict(said.verbs), "repeats": said.repeats,
        "refused": len(said.refused),
        "cuts": chaos.door.cuts + (chaos.between.cuts if chaos.between else 0),
        "longest_restart": max(chaos.away, default=0), "matters": found["matters"],
        "ended": found["ended"],
    }  # fmt: skip
    return figures, weighed(said, found)


def _worked(chaos: Chaos, said: Office, asked: argparse.Namespace) -> float:
    """Let everybody work under misfortunes until there was enough; then finish in peace."""
    began = time.monotonic()
    until = began + asked.seconds + 120
    people = [Worker(code, [], lambda: chaos.door.port, said, until) for code in PEOPLE]
    for person in people:
        person.start()
    struck, last = 0, began
    while _wants_more(chaos, said, asked, began) and any(p.is_alive() for p in people):
        if len(said.done) >= struck + asked.every or time.monotonic() > last + PATIENCE:
            chaos.strike()
            struck, last = len(said.done), time.monotonic()
        time.sleep(0.01)
    took = time.monotonic() - began
    if not chaos.calm():
        said.wrong.append("the server did not become whole again")
    Worker.stop.set()
    for person in people:
        person.join(60)
        if person.is_alive():
            said.wrong.append(f"{person.code} never got an answer")
    return took


def _wants_more(chaos: Chaos, said: Office, asked: argparse.Namespace, began: float) -> bool:
    enough = len(said.done) >= asked.changes and chaos.kills >= asked.kills
    return not enough and time.monotonic() < began + asked.seconds


def weighed(said: Office, found: dict[str, Any]) -> list[str]:
    """I1 to I5 and I9: every fault of the data, and what was lost, doubled or nobody asked for."""
    there = Counter(map(tuple, found["acts"]))
    keys = Counter(act[0] for act in found["acts"])
    wrong = [*found["faults"], *said.wrong]
    wrong += [f"refused, and yet done: {key}" for key in set(keys) & set(said.refused)]
    wrong += [f"lost: {act}" for act in said.done if there[act] == 0]
    wrong += [f"doubled: {key}" for key, times in keys.items() if times > 1]
    wrong += [f"nobody asked: {key}" for key in set(keys) - set(said.asked)]
    if found["serials"] != found["matters"]:
        wrong.append("two matters have one number")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
