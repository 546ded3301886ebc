"""What happens to a server and its database meanwhile: kill -9, restarts, cut connections."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg

from andu.config.tests.server import Server, descendants, eventually
from tests.torture.proxy import Proxy
from tools.postgresql import Cluster

KILLED = ("worker", "pages", "jobs", "supervisor", "sockets", "backend")
OFTEN = ("worker", "worker", "worker", "jobs", "worker", "pages", "worker", "sockets", "worker",
         "supervisor")  # fmt: skip
ON_POSTGRESQL = ("backend", "cut database", "backend", "slow database", "restart", "broken answers",
                 "backend", "refused database", "backend", "cut clients")  # fmt: skip

CALM = 240.0  # seconds within which it is whole again, on a machine with much else to do
BACKENDS = """SELECT pid FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"""


class Chaos:
    """Strikes again and again; `counts` says what happened how often."""

    def __init__(self, data: Path, cluster: Cluster | None) -> None:
        self.data, self.cluster, self.dice = data, cluster, random.Random(7)
        self.counts: Counter[str] = Counter()
        self.between = Proxy(lambda: cluster.port) if cluster else None
        self.more = {"ANDU_LOG_LEVEL": "ERROR"}
        if cluster and self.between:
            self.more["DATABASE_URL"] = cluster.url(self.between.port)
        self.server = Server(data, **self.more)
        self.door = Proxy(lambda: self.server.port)
        self.away: list[float] = []  # seconds the database was away at each restart

    @property
    def kills(self) -> int:
        return sum(self.counts[name] for name in KILLED)

    def strike(self) -> None:
        """The next misfortune."""
        self._stands()
        names = OFTEN + (ON_POSTGRESQL if self.cluster else ("cut clients", "broken answers"))
        name = self.dice.choice(names)
        time.sleep(self.dice.uniform(0, 0.05))
        with suppress(StopIteration, OSError, IndexError, psycopg.Error):
            self._do(name)
            self.counts[name] += 1

    def calm(self) -> bool:
        """Nothing happens any more; whether the server is whole again."""
        for proxy in filter(None, (self.door, self.between)):
            proxy.heal()
        return eventually(lambda: self._stands() and self.server.is_whole(), CALM)

    def _stands(self) -> bool:
        """As an operator's init would: a server that gave up, having found no database, is started
        again; it counts."""
        if self.server.process.poll() is not None:
            self.server = Server(self.data, **self.more)
            self.counts["gave up"] += 1
        return True

    def end(self) -> None:
        self.server.kill()

    def _do(self, name: str) -> None:
        deeds: dict[str, Callable[[], None]] = {
            "restart": self._restart,
            "cut database": lambda: self.between.cut_now(0.5),  # type: ignore[union-attr]
            "cut clients": lambda: self.door.cut_now(0.5),
            "broken answers": lambda: self._for_a_while(self.door, cut=4000),
            "slow database": lambda: self._for_a_while(self.between, delay=0.05),
            "refused database": lambda: self._for_a_while(self.between, refuses=True),
        }
        if name in deeds:
            deeds[name]()
            return
        os.kill(self._victim(name), signal.SIGKILL)
        if name == "supervisor":
            self.server.process.wait()
            self.server = Server(self.data, **self.more)
            eventually(self.server.is_ready)

    def _for_a_while(self, proxy: Proxy, **how: float) -> None:
        for name, value in how.items():
            setattr(proxy, name, value)
        if proxy.refuses:
            proxy.cut_now()
        time.sleep(0.3)
        proxy.heal()

    def _victim(self, name: str) -> int:
        if name == "backend":
            return self._backend()
        if name == "supervisor":
            return self.server.process.pid
        if name == "worker":
            return self.dice.choice(descendants(self.server.child("pages")))
        return self.server.child(name)

    def _backend(self) -> int:
        """A process of PostgreSQL that serves the house; all others are ended with it."""
        with psycopg.connect(self.cluster.url(), autocommit=True) as own:  # type: ignore[union-attr]
            return int(self.dice.choice(own.execute(BACKENDS).fetchall())[0])

    def _restart(self) -> None:
        started = time.monotonic()
        self.cluster.stop()  # type: ignore[union-attr]
        self.cluster.start()  # type: ignore[union-attr]
        self.away.append(round(time.monotonic() - started, 2))
