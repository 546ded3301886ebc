"""What the pages of a day cost: `python -m bench.pages`.

A data folder of its own (SQLite), a real `andu serve` with one worker. Each round asks every page a
few times, with /healthz in between as the floor; printed are queries, CPU of the server and the
ratio to the floor of the same round. CPU is what the server's processes used, so a busy machine
moves it less than the clock.
"""

import argparse
import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import django

TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Page:
    """One page: what is asked, and what it took in each round."""

    name: str
    path: str
    queries: int = 0
    size: int = 0
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)


class Server:
    """`andu serve` with one worker; its CPU is that of all its processes."""

    def __init__(self, port: int) -> None:
        self.port = port
        command = [sys.executable, "-m", "andu", "serve", "--port", str(port)]
        self.process = subprocess.Popen(command, env={**os.environ, "ANDU_WORKERS": "1"})
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

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
        """One request on the kept connection."""
        self.line.request("POST" if body else "GET", path, body=body, headers=headers)
        answer = self.line.getresponse()
        return answer.status, answer.read()

    def cpu(self) -> float:
        """Seconds used until now."""
        return sum(map(_used, _family(self.process.pid)))

    def stop(self) -> None:
        """End it and wait."""
        self.process.terminate()
        self.process.wait(30)


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _used(pid: int) -> float:
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[11]) + int(words[12])) / TICK


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--port", type=int, default=8229)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--times", type=int, default=30, help="requests of a page in one round")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.pop("DATABASE_URL", None)
        os.environ |= {"ANDU_DATA": folder, "DJANGO_SETTINGS_MODULE": "andu.config.settings"}
        django.setup()
        measure(options.port, options.rounds, options.times)


def measure(port: int, rounds: int, times: int) -> None:
    from django.core.management import call_command

    from andu.organisation.models import Member
    from tests.cast import client_of
    from tests.torture import office

    call_command("migrate", verbosity=0)
    matters = office.begin(rounds * times + 50)
    head = client_of(Member.objects.get(code="office_head"))
    pages = [
        Page("/healthz", "/healthz"), Page("待办", "/todo?all=1"),  # noqa: chinese
        Page("办理", f"/w/{matters[-1]}?from=todo"), Page("工作台", "/"),  # noqa: chinese
        Page("检索", "/search?q=%E8%AF%B7"), Page("同意", ""),  # noqa: chinese
    ]  # fmt: skip
    count_queries(head, pages, matters)
    server = Server(port)
    try:
        server.ready()
        for _round in range(rounds):
            for page in pages:
                one_round(server, page, head, matters, times)
    finally:
        server.stop()
    show(pages)


def count_queries(head: Any, pages: list[Page], matters: list[int]) -> None:
    """Statements of each page, asked once before (caches are warm) and once counted."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for page in pages:
        for _time in range(2):
            with CaptureQueriesContext(connection) as said:
                answer = agree(head, matters.pop()) if not page.path else head.get(page.path)
            assert answer.status_code in (200, 302), (page.name, answer.status_code)
            page.queries, page.size = len(said), len(getattr(answer, "content", b""))


def agree(browser: Any, matter: int) -> Any:
    """A decision through the whole stack of the product, without the wire."""
    return browser.post(f"/w/{matter}/act", deed(matter))


def deed(matter: int) -> dict[str, Any]:
    """What the opinion's form sends."""
    from andu.workflow.models import Seat

    seat = Seat.objects.get(run__matter=matter, state=Seat.State.OPEN)
    return {"verb": "agree", "seat": seat.number, "opinion": "ok"}


def one_round(server: Server, page: Page, head: Any, matters: list[int], times: int) -> None:
    """Ask a page some times; CPU and time of one request are added to it."""
    from urllib.parse import urlencode

    cookies = {name: morsel.value for name, morsel in head.cookies.items()}
    secret = "a" * 32  # both halves of the CSRF pair come from the client
    cookies["csrftoken"] = secret
    headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())}
    posts = []
    if not page.path:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": secret}
        chosen = [matters.pop() for _time in range(times)]
        posts = [(f"/w/{one}/act", urlencode(deed(one))) for one in chosen]
    begun, used = time.perf_counter(), server.cpu()
    for number in range(times):
        path, body = posts[number] if posts else (page.path, None)
        status, _content = server.ask(path, headers, body)
        if status not in (200, 302):
            raise SystemExit(f"{page.name}: {path} answers {status}")
    page.cpu.append((server.cpu() - used) / times * 1e6)
    page.wall.append((time.perf_counter() - begun) / times * 1e3)


def show(pages: list[Page]) -> None:
    """The table."""
    floor = pages[0]
    print(
        f"load {os.getloadavg()[0]:.1f}; medians of {len(floor.cpu)} rounds; CPU in µs, time in ms"
    )
    print(f"{'page':10} {'queries':>7} {'bytes':>8} {'CPU':>8} {'x floor':>8} {'time':>8}")
    for page in pages:
        ratios = [mine / max(base, 1) for mine, base in zip(page.cpu, floor.cpu, strict=True)]
        print(
            f"{page.name:10} {page.queries:7} {page.size:8} {statistics.median(page.cpu):8.0f} "
            f"{statistics.median(ratios):8.1f} {statistics.median(page.wall):8.1f}"
        )


if __name__ == "__main__":
    main()
