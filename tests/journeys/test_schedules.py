"""定时发起: set from the template's menu; the clock comes to it; the person finds what is to be
filled in on the desk, and submits it."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys import handling, serving
from tests.journeys.people import Person, field
from tests.journeys.serving import Seated

pytestmark = pytest.mark.journey
NAME, TITLE = "灯具月检", "12 月灯具月检"
LOOK = """
from unittest import mock
import datetime
from django.utils import timezone
from andu.recurring import clockwork
then = (timezone.localtime() + datetime.timedelta(days=1)).replace(hour=23)
with mock.patch("django.utils.timezone.now", lambda: then):
    clockwork.come_to_due()
    clockwork.start_asked()
"""


def test_what_the_clock_lays_down_is_found_and_submitted(seated: Seated, repair: str) -> None:
    clerk = seated("方亦舒")
    scheduled(seated("陈砚秋"), repair, clerk)
    expect(clerk.go("/").get_by_role("heading", name="到期待填")).to_have_count(0)
    serving.said(seated.data, "shell", "-c", LOOK)
    link = clerk.go("/").get_by_role("region", name="到期待填").get_by_role("link", name=TITLE)
    expect(link).to_have_count(1)
    clerk.go("/todo").get_by_role("link", name=TITLE).click()
    page = clerk.page
    expect(field(page, "事由")).to_have_value("每月检查")
    page.locator("td[data-label=项目] input").first.fill("走廊灯")
    clerk.click("提交", exact=True)
    handling.settled(clerk, "已提交")
    expect(clerk.go("/todo").get_by_text("到期待填")).to_have_count(0)
    head = seated("罗曼青")
    handling.waits(TITLE, of=[head], for_=[head])


def scheduled(keeper: Person, template: str, clerk: Person) -> None:
    """Every day from tomorrow on, for the clerk; the reason is filled in already."""
    page = keeper.go("/admin/processes")
    page.get_by_role("link", name=template).first.click()
    page.get_by_role("link", name="定时发起").click()
    page.get_by_role("link", name="新设定时发起").click()
    keeper.fill("名称", NAME)
    keeper.pick("人员", clerk.name)
    field(page, "多久一次").select_option(label="每天")
    field(page, "遇非工作日").select_option(label="照常发起")
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    page.locator("[name=since]").fill(f"{tomorrow:%Y-%m-%d}")
    field(page, "标题").fill(TITLE)
    field(page, "事由").fill("每月检查")
    keeper.click("保存", exact=True)
    expect(page.get_by_text(f"{tomorrow:%Y-%m-%d}").first).to_be_visible()
