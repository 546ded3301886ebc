"""A form with detail rows: whoever stands in a row decides it, then the matter goes on."""

import pytest
from playwright.sync_api import expect

from tests.journeys import editing, handling
from tests.journeys.people import Person, field
from tests.journeys.serving import Seated

pytestmark = pytest.mark.journey
NAME, TITLE = "物品采购单", "会议室物品采购"
FOUND = f"/todo?q={TITLE}"  # whatever else lies in the inbox
ROWS = [("投影机", "周牧野"), ("白板", "宋明远")]


def test_each_row_is_decided_by_its_people_and_the_matter_goes_on(seated: Seated) -> None:
    made(seated("陈砚秋"))
    clerk, last = seated("方亦舒"), seated("顾清和")
    buyers = [seated(who) for _what, who in ROWS]
    start(clerk)
    handling.waits(TITLE, of=[*buyers, last], for_=buyers, path=FOUND)
    for buyer, (what, _who) in zip(buyers, ROWS, strict=True):
        handling.open_matter(buyer, TITLE, FOUND)
        expect(buyer.page.get_by_text(what).first).to_be_visible()
        handling.act(buyer, "同意", f"{what}已询价。")
        handling.settled(buyer, "已同意")
    handling.waits(TITLE, of=[*buyers, last], for_=[last], path=FOUND)
    handling.open_matter(last, TITLE, FOUND)
    handling.act(last, "同意")
    handling.settled(last, "事项已办结")
    handling.open_matter(clerk, TITLE, f"/todo/mine?q={TITLE}")
    for what, _who in ROWS:
        expect(clerk.page.get_by_text(f"{what}已询价。").first).to_be_visible()


def made(keeper: Person) -> None:
    """A template whose first step is done for each row, by the person the row names."""
    page = editing.begin(keeper, NAME, "items", "办公室")
    editing.follow(page, "表单字段")
    line = page.locator("tbody > tr[data-field-table-target=line]").first
    line.get_by_label("名称").fill("物品明细")
    line.get_by_label("类型").first.select_option(label="明细表")
    editing.add_columns(line, (("物品", "单行文字"), ("采购人", "人员")))  # what, and by whom
    editing.follow(page, "办理环节")
    rows = page.locator("li.steprow[data-template-editor-target=line]")
    editing.name_step(rows.nth(0), "询价", "发起人本人")
    rows.nth(0).locator("summary").filter(has_text="更多设置").click()
    rows.nth(0).get_by_label("逐行办理").select_option(label="物品明细")
    rows.nth(0).get_by_label("由谁办理").select_option(label="表单中的人员")
    rows.nth(0).locator("[name$=-field]").select_option(label="物品明细 · 采购人")
    page.get_by_role("button", name="加一个环节").click()
    expect(rows).to_have_count(2)
    editing.name_step(rows.nth(1), "领导审批", "指定人员")
    editing.pick(rows.nth(1), "顾清和")
    editing.follow(page, "检查并发布")
    keeper.click("发布第 1 版")


def start(clerk: Person) -> None:
    """Two rows, each with somebody."""
    page = clerk.page
    clerk.go("/start").get_by_role("link", name=NAME).first.click()
    field(page, "标题").fill(TITLE)
    page.get_by_role("button", name="加一行").click()
    expect(page.locator("td[data-label=物品] input")).to_have_count(2)
    for number, (what, who) in enumerate(ROWS):
        page.locator("td[data-label=物品] input").nth(number).fill(what)
        page.locator("td[data-label=采购人]").nth(number).get_by_role("combobox").fill(who)
        page.get_by_role("option", name=who).first.click()
    clerk.click("提交", exact=True)
    handling.settled(clerk, "已提交")
