"""The demo bureau, served, and its people by name: for journeys and for the guide's pictures."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright

from andu.config.tests.server import ROOT, Server, andu, eventually
from tests.journeys.people import Office, Person

SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--disable-default-apps", "--no-first-run",
]  # fmt: skip
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
BUILT = ROOT / "andu/ui/static/ui/vendor/manifest.json"
INITIAL = re.compile(r"^  (\S+)\s+(\S+)    (\S+)$", re.MULTILINE)


def opened(playwright: Playwright) -> Browser:
    """The Chromium of this machine."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)


def said(data: Path, *words: str) -> str:
    """What a verb of the command line prints."""
    done = andu(data, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def served(data: Path, browser: Browser) -> Iterator[Office]:
    """`andu serve` on this folder until the story is over."""
    server = Server(data)
    try:
        assert eventually(server.is_whole)
        yield Office(browser, f"http://127.0.0.1:{server.port}")
    finally:
        server.stop()


@contextmanager
def demo(data: Path, browser: Browser) -> Iterator["Seated"]:
    """The demo bureau on an empty folder: people, roles, templates, matters in every state."""
    said(data, "migrate", "-v0")
    keys = {
        name: (login, key) for login, key, name in INITIAL.findall(said(data, "demo", "--alone"))
    }
    with served(data, browser) as office:
        yield Seated(office, keys, data)


class Seated:
    """People of the demo by name, signed in; the first time with the initial password."""

    def __init__(self, office: Office, keys: dict[str, tuple[str, str]], data: Path) -> None:
        self.office, self.keys, self.data = office, keys, data
        self.changed: set[str] = set()
        self.people: list[Person] = []

    def __call__(self, name: str, *, phone: bool = False) -> Person:
        """In a browser of their own; a second call gives a second one."""
        login, initial = self.keys[name]
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
