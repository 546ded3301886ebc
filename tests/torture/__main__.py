"""make torture: people act while processes die, the database restarts and connections break.

Rounds of it, each on a fresh copy of a small office, each followed by the oracle. Prints one line
of figures. 1 when anything acknowledged is lost, doubled or half done; the data are kept then.
With --folder the figures are kept there, and the next run goes on where this one ended.
"""

import argparse
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from andu.config.tests.server import eventually
from tests.torture import running, tallying
from tests.torture.ground import Ground
from tests.torture.killing import ALWAYS, CALM, ON_POSTGRESQL, Chaos
from tests.torture.people import Office, Worker
from tests.torture.receiver import Receiver
from tools.postgresql import missing

PEOPLE = ("clerk", "office_head", "finance_head", "registrar", "director")
EVERY = 50  # changes between two misfortunes, as 50,000 to 1,000
PATIENCE = 8.0  # seconds after which one happens in any case, once somebody is served again
_leaving = threading.Event()  # by SIGTERM or Ctrl+C: the round is brought to its end and counted


def options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    asked.add_argument("--kills", type=int, default=1000, help="processes to kill at least")
    asked.add_argument("--changes", type=int, default=50_000, help="acknowledged changes at least")
    asked.add_argument("--seconds", type=int, default=6 * 3600, help="begin no round after so long")
    asked.add_argument("--every", type=int, default=EVERY, help="changes between two misfortunes")
    asked.add_argument("--round", type=int, default=2000, help="changes in a round")
    asked.add_argument("--only", nargs="*", default=[], help="misfortunes of these kinds only",
                       choices=[*ALWAYS, *ON_POSTGRESQL, "power"])  # fmt: skip
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--folder", type=Path, help="where the figures are kept, to go on later")
    asked.add_argument("--fsync", action="store_true", help="PostgreSQL writes through to the disk")
    asked.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    return asked.parse_args()


def main() -> int:
    asked = options()
    if asked.database == "postgresql" and (why := missing()):
        sys.stderr.write(f"PostgreSQL: {why}\n")
        return 2
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _leaving.set())
    hears = Receiver(asked.seed)
    ground = Ground(asked.database, hears.port, writes_through=asked.fsync)
    figures, began, wrong = tallying.kept(asked.folder), time.monotonic(), dict[str, list[str]]()
    while not any(wrong.values()) and _wants_more(figures, asked, began):
        hears.taken.clear()
        more, wrong = tortured(ground, hears, figures, asked)
        more |= {name: len(found) for name, found in wrong.items()}
        figures = tallying.together(figures, more)
        tallying.keep(asked.folder, figures)
    hears.end()
    said: dict[str, object] = {"database": asked.database, "fsync": asked.fsync}
    if any(wrong.values()):
        said["kept"] = str(ground.folder)
        (ground.folder / "violations.txt").write_text(
            "\n".join(f"{kind}: {one}" for kind, all_ in wrong.items() for one in all_)
        )
        if ground.cluster:
            ground.cluster.stop()
    else:
        ground.remove()
    sys.stdout.write(tallying.line(figures, **said) + "\n")
    return 1 if any(wrong.values()) else 0


def tortured(
    ground: Ground, hears: Receiver, before: dict[str, Any], asked: argparse.Namespace
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """One round: its figures, and what was found wrong."""
    number, began = before["rounds"], time.monotonic()
    chaos, said = Chaos(ground, number, asked.only, asked.seed + number), Office()
    try:
        assert eventually(chaos.server.is_ready, CALM), "the server does not start"
        _work(chaos, said, asked, lambda: _enough(before, chaos, said, asked, began))
    finally:
        chaos.end()
    hears.trouble = 0.0
    found = running.office(chaos.data, "look", **chaos.direct)
    hears.trouble = 0.25
    wrong = tallying.weighed(said, found, hears.taken)
    if not any(wrong.values()):
        ground.forget(number)
    return tallying.round_of(chaos, said, found, time.monotonic() - began), wrong


def _work(
    chaos: Chaos, said: Office, asked: argparse.Namespace, enough: Callable[[], bool]
) -> None:
    """Let everybody work under misfortunes until there was enough; then finish in peace."""
    people = [
        Worker(code, lambda: chaos.door.port, said, time.monotonic() + 24 * 3600) for code in PEOPLE
    ]
    for person in people:
        person.start()
    struck, last = 0, time.monotonic()
    while not enough() and not said.wrong:
        last = time.monotonic() if chaos.watch.silent_since else last
        if len(said.done) >= struck + asked.every or time.monotonic() > last + PATIENCE:
            chaos.strike()
            struck, last = len(said.done), time.monotonic()
        if chaos.watch.silence > CALM:
            said.wrong.append(f"nobody is served after {chaos.watch.what}")
        time.sleep(0.01)
    if not chaos.calm():
        said.wrong.append("the server did not become whole again")
    said.stop.set()
    for person in people:
        person.until = time.monotonic() + 60
    for person in people:
        person.join(90)


def _enough(
    before: dict[str, Any], chaos: Chaos, said: Office, asked: argparse.Namespace, began: float
) -> bool:
    """Whether this round has done its part, or the whole is done."""
    done, kills = before["acknowledged"] + len(said.done), before["kills"] + chaos.kills
    is_over = time.monotonic() > began + asked.seconds or _leaving.is_set()
    return is_over or len(said.done) >= asked.round or (
        done >= asked.changes and kills >= asked.kills
    )  # fmt: skip


def _wants_more(figures: dict[str, Any], asked: argparse.Namespace, began: float) -> bool:
    enough = figures["acknowledged"] >= asked.changes and figures["kills"] >= asked.kills
    return not (enough or _leaving.is_set()) and time.monotonic() < began + asked.seconds


if __name__ == "__main__":
    sys.exit(main())
