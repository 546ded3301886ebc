"""What happens to a server and its database meanwhile: kill -9, restarts, cut connections."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import psycopg

from andu.config.tests.server import Server, descendants, eventually, free_port
from tests.torture.ground import Ground
from tests.torture.proxy import Proxy
from tests.torture.watching import Watch

KILLED = ("worker", "pages", "jobs", "supervisor", "sockets", "backend", "postmaster", "power")
# How often each comes in a round of misfortunes; the order is drawn.
ALWAYS = {"worker": 8, "jobs": 3, "sockets": 2, "pages": 2, "supervisor": 2,
          "cut clients": 1, "broken answers": 1}  # fmt: skip
ON_POSTGRESQL = {"backend": 6, "postmaster": 2, "restart": 2, "cut database": 1,
                 "slow database": 1, "refused database": 1}  # fmt: skip

CALM = 240.0  # seconds within which it is whole again, on a machine with much else to do
BACKENDS = """SELECT pid FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND datname = current_database()
    AND pid <> pg_backend_pid()"""


class Chaos:
    """Strikes again and again; `counts` says what happened how often."""

    def __init__(self, ground: Ground, number: int, only: Sequence[str], seed: int) -> None:
        self.ground, self.cluster, self.only = ground, ground.cluster, only
        self.data, self.name = ground.fresh(number)
        self.dice, self.bag = random.Random(seed), list[str]()
        self.counts: Counter[str] = Counter()
        self.between = Proxy(lambda: self.cluster.port) if self.cluster else None  # type: ignore[union-attr]
        self.server = self._served()
        self.door = Proxy(lambda: self.server.port)
        self.watch = Watch(self._answers)

    @property
    def direct(self) -> dict[str, str]:
        """The environment in which the database is reached without anybody between."""
        return {"DATABASE_URL": self.cluster.url(name=self.name)} if self.cluster else {}

    @property
    def kills(self) -> int:
        return sum(self.counts[name] for name in KILLED)

    @property
    def cuts(self) -> int:
        return sum(proxy.cuts for proxy in self._proxies())

    def strike(self) -> None:
        """The next misfortune."""
        name = self._next()
        time.sleep(self.dice.uniform(0, 0.05))
        self.watch.note(name)
        with suppress(StopIteration, OSError, IndexError, psycopg.Error):
            self._do(name)
            self.counts[name] += 1

    def calm(self) -> bool:
        """Nothing happens any more; whether the server is whole again."""
        for proxy in self._proxies():
            proxy.heal()
        return eventually(self.server.is_whole, CALM)

    def end(self) -> None:
        """Everything at once, in the midst of whatever it does."""
        self.watch.end()
        self.server.kill()

    def _next(self) -> str:
        if not self.bag:
            often = ALWAYS | (ON_POSTGRESQL if self.cluster else {})
            drawn = list(self.only) or [n for n, times in often.items() for _one in range(times)]
            self.bag = self.dice.sample(drawn, len(drawn))
        return self.bag.pop()

    def _proxies(self) -> list[Proxy]:
        return [self.door, *([self.between] if self.between else [])]

    def _served(self) -> Server:
        more = {"ANDU_LOG_LEVEL": "ERROR", "ANDU_PORT": str(free_port())}
        if self.cluster and self.between:
            more["DATABASE_URL"] = self.cluster.url(self.between.port, self.name)
        return Server(self.data, **more)

    def _do(self, name: str) -> None:
        deeds: dict[str, Callable[[], object]] = {
            "power": self._lose_power,
            "postmaster": self._kill_postmaster,
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
            self.server = self._served()

    def _lose_power(self) -> None:
        """Every process at once; what is on the disk then is copied, and the copy started on."""
        self.server.kill()
        folders: list[Path] = [self.data]
        if self.cluster:
            self.cluster.stop()
            folders.append(self.cluster.folder / "data")
        self.ground.swap(*folders)
        if self.cluster:
            self.cluster.start()
        self.server = self._served()

    def _for_a_while(self, proxy: Proxy | None, **how: float) -> None:
        assert proxy
        for name, value in how.items():
            setattr(proxy, name, value)
        if proxy.refuses:
            proxy.cut_now()
        time.sleep(0.5)
        proxy.heal()

    def _answers(self) -> bool:
        return self.server.is_ready()

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
        with psycopg.connect(self.direct["DATABASE_URL"], autocommit=True) as own:
            return int(self.dice.choice(own.execute(BACKENDS).fetchall())[0])

    def _kill_postmaster(self) -> None:
        assert self.cluster
        self.cluster.kill()
        assert eventually(self.cluster.start), "PostgreSQL does not start again"

    def _restart(self) -> None:
        assert self.cluster
        self.cluster.stop()
        assert eventually(self.cluster.start), "PostgreSQL does not start again"
