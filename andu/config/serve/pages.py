"""Pages and API: WSGI workers, because synchronous views under ASGI cost several times more."""

import resource
import time
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from andu.config import env
from andu.config.metrics import counting

BREATH = 0.5  # seconds before a dead worker is replaced
OPEN_FILES = 16_384  # in each thread a form with a thousand attachments, and to spare


def run() -> None:
    """Serve until stopped. A process for each core, a few threads in each for those who wait."""
    open_more()
    counting.begin()
    _Server(
        "andu.config.wsgi:application",
        address=env.text("ANDU_HOST", "127.0.0.1"),
        port=env.number("ANDU_PORT", 8000),
        interface=Interfaces.WSGI,
        workers=env.number("ANDU_WORKERS", 2),
        blocking_threads=env.number("ANDU_THREADS", 4),
        # A thread keeps its database connection, so the thread is kept, too.
        blocking_threads_idle_timeout=600,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=8,
        log_level=LogLevels.warning,
    ).serve()


class _Server(MPServer):
    """Replaces a dead worker however soon it died: granian would end all of them when one dies
    twice within seconds, in the midst of what the others are doing."""

    def _respawn_workers(self, workers: list[int], *rest: Any, **more: Any) -> None:
        time.sleep(BREATH)
        super()._respawn_workers(workers, *rest, **more)
        self.respawned_wrks.clear()


def open_more() -> None:
    """Let this process and its workers open as many files as a few large forms bring, as far as
    the machine allows it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
