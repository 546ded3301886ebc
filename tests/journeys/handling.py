"""What people do with a matter in the browser."""

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.journeys.people import Person


def row(person: Person, title: str, path: str = "/todo") -> Locator:
    """The matter's line in one of the person's lists."""
    return person.go(path).locator("#rows a.row").filter(has_text=title)


def waits(title: str, *, of: list[Person], for_: list[Person], path: str = "/todo") -> None:
    """The matter lies in exactly these inboxes."""
    for person in of:
        expect(row(person, title, path)).to_have_count(1 if person in for_ else 0)


def open_matter(person: Person, title: str, path: str = "/todo") -> None:
    """From the list to the matter's own page."""
    link = row(person, title, path).get_attribute("href")
    assert link
    person.go(link)
    expect(person.page.get_by_role("heading", name=title).first).to_be_visible()


def act(person: Person, verb: str, opinion: str = "") -> None:
    """Decide on the open page."""
    if opinion:
        person.page.locator("#opinion").fill(opinion)
    dock = person.page.locator(".dock__acts")
    dock.get_by_role("button", name=re.compile(f"^{verb}")).click()


def settled(person: Person, words: str) -> None:
    """The page answered with this."""
    expect(
        person.page.locator("#toasts, [role=alert]").filter(has_text=words).first
    ).to_be_visible()


def give_back(person: Person, reason: str) -> None:
    """退回 to the initiator, who sends it straight back (直达)."""
    person.page.locator("[data-dialog=return]:visible").first.click()
    dialog = person.page.locator("dialog[open]")
    dialog.get_by_label("直接送回我（直达）").check()
    dialog.get_by_label("退回理由").fill(reason)
    dialog.get_by_role("button", name="退回", exact=True).click()


def attach(person: Person, *paths: Path) -> None:
    """Attach files; each is there when its line carries its name."""
    person.page.locator("input[type=file]").first.set_input_files(list(paths))
    for path in paths:
        line = person.page.locator(".forms-file").filter(has_text=path.name)
        expect(line.locator("input[type=hidden]")).to_have_count(1)
