"""Clocks and statistics that every measurement shares."""

import contextlib
import os
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path


class Laps:
    """The steps of one round: seconds by the clock, and CPU of this process while they ran."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.cpu = 0.0

    @contextlib.contextmanager
    def step(self) -> Iterator[None]:
        """One step."""
        used, begun = time.process_time(), time.perf_counter()
        yield
        self.seconds.append(time.perf_counter() - begun)
        self.cpu += time.process_time() - used


def backend_cpu(pids: Iterable[int]) -> float:
    """CPU seconds that processes have used: on Linux to the nanosecond, elsewhere 0."""
    return sum(_ran(pid) for pid in pids)


def _ran(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except (OSError, IndexError):
        return 0.0


def percentile(values: Sequence[float], share: int) -> float:
    """The value below which `share` per cent lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]


def medians(rounds: Sequence[dict[str, float]]) -> dict[str, float]:
    """The median of every figure over the rounds."""
    return {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}


def load() -> float:
    """How many processes want a core now."""
    return os.getloadavg()[0]


def machine() -> str:
    """The processor and how many of its cores are here."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else 'unknown'}, {os.cpu_count()} cores"
