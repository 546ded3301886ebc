"""A real server for stories about processes: started, looked at, killed. Waiting is bounded."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 40.0


def eventually(what: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Whether something comes true within the time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if what():
            return True
        time.sleep(0.05)
    return what()


def free_port() -> int:
    """A port that is free, and the next one, too."""
    while True:
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            try:
                two.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def environment(data: Path, **more: str) -> dict[str, str]:
    """The environment of an operator with this data folder, on SQLite."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ANDU_")}
    kept.pop("DATABASE_URL", None)
    return kept | {"ANDU_DATA": str(data), "PYTHONPATH": str(ROOT), **more}


def andu(data: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run one verb of the command line."""
    return subprocess.run(
        [sys.executable, "-m", "andu", *words],
        env=environment(data, **more), cwd=data, capture_output=True, text=True, check=False,
        timeout=300,  # the demo takes 15 s of CPU, on a loaded machine many times that
    )  # fmt: skip


class Server:
    """`andu serve` on a data folder."""

    def __init__(self, data: Path, **more: str) -> None:
        self.data, self.port = data, int(more.get("ANDU_PORT") or free_port())
        self.log = data / "serve.log"  # a pipe nobody reads would fill up and stop the server
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "andu", "serve", "--port", str(self.port)],
                env=environment(data, **more), cwd=data, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def is_ready(self) -> bool:
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            asked.request("GET", "/healthz")
            return asked.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            asked.close()

    def hears(self) -> bool:
        """Whether the websocket process answers."""
        try:
            with socket.create_connection(("127.0.0.1", self.port + 1), timeout=1):
                return (self.data / "nudge.sock").is_socket()
        except OSError:
            return False

    def is_whole(self) -> bool:
        return self.is_ready() and self.hears() and len(self.family()) == 5

    def family(self) -> list[int]:
        """Every process under the supervisor: pages with two workers, sockets, jobs."""
        return descendants(self.process.pid)

    def child(self, name: str) -> int:
        """The process of this name right under the supervisor."""
        return next(
            pid for pid in self.family()
            if Path(f"/proc/{pid}/comm").read_text().strip() == f"andu-{name}"
        )  # fmt: skip

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def kill(self) -> None:
        """End every process of it at once, whatever it is doing."""
        for pid in [*self.family(), self.process.pid]:
            if is_alive(pid):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()


def descendants(pid: int) -> list[int]:
    """The processes below one, from /proc."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (folder / "stat").read_text().rsplit(") ", 1)[1].split()[:2]
        except OSError:
            continue
        if state != "Z":
            parents[int(folder.name)] = int(parent)
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0] != "Z"
    except OSError:
        return False
