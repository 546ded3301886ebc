"""The same at the width of a phone: submitted, returned and agreed with the bar at the bottom."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import handling
from tests.journeys.people import Person
from tests.journeys.serving import Seated
from tests.journeys.test_handling import start

pytestmark = pytest.mark.journey


def test_a_matter_is_submitted_returned_and_agreed_on_phones(seated: Seated, repair: str) -> None:
    title = "打印机维修"
    clerk, head, zhou = people = [
        seated(name, phone=True) for name in ("方亦舒", "罗曼青", "周牧野")
    ]
    for person in people:
        person.go("/")
        fits(person)
    clerk.page.locator("summary.me").tap()
    clerk.page.locator(".menu").get_by_role("link", name="通讯录").tap()
    expect(clerk.page.get_by_role("heading", name="通讯录")).to_be_visible()
    fits(clerk)
    start(clerk, repair, title)
    fits(clerk)
    handling.open_matter(head, title)
    fits(head)
    expect(head.page.locator(".dock__acts")).to_be_hidden()
    handling.give_back(head, "写明故障现象。")
    handling.settled(head, "已退回")
    handling.open_matter(clerk, title)
    tap(clerk, "重新提交")
    handling.settled(clerk, "已重新提交")
    handling.open_matter(head, title)
    tap(head, "同意")
    handling.settled(head, "已同意")
    handling.waits(title, of=people, for_=[zhou])


def tap(person: Person, verb: str) -> None:
    """Press a button of the bar at the bottom."""
    bar = person.page.locator(".handbar")
    bar.get_by_role("button", name=re.compile(f"^{verb}")).tap()


def fits(person: Person) -> None:
    """Nothing is wider than the phone."""
    wide = person.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{person.page.url}: {wide} px too wide"
