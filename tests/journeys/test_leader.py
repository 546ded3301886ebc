"""A leader's morning on a phone: agreed, undone, signed by hand, returned, read, found."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys import handling, operating, thumbs
from tests.journeys.people import Person
from tests.journeys.serving import Seated
from tests.journeys.test_handling import start

pytestmark = pytest.mark.journey
DRAWN, RETURNED = "展板更换", "路灯检修"


def test_a_leaders_morning_on_a_phone(seated: Seated, repair: str) -> None:
    head, leader = seated("罗曼青"), seated("顾清和", phone=True)
    start(head, repair, RETURNED)
    start(head, repair, DRAWN)
    operating.circulate(head, "顾清和", "请知悉进度。")
    page = leader.page
    leader.go("/todo")
    thumbs.fits(leader)
    thumbs.tap(line(leader, DRAWN))
    stands_at(leader, DRAWN)
    thumbs.fits(leader)

    sheet = thumbs.raise_sheet(leader)
    phrase = sheet.get_by_role("group", name="常用语").get_by_role("button").first
    words = phrase.inner_text()
    thumbs.tap(phrase)
    expect(page.locator("#opinion")).to_have_value(words)
    thumbs.press(leader, "同意")
    handling.settled(leader, "已同意")
    thumbs.tap(page.locator("#toasts").get_by_role("button", name=re.compile("撤销")))
    handling.settled(leader, "已撤销")
    stands_at(leader, DRAWN)
    by_hand(leader)
    returned(leader)
    read(leader)
    found(leader)


def line(person: Person, title: str) -> Locator:
    """The matter's line in the open list."""
    return person.page.locator("#rows a.row").filter(has_text=title)


def stands_at(person: Person, title: str) -> None:
    """The page of this matter, its scripts listening."""
    expect(person.page.locator("h1").filter(has_text=title)).to_be_visible()
    person.page.wait_for_load_state("networkidle")


def by_hand(leader: Person) -> None:
    """Agreed with a word drawn with the finger."""
    sheet = thumbs.raise_sheet(leader)
    thumbs.tap(sheet.locator("summary").filter(has_text="手写"))
    thumbs.draw(leader, sheet.locator("canvas"))
    thumbs.press(leader, "同意")
    handling.settled(leader, "已同意")


def returned(leader: Person) -> None:
    """Given back with a reason, in the sheet of the return."""
    leader.go("/todo")
    thumbs.tap(line(leader, RETURNED))
    stands_at(leader, RETURNED)
    thumbs.press(leader, "退回")
    dialog = leader.page.locator("dialog[open]")
    dialog.get_by_label("退回理由").fill("请先问物业。")
    thumbs.tap(dialog.get_by_role("button", name="退回", exact=True))
    handling.settled(leader, "已退回")


def read(leader: Person) -> None:
    """What was laid before the leader, read and answered."""
    leader.go("/todo/unread")
    thumbs.tap(line(leader, DRAWN))
    stands_at(leader, DRAWN)
    leader.page.get_by_label("回复").fill("已知悉，抓紧。")
    thumbs.tap(leader.page.get_by_role("button", name="已阅", exact=True))
    handling.settled(leader, "已阅")
    handling.waits(DRAWN, of=[], for_=[])
    leader.go("/todo/unread")
    expect(line(leader, DRAWN)).to_have_count(0)


def found(leader: Person) -> None:
    """By its words; the trace shows the drawn word as a picture that really loads."""
    page = leader.page
    leader.go(f"/search?q={DRAWN}")
    thumbs.fits(leader)
    page.get_by_role("link", name=DRAWN).first.tap()
    stands_at(leader, DRAWN)
    picture = page.locator(".track li").filter(has_text="顾清和").locator("img").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0
