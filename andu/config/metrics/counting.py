"""Requests counted, across processes: each process adds to a small file of its own in the data
folder, shared memory that any of them reads. Without the folder (tests) nothing is kept."""

import mmap
import os
import shutil
import threading
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

LIMITS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
STATUSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
OTHER = "other"  # addresses that don't exist, and static files
_WIDTH = len(LIMITS) + 2  # a cell for each limit, one for slower ones, one for microseconds
_lock = threading.Lock()
_own: dict[int, memoryview] = {}


@dataclass(frozen=True)
class Row:
    """What was counted of one sort of requests: how many up to each limit, seconds in all."""

    place: str
    status: str
    counts: tuple[int, ...]
    seconds: float


def folder() -> Path:
    """Where the files stand."""
    return Path(settings.DATA) / "metrics"


def begin() -> None:
    """Start from nothing: before the processes that count are started."""
    shutil.rmtree(folder(), ignore_errors=True)
    folder().mkdir(parents=True, exist_ok=True)


def count(place: str, status: int, seconds: float) -> None:
    """Add one request: the room it went to, the status of the answer, how long it took."""
    cells = _cells()
    if cells is None:
        return
    places = _places()
    row = places.index(place if place in places else OTHER)
    kind = min(max(status // 100, 1), 5) - 1
    at = (row * len(STATUSES) + kind) * _WIDTH
    with _lock:
        cells[at + bisect_left(LIMITS, seconds)] += 1
        cells[at + _WIDTH - 1] += int(seconds * 1_000_000)


def rows() -> Iterator[Row]:
    """What all processes counted since the start, those that have ended included."""
    total = [0] * _size()
    for path in sorted(folder().glob("*.counts")):
        data = path.read_bytes()
        if len(data) == len(total) * 8:
            total = [a + b for a, b in zip(total, memoryview(data).cast("Q"), strict=True)]
    for number, place in enumerate(_places()):
        for kind, status in enumerate(STATUSES):
            at = (number * len(STATUSES) + kind) * _WIDTH
            counts = tuple(total[at : at + _WIDTH - 1])
            if any(counts):
                yield Row(place, status, counts, total[at + _WIDTH - 1] / 1_000_000)


def _places() -> list[str]:
    return [*settings.ROOMS, "config", OTHER]


def _size() -> int:
    return len(_places()) * len(STATUSES) * _WIDTH


def _cells() -> memoryview | None:
    """The cells of this process, opened at its first request; a fork opens its own."""
    cells = _own.get(os.getpid())
    if cells is None and folder().is_dir():
        with _lock:
            cells = _own.setdefault(os.getpid(), _opened(folder() / f"{os.getpid()}.counts"))
    return cells


def _opened(path: Path) -> memoryview:
    with path.open("a+b") as file:
        os.truncate(file.fileno(), _size() * 8)
        return memoryview(mmap.mmap(file.fileno(), _size() * 8)).cast("Q")
