"""A real `andu serve` with one worker, asked over one kept connection; and the CPU it uses."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from bench.meters import backend_cpu

BACKENDS = """
SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Server:
    """The supervisor with its children; on PostgreSQL its backends count as well."""

    def __init__(self, port: int) -> None:
        command = [sys.executable, "-m", "andu", "serve", "--port", str(port)]
        self.process = subprocess.Popen(command, env={**os.environ, "ANDU_WORKERS": "1"})
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        url = os.environ.get("DATABASE_URL", "")
        self.watch = psycopg.connect(url, autocommit=True) if url else None

    def ready(self) -> None:
        """Wait until it answers."""
        for _try in range(300):
            try:
                self.ask("/healthz", {})
                return
            except OSError:
                self.line.close()
                time.sleep(0.2)
        raise SystemExit("the server does not answer")

    def ask(self, path: str, headers: dict[str, str], body: str | None = None) -> tuple[int, bytes]:
        """One request."""
        self.line.request("POST" if body else "GET", path, body=body, headers=headers)
        answer = self.line.getresponse()
        return answer.status, answer.read()

    def cpu(self) -> float:
        """Seconds used until now, by the server and by the database for it."""
        served = [row[0] for row in self.watch.execute(BACKENDS)] if self.watch else []
        return backend_cpu([*_family(self.process.pid), *served])

    def stop(self) -> None:
        """End it and wait."""
        self.process.terminate()
        self.process.wait(30)


def _family(pid: int) -> Iterator[int]:
    """Every thread of a process and of its children: the counters are kept by thread."""
    try:
        threads = [path.name for path in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        return
    yield from map(int, threads)
    for thread in threads:
        try:
            children = Path(f"/proc/{pid}/task/{thread}/children").read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))
