"""kill -9 of server processes while people approve: every acknowledged approval is there, once."""

import os
import random
import signal
import sys
import time
from collections import Counter
from contextlib import suppress

import pytest

from andu.config.tests.server import (
    Server,
    andu,
    descendants,
    eventually,
)
from tests.torture.clients import Acknowledged, Person
from tests.torture.running import office

SIGNERS = ("office_head", "finance_head", "registrar", "director")
VICTIMS = ("worker", "worker", "pages", "worker", "jobs", "supervisor", "worker", "sockets")
SHORT, LONG = 27, 125
EVERY = 8

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]


class Killer:
    """Ends one process after the other, and starts the server again when it was the parent."""

    def __init__(self, data, more):
        self.data, self.more, self.dice = data, more, random.Random(7)
        self.kills: Counter[str] = Counter()
        self.server = Server(data, **more)

    def strike(self):
        """End the next victim, somewhere within the next requests."""
        name = VICTIMS[self.kills.total() % len(VICTIMS)]
        time.sleep(self.dice.uniform(0, 0.1))
        with suppress(StopIteration, OSError, IndexError):
            os.kill(self.victim(name), signal.SIGKILL)
            self.kills[name] += 1
            if name == "supervisor":
                self.server.process.wait()
                self.server = Server(self.data, **self.more)

    def victim(self, name):
        if name == "supervisor":
            return self.server.process.pid
        if name == "worker":
            return self.dice.choice(descendants(self.server.child("pages")))
        return self.server.child(name)

    def end(self):
        self.server.kill()


def torture(data, count, seconds, **more):
    """Everybody agrees to everything while processes die; then count what is there."""
    done = andu(data, "migrate", "-v0", **more)
    assert done.returncode == 0, done.stderr
    matters = office(data, "begin", str(count), **more)
    killer, said = Killer(data, more), Acknowledged()
    try:
        assert eventually(killer.server.is_ready)
        started = time.monotonic()
        people = [
            Person(code, matters, lambda: killer.server.port, said, started + seconds)
            for code in SIGNERS
        ]
        for person in people:
            person.start()
        struck = 0
        while any(person.is_alive() for person in people):
            if len(said.approvals) >= struck + EVERY:
                struck = len(said.approvals)
                killer.strike()
            time.sleep(0.01)
        took = time.monotonic() - started
    finally:
        killer.end()
    found = office(data, "look", **more)
    sys.stdout.write(
        f"\nkill -9: {len(said.approvals)} approvals acknowledged, {killer.kills.total()} kills"
        f" ({dict(killer.kills)}), {said.repeats} requests repeated, {took:.0f} s,"
        f" {len(found['faults'])} faults\n"
    )
    assert found["faults"] == []
    assert said.refusals == []
    assert sorted(map(tuple, found["approvals"])) == sorted(said.approvals)
    assert len(said.approvals) == count * len(SIGNERS)
    assert found["ended"] == count
    assert killer.kills.total() >= 10


def test_acknowledged_approvals_survive_the_death_of_any_process(tmp_path):
    torture(tmp_path, SHORT, 90)


@pytest.mark.long
@pytest.mark.skipif(not os.environ.get("DATABASE_URL"), reason="needs PostgreSQL (DATABASE_URL)")
def test_acknowledged_approvals_survive_on_postgresql(tmp_path):
    torture(tmp_path, LONG, 600, DATABASE_URL=os.environ["DATABASE_URL"])


@pytest.mark.long
def test_five_hundred_acknowledged_approvals_survive(tmp_path):
    torture(tmp_path, LONG, 600)
