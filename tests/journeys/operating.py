"""更多 on the page of a matter: its dialogs, driven as people do."""

import re

from playwright.sync_api import Locator, expect

from tests.journeys import handling
from tests.journeys.people import Person


def offered(person: Person, label: str) -> Locator:
    """A line of 更多, opened."""
    person.page.wait_for_load_state("networkidle")
    person.page.locator(".crumbbar details.pop > summary").filter(has_text="更多").click()
    menu = person.page.locator(".crumbbar details.pop[open] .menu")
    return menu.locator("a, button").filter(has_text=re.compile(f"^\\s*{label}"))


def opened(person: Person, label: str) -> Locator:
    """The dialog of an operation."""
    offered(person, label).click()
    dialog = person.page.locator("dialog[open]")
    expect(dialog.get_by_role("heading", name=label)).to_be_visible()
    return dialog


def pick(dialog: Locator, label: str, name: str) -> None:
    """Somebody, by typing the name."""
    dialog.get_by_role("combobox", name=label).fill(name)
    dialog.get_by_role("option", name=re.compile(name)).first.click()


def finish(dialog: Locator, label: str) -> None:
    """The button that does it."""
    dialog.get_by_role("button", name=label, exact=True).click()


def circulate(person: Person, to: str, remark: str = "") -> None:
    """Lay the open matter before somebody."""
    dialog = opened(person, "传阅")
    pick(dialog, "人员", to)
    dialog.get_by_label("附言").fill(remark)
    finish(dialog, "传阅")
    handling.settled(person, "已传阅")


def reasoned(person: Person, label: str, reason: str, said: str) -> None:
    """An operation that asks for a reason and nothing else."""
    dialog = opened(person, label)
    dialog.get_by_label("理由").fill(reason)
    finish(dialog, label)
    handling.settled(person, said)
