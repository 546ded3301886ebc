"""Absence and return: turns handed over, handled in the name of, taken back."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from andu.config.tests.server import eventually
from tests.journeys import handling
from tests.journeys.people import Person, field
from tests.journeys.serving import Seated
from tests.journeys.test_handling import start

pytestmark = pytest.mark.journey
EARLIER, DONE = "档案柜维修", "除湿机维修"


def test_a_head_is_away_and_comes_back(seated: Seated, repair: str) -> None:
    clerk, head, colleague = seated("方亦舒"), seated("罗曼青"), seated("何以宁")
    start(clerk, repair, EARLIER)
    start(clerk, repair, DONE)
    delegate(head, "何以宁")
    try:
        in_the_name_of(clerk, head, colleague)
    finally:  # the other journeys need the head at her desk
        take_back(head)
    # a job brings back what is still open
    assert eventually(lambda: bool(handling.row(head, EARLIER).count()))
    expect(handling.row(colleague, EARLIER)).to_have_count(0)
    left(seated("陈砚秋"), "罗曼青", "周牧野")
    assert eventually(lambda: not handling.row(head, EARLIER).count())


def delegate(head: Person, to: str) -> None:
    """From today on, and what is open goes along."""
    page = head.page
    head.go("/me/delegate").wait_for_load_state("networkidle")
    head.pick("受托人", to)
    today = timezone.localdate()
    page.locator("[name=since]").fill(f"{today:%Y-%m-%d}")
    page.locator("[name=until]").fill(f"{today + datetime.timedelta(days=2):%Y-%m-%d}")
    page.get_by_label("把已有待办一并交给他").check()
    field(page, "事由").fill("外出培训")
    head.click("委托", exact=True)
    expect(page.get_by_text("生效中").first).to_be_visible()


def in_the_name_of(clerk: Person, head: Person, colleague: Person) -> None:
    """A job gives what is open to the colleague, who decides one of the two."""
    for title in (EARLIER, DONE):
        assert eventually(lambda title=title: bool(handling.row(colleague, title).count()))
        handling.waits(title, of=[head, colleague], for_=[colleague])
    handling.open_matter(colleague, DONE)
    handling.act(colleague, "同意", "情况属实。")
    handling.settled(colleague, "已同意")
    handling.open_matter(clerk, DONE, "/todo/mine")
    expect(clerk.page.get_by_text("（代罗曼青）").first).to_be_visible()


def take_back(head: Person) -> None:
    """The delegation ends now."""
    head.go("/me/delegate")
    head.click("收回")
    expect(head.page.get_by_text("罗曼青收回").first).to_be_visible()


def left(keeper: Person, giver: str, taker: str) -> None:
    """Somebody leaves; whoever administers flows gives all their turns to another."""
    keeper.go("/admin/handover/new").wait_for_load_state("networkidle")
    keeper.pick("交出人", giver)
    keeper.pick("接手人", taker)
    keeper.fill("交接理由", "调往外单位。")
    keeper.click("开始交接")
    expect(keeper.page.get_by_role("heading", name=giver).first).to_be_visible()
    expect(keeper.page.get_by_role("row").filter(has_text=EARLIER)).to_be_visible()
