"""Starts the children, restarts what dies, stops them together."""

import contextlib
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType

from andu.config.serve import lifeline

GRACE = 10.0  # seconds a child has to finish when all are stopped
STEADY = 30.0  # seconds after which a child counts as well
BACK_OFF = (0.2, 1.0, 2.0, 5.0, 10.0, 30.0)
TICK = 0.25

_log = logging.getLogger("andu.serve")


@dataclass
class Child:
    """One process under watch."""

    name: str
    argv: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    failures: int = 0
    due: float = 0.0

    def start(self) -> None:
        """Start the process now."""
        environment = os.environ | {lifeline.VARIABLE: str(os.getpid())}
        self.process = subprocess.Popen(self.argv, env=environment)  # noqa: S603
        self.started = time.monotonic()

    def has_died(self) -> bool:
        """Whether the process was running and has just ended; plans the next start."""
        if self.process is None or self.process.poll() is None:
            return False
        now = time.monotonic()
        self.failures = 0 if now - self.started > STEADY else self.failures
        self.due = now + BACK_OFF[min(self.failures, len(BACK_OFF) - 1)]
        self.failures += 1
        code, self.process = self.process.returncode, None
        _log.warning("%s ended with %s, starts again in %.1f s", self.name, code, self.due - now)
        return True


def standard_children() -> list[Child]:
    """Pages, websockets, jobs."""
    return [
        Child(name, [sys.executable, "-m", f"andu.config.serve.{name}"])
        for name in ("pages", "sockets", "jobs")
    ]


def watch(children: list[Child], on_tick: Callable[[], None] = lambda: None) -> None:
    """Run the children until SIGTERM or SIGINT, then stop them in good order."""
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
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def _signals(stop: Callable[[int, FrameType | None], None]) -> Iterator[socket.socket]:
    """Handle the stop signals, and wake the loop when a signal or a child's death arrives."""
    wake, bell = socket.socketpair()
    wake.setblocking(False)
    bell.setblocking(False)
    handlers = {signal.SIGTERM: stop, signal.SIGINT: stop, signal.SIGCHLD: lambda *_: None}
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
