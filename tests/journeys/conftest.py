"""A real server, a real browser, people at their desks."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from andu.config.tests.server import ROOT, Server, andu, eventually
from tests.journeys import editing
from tests.journeys.people import Office, Person

SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--disable-default-apps", "--no-first-run",
]  # fmt: skip
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
BUILT = ROOT / "andu/ui/static/ui/vendor/manifest.json"
INITIAL = re.compile(r"^  (\S+)\s+(\S+)    (\S+)$", re.MULTILINE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None or not BUILT.exists():
        pytest.skip("needs Chromium and the built front end (make assets)")
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield started
        started.close()


def served(data: Path, browser: Browser) -> Iterator[Office]:
    """`andu serve` on this folder until the story is over."""
    server = Server(data)
    Thread(target=_drain, args=(server, data / "said.log"), daemon=True).start()
    try:
        assert eventually(server.is_whole)
        yield Office(browser, f"http://127.0.0.1:{server.port}")
    finally:
        server.stop()


def _drain(server: Server, path: Path) -> None:
    """Keep what the server says; a full pipe would stop it."""
    with path.open("w", encoding="utf-8") as log:
        for line in server.process.stdout or ():
            log.write(line)
            log.flush()


def said(data: Path, *words: str) -> str:
    """What a verb of the command line prints."""
    done = andu(data, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def keys() -> dict[str, str]:
    """Initial passwords of the demo, by name of the person."""
    return {}


@pytest.fixture(scope="session")
def demo(
    tmp_path_factory: pytest.TempPathFactory, browser: Browser, keys: dict[str, str]
) -> Iterator[Office]:
    """The demo bureau, served: people, roles, templates, matters in every state."""
    if not (ROOT / "andu/config/management/commands/demo.py").exists():
        pytest.skip("the demo is not here yet")
    data = tmp_path_factory.mktemp("demo")
    said(data, "migrate", "-v0")
    keys |= {name: f"{login} {key}" for login, key, name in INITIAL.findall(said(data, "demo"))}
    yield from served(data, browser)


class Seated:
    """People of the demo by name, signed in; the first time with the initial password."""

    def __init__(self, office: Office, keys: dict[str, str]) -> None:
        self.office, self.keys = office, keys
        self.changed: set[str] = set()
        self.people: list[Person] = []

    def __call__(self, name: str, *, phone: bool = False) -> Person:
        """In a browser of their own; a second call gives a second one."""
        login, initial = self.keys[name].split()
        person = self.office.person(login, name, phone=phone)
        self.people.append(person)
        if name in self.changed:
            return person.sign_in()
        self.changed.add(name)
        return person.sign_in(initial)

    def leave(self) -> None:
        """Everybody shuts their browser."""
        for person in self.people:
            person.page.context.close()
        self.people.clear()


@pytest.fixture(scope="session")
def desks(demo: Office, keys: dict[str, str]) -> Seated:
    """Who has been here, for the whole run."""
    return Seated(demo, keys)


@pytest.fixture(scope="session")
def repair(desks: Seated) -> str:
    """A template made in the editor, published: its name."""
    name = editing.make_template(desks("陈砚秋"))
    desks.leave()
    return name


@pytest.fixture
def seated(desks: Seated, repair: str) -> Iterator[Seated]:
    """People of the demo, while one story is told."""
    yield desks
    desks.leave()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """When a story breaks, every open page is kept in shots/."""
    report = (yield).get_result()  # type: ignore[misc]
    if report.failed and (browser := getattr(item, "funcargs", {}).get("browser")):
        pages = [page for context in browser.contexts for page in context.pages]
        for number, page in enumerate(pages):
            page.screenshot(path=ROOT / f"shots/{item.name}-{number}.png")
