"""How much memory the processes of this installation take, from /proc; elsewhere not told."""

import os
from collections import Counter
from pathlib import Path

from andu.config.metrics.writing import Family, Sample
from andu.config.serve import lifeline

_PROC = Path("/proc")


def memory() -> Family:
    """Resident memory by name of process: supervisor, pages, workers, sockets, jobs."""
    root = int(os.environ.get(lifeline.VARIABLE, "0")) or os.getpid()
    found: Counter[str] = Counter()
    for pid in _family(root):
        try:
            name = (_PROC / str(pid) / "comm").read_text().strip()
            pages = int((_PROC / str(pid) / "statm").read_text().split()[1])
        except (OSError, IndexError, ValueError):
            continue  # it has just ended
        found[name] += pages * os.sysconf("SC_PAGE_SIZE")
    samples = tuple(Sample({"process": name}, size) for name, size in sorted(found.items()))
    return Family("andu_resident_memory_bytes", "gauge", "Resident memory by process.", samples)


def _family(root: int) -> list[int]:
    parents = {pid: parent for pid in _pids() if (parent := _parent(pid))}
    found = [root]
    for one in found:
        found += [pid for pid, parent in parents.items() if parent == one]
    return found


def _pids() -> list[int]:
    return [int(path.name) for path in _PROC.glob("[0-9]*")]


def _parent(pid: int) -> int:
    try:
        return int((_PROC / str(pid) / "stat").read_text().rsplit(") ", 1)[1].split()[1])
    except (OSError, IndexError, ValueError):
        return 0
