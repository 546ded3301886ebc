"""What the pages of a day cost: `python -m bench.pages`.

A data folder of its own (SQLite, or the PostgreSQL of --database), a real `andu serve` with one
worker. Each round asks every page a few times, with /healthz in between as the floor; printed are
queries, CPU of the server and the ratio to the floor of the same round. CPU is what the server's
processes used, so a busy machine moves it less than the clock.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

from bench.serving import Server

# Both halves of the CSRF pair come from the client.
CSRF = "a" * 32
FORM = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": CSRF}


@dataclass
class Page:
    """One page: how it is asked, and what it took in each round. A page with a `deed` decides one
    matter each time: what is posted is said of its id."""

    name: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    deed: Callable[[int], str] | None = None
    queries: int = 0
    size: int = 0
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--port", type=int, default=8229)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--times", type=int, default=30, help="requests of a page in one round")
    asked.add_argument("--database", default="", help="DATABASE_URL of an empty database")
    asked.add_argument("--json", default="", help="a file for the figures")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.pop("DATABASE_URL", None)
        os.environ |= {"ANDU_DATA": folder, "DJANGO_SETTINGS_MODULE": "andu.config.settings"}
        if options.database:
            os.environ["DATABASE_URL"] = options.database
        django.setup()
        pages = measure(options.port, options.rounds, options.times)
    show(pages)
    if options.json:
        Path(options.json).write_text(json.dumps([figures(page, pages[0]) for page in pages]))


def measure(port: int, rounds: int, times: int) -> list[Page]:
    from django.core.management import call_command

    from andu.organisation.models import Member
    from tests.cast import client_of
    from tests.torture import office

    call_command("migrate", verbosity=0)
    matters = office.begin(2 * rounds * times + 50)
    member = Member.objects.get(code="office_head")
    head = client_of(member)
    pages = listed(head, token_of(member), matters[-1])
    count_queries(head, pages, matters)
    server = Server(port)
    try:
        server.ready()
        for _round in range(rounds):
            for page in pages:
                one_round(server, page, matters, times)
    finally:
        server.stop()
    return pages


def listed(head: Any, token: str, matter: int) -> list[Page]:
    """What is asked: pages with the session's cookie, the API with a token."""
    cookies = {name: morsel.value for name, morsel in head.cookies.items()} | {"csrftoken": CSRF}
    signed_in = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    program = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    return [
        Page("healthz", "/healthz"),
        Page("todo", "/todo?all=1", signed_in),
        Page("matter", f"/w/{matter}?from=todo", signed_in),
        Page("desk", "/", signed_in),
        Page("search", "/search?q=%E8%AF%B7", signed_in),
        Page("agree", "/w/{0}/act", signed_in | FORM, by_form),
        Page("api-todo", "/api/lists/todo", program),
        Page("api-agree", "/api/matters/{0}/decision", program, by_program),
    ]


def token_of(member: Any) -> str:
    """A token of the member's, which may ask as often as it likes."""
    from django.utils import timezone

    from andu.api.actions import make_token
    from andu.policy.models import Decision
    from tests.cast import actor_of

    Decision.objects.create(
        code="api.a_minute", level="installation", place=0, text="6000", since=timezone.now()
    )
    return make_token("bench", "act", 1, by=actor_of(member))[1]


def by_form(matter: int) -> str:
    """What the opinion's form sends."""
    from andu.workflow.models import Seat

    seat = Seat.objects.get(run__matter=matter, state=Seat.State.OPEN)
    return urlencode({"verb": "agree", "seat": seat.number, "opinion": "ok"})


def by_program(_matter: int) -> str:
    """What a program sends."""
    return json.dumps({"verb": "agree", "opinion": "ok"})


def count_queries(head: Any, pages: list[Page], matters: list[int]) -> None:
    """Statements of each page, asked once before (caches are warm) and once counted."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    for page in pages:
        browser = Client() if "Authorization" in page.headers else head
        for number in range(2):
            path, body = one(page, matters)
            headers = asked_with(page, f"count-{page.name}-{number}")
            kind = headers.pop("Content-Type", "")
            headers.pop("Cookie", None)
            with CaptureQueriesContext(connection) as said:
                answer = (
                    browser.post(path, body, content_type=kind, headers=headers)
                    if page.deed else browser.get(path, headers=headers)
                )  # fmt: skip
            assert answer.status_code in (200, 302), (page.name, answer.status_code)
            page.queries, page.size = len(said), len(getattr(answer, "content", b""))


def one(page: Page, matters: list[int]) -> tuple[str, str | None]:
    """Address and body of one request; a deed takes the next matter."""
    if not page.deed:
        return page.path, None
    matter = matters.pop()
    return page.path.format(matter), page.deed(matter)


def asked_with(page: Page, key: str) -> dict[str, str]:
    """The headers of one request."""
    is_program = page.deed is by_program
    return page.headers | ({"Idempotency-Key": key} if is_program else {})


def one_round(server: Server, page: Page, matters: list[int], times: int) -> None:
    """Ask a page some times; CPU and time of one request are added to it."""
    asks = [(*one(page, matters), f"{page.name}-{matters[-1]:08}-{n:08}") for n in range(times)]
    begun, used = time.perf_counter(), server.cpu()
    for path, body, key in asks:
        status, _content = server.ask(path, asked_with(page, key), body)
        if status not in (200, 302):
            raise SystemExit(f"{page.name}: {path} answers {status}")
    page.cpu.append((server.cpu() - used) / times * 1e6)
    page.wall.append((time.perf_counter() - begun) / times * 1e3)


def figures(page: Page, floor: Page) -> dict[str, Any]:
    """What is told of a page: medians of the rounds."""
    ratios = [mine / max(base, 1) for mine, base in zip(page.cpu, floor.cpu, strict=True)]
    kept = {key: value for key, value in asdict(page).items() if key in ("name", "queries", "size")}
    return kept | {
        "cpu_us": statistics.median(page.cpu), "wall_ms": statistics.median(page.wall),
        "x_healthz": statistics.median(ratios),
    }  # fmt: skip


def show(pages: list[Page]) -> None:
    """The table."""
    floor = pages[0]
    print(
        f"load {os.getloadavg()[0]:.1f}; medians of {len(floor.cpu)} rounds; CPU in µs, time in ms"
    )
    print(f"{'page':10} {'queries':>7} {'bytes':>8} {'CPU':>8} {'x floor':>8} {'time':>8}")
    for page in pages:
        told = figures(page, floor)
        print(
            f"{page.name:10} {page.queries:7} {page.size:8} {told['cpu_us']:8.0f} "
            f"{told['x_healthz']:8.1f} {told['wall_ms']:8.1f}"
        )


if __name__ == "__main__":
    main()
