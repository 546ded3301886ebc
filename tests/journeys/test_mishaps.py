"""What goes wrong in an office, and goes on all the same."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import handling
from tests.journeys.people import PASSWORD, field
from tests.journeys.serving import Seated
from tests.journeys.test_handling import start

pytestmark = pytest.mark.journey


def test_nothing_typed_is_lost_when_the_session_has_ended(seated: Seated, repair: str) -> None:
    clerk = seated("方亦舒")
    page = clerk.page
    clerk.go("/start").get_by_role("link", name=repair).first.click()
    elsewhere = seated("方亦舒")
    elsewhere.go("/me/security")
    elsewhere.page.locator("form[action$='/others/end'] button").click()
    elsewhere.told("已经结束")
    field(page, "标题").fill("碎纸机维修")
    field(page, "事由").fill("一直卡纸，写了很久的说明")
    clerk.click("提交", exact=True)
    expect(page).to_have_url(re.compile("/login"))
    clerk.fill("用户名", clerk.login)
    clerk.fill("口令", PASSWORD)
    clerk.click("登录", exact=True)
    clerk.go("/start").get_by_role("link", name=repair).first.click()
    clerk.click("恢复")
    expect(field(page, "事由")).to_have_value("一直卡纸，写了很久的说明")
    expect(field(page, "标题")).to_have_value("碎纸机维修")


def test_a_double_click_agrees_once(seated: Seated, repair: str) -> None:
    title = "空调维修"
    clerk, head = seated("方亦舒"), seated("罗曼青")
    start(clerk, repair, title)
    handling.open_matter(head, title)
    head.page.locator(".dock__acts").get_by_role("button", name="同意 Ctrl Enter").dblclick()
    handling.settled(head, "已同意")
    handling.open_matter(clerk, title, "/todo/mine")
    expect(clerk.page.locator(".track li.is-ok").filter(has_text="罗曼青")).to_have_count(1)


def test_a_seat_somebody_closed_says_who_did_what(seated: Seated, repair: str) -> None:
    title = "电梯门维修"
    clerk, head = seated("方亦舒"), seated("罗曼青")
    start(clerk, repair, title)
    handling.open_matter(head, title)
    handling.open_matter(clerk, title, "/todo/mine")
    clerk.page.get_by_role("button", name="撤回").first.click()
    handling.settled(clerk, "已撤回")
    handling.act(head, "同意", "这句话要留着。")
    told = head.page.locator("[role=alert], #toasts")
    expect(told.filter(has_text="方亦舒").first).to_contain_text("撤回")
