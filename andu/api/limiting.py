"""How often a token asks in a minute, counted together by all processes: in a small table in the
data folder, mapped into memory; in Redis where there are several hosts (decision 0140)."""

import fcntl
import logging
import mmap
import os
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

MINUTE = 60
SLOTS = 4096  # tokens at work in one minute
NEAR = 8  # slots a token may lie in
ROW = struct.Struct("<QII")  # who, minute, count
PATIENCE, PAUSE = 0.2, 30  # seconds for Redis to answer; to leave it alone when it did not

_log = logging.getLogger("andu.api")


@dataclass
class Table:
    """Fixed rows in a file that every process maps; a lock of some microseconds guards them."""

    path: Path
    memory: Any = field(init=False)
    file: int = field(init=False)
    mine: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        if os.fstat(self.file).st_size != SLOTS * ROW.size:
            os.ftruncate(self.file, SLOTS * ROW.size)
        self.memory = mmap.mmap(self.file, SLOTS * ROW.size)

    def count(self, who: int, minute: int) -> int:
        """One more in this minute; how many that makes."""
        with self._alone():
            place, count = self._place(who, minute)
            ROW.pack_into(self.memory, place, who, minute, min(count + 1, 2**32 - 1))
        return count + 1

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self.mine:
            fcntl.flock(self.file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self.file, fcntl.LOCK_UN)

    def _place(self, who: int, minute: int) -> tuple[int, int]:
        """Where this token is counted, and how far; a row of a minute gone by is free."""
        free: list[tuple[int, int]] = []
        for step in range(NEAR):
            place = (who + step) % SLOTS * ROW.size
            owner, when, count = ROW.unpack_from(self.memory, place)
            if owner == who and when == minute:
                return place, count
            free.append((count if when == minute else 0, place))
        return min(free)[1], 0


def asked(digest: str, minute: int) -> int:
    """One more request of the token with this digest; how many it has made in this minute."""
    counted = _redis_now().count(digest, minute) if settings.REDIS_URL else None
    return counted or _table(Path(settings.DATA)).count(int(digest[:16], 16), minute)


def forget() -> None:
    """Count anew on this host: for tests, which share their minutes."""
    table = _table(Path(settings.DATA))
    table.memory[:] = bytes(len(table.memory))


class _Redis:
    """Counting for several hosts; after a fault each counts alone for a while, nobody waits."""

    def __init__(self, url: str) -> None:
        make = import_string("redis.Redis").from_url  # half a second to load: only where wanted
        self.client = make(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        self.silent_until = 0.0

    def count(self, digest: str, minute: int) -> int | None:
        """How many, or None when Redis does not answer."""
        if time.monotonic() < self.silent_until:
            return None
        key = f"andu:limit:{digest[:32]}:{minute}"
        both = self.client.pipeline()
        both.incr(key)
        both.expire(key, MINUTE * 2)
        try:
            return int(both.execute()[0])
        except Exception as error:
            self.silent_until = time.monotonic() + PAUSE
            _log.warning("Redis does not count requests, this host counts alone: %s", error)
            return None


@cache
def _table(folder: Path) -> Table:
    return Table(folder / "limits")


@cache
def _redis_now() -> _Redis:
    return _Redis(settings.REDIS_URL)
