"""Starts the children, restarts what dies, stops them together."""

import contextlib
import logging
import multiprocessing
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any

from andu.config.serve import jobs, lifeline, pages, sockets

GRACE = 10.0  # seconds a child has to finish when all are stopped
STEADY = 5.0  # seconds after which a child counts as well
BACK_OFF = (0.2, 0.5, 1.0, 2.0)  # seconds; nobody waits longer for one who keeps dying
TICK = 0.25
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

# A fork has Django loaded already: a start takes a third of the time and of the memory.
_CONTEXT: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")

_log = logging.getLogger("andu.serve")


@dataclass
class Child:
    """One process under watch."""

    name: str
    run: Callable[[], None]
    process: BaseProcess | None = None
    started: float = 0.0
    failures: int = 0
    due: float = 0.0

    def start(self) -> None:
        """Start the process now."""
        sys.stdout.flush()
        self.process = _CONTEXT.Process(target=_begin, args=(self.name, self.run, os.getpid()))
        self.process.start()
        self.started = time.monotonic()

    def has_died(self) -> bool:
        """Whether the process was running and has just ended; plans the next start."""
        if self.process is None or self.process.exitcode is None:
            return False
        now = time.monotonic()
        self.failures = 0 if now - self.started > STEADY else self.failures
        self.due = now + BACK_OFF[min(self.failures, len(BACK_OFF) - 1)]
        self.failures += 1
        code, self.process = self.process.exitcode, None
        _log.warning("%s ended with %s, starts again in %.1f s", self.name, code, self.due - now)
        return True


def standard_children() -> list[Child]:
    """Pages, websockets, jobs."""
    return [Child("pages", pages.run), Child("sockets", sockets.run), Child("jobs", jobs.run)]


def _begin(name: str, run: Callable[[], None], supervisor: int) -> None:
    """The child's first steps: none of the supervisor's signals, its life bound to ours."""
    signal.set_wakeup_fd(-1)
    for number in (*STOPPING, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    os.environ[lifeline.VARIABLE] = str(supervisor)
    lifeline.hold(f"andu-{name}")
    run()


def watch(children: list[Child], on_tick: Callable[[], None] = lambda: None) -> None:
    """Run the children until SIGTERM, SIGINT or SIGHUP, then stop them in good order."""
    stopping: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.append(number)

    with _signals(stop) as wake:
        while not stopping:
            for child in children:
                child.has_died()
                if child.process is None and time.monotonic() >= child.due:
                    child.start()
            on_tick()
            if not stopping and select.select([wake], [], [], TICK)[0]:
                wake.recv(1024)
        stop_all(children)


def stop_all(children: list[Child]) -> None:
    """Ask all to finish, wait, then insist."""
    running = [child.process for child in children if child.process]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + GRACE
    for process in running:
        process.join(max(0.0, deadline - time.monotonic()))
        if process.exitcode is None:
            process.kill()
            process.join()


@contextlib.contextmanager
def _signals(stop: Callable[[int, FrameType | None], None]) -> Iterator[socket.socket]:
    """Handle the stop signals, and wake the loop when a signal or a child's death arrives."""
    wake, bell = socket.socketpair()
    wake.setblocking(False)
    bell.setblocking(False)
    handlers = {**dict.fromkeys(STOPPING, stop), signal.SIGCHLD: lambda *_: None}
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    signal.set_wakeup_fd(bell.fileno(), warn_on_full_buffer=False)
    try:
        yield wake
    finally:
        signal.set_wakeup_fd(-1)
        for number, handler in before.items():
            signal.signal(number, handler)
        wake.close()
        bell.close()
