"""A step of the machine made in the editor: the matter waits for a day, says so, and is passed over
with a reason."""

import pytest
from playwright.sync_api import expect

from tests.journeys import editing, handling, operating
from tests.journeys.people import Person, field
from tests.journeys.serving import Seated

pytestmark = pytest.mark.journey
NAME, TITLE, STEP, DAY = "岗位调整", "何以宁岗位调整", "等到生效日期", "2099-12-05"
REASON = "生效日期提前，文件已发。"


def test_a_matter_waits_for_a_day_and_is_passed_over(seated: Seated) -> None:
    keeper, clerk, head, last = map(seated, ("陈砚秋", "方亦舒", "罗曼青", "顾清和"))
    made(keeper)
    start(clerk)
    handling.open_matter(head, TITLE)
    handling.act(head, "同意")
    handling.settled(head, f"已同意，现在等待：{DAY} {STEP}")
    handling.waits(TITLE, of=[head, last], for_=[])
    handling.open_matter(clerk, TITLE, "/todo/mine")
    waiting = clerk.page.get_by_text(f"“{STEP}”：等到 {DAY}")
    expect(waiting.first).to_be_visible()
    keeper.go(clerk.page.url)
    operating.reasoned(keeper, "跳过自动环节", REASON, "已跳过")
    handling.waits(TITLE, of=[head, last], for_=[last])
    clerk.page.reload()
    expect(waiting).to_have_count(0)
    for words in ("跳过自动环节", REASON):
        expect(clerk.page.get_by_text(words).first).to_be_visible()


def made(keeper: Person) -> None:
    """The superior agrees, the machine waits for the day in the form, somebody carries it out."""
    page = editing.begin(keeper, NAME, "moving", "办公室")
    editing.follow(page, "表单字段")
    line = page.locator("tbody > tr[data-field-table-target=line]").first
    line.get_by_label("名称").fill("生效日期")
    line.get_by_label("类型").first.select_option(label="日期")
    editing.follow(page, "办理环节")
    rows = page.locator("li.steprow[data-template-editor-target=line]")
    editing.name_step(rows.nth(0), "负责人审核", "发起人的上级")
    page.get_by_role("button", name="加一个自动环节").click()
    expect(rows).to_have_count(2)
    rows.nth(1).get_by_label("环节名称").fill(STEP)
    rows.nth(1).get_by_label("或等到哪一天").select_option(label="生效日期")
    page.get_by_role("button", name="加一个环节").click()
    expect(rows).to_have_count(3)
    editing.name_step(rows.nth(2), "办理手续", "指定人员")
    editing.pick(rows.nth(2), "顾清和")
    editing.follow(page, "检查并发布")
    keeper.click("发布第 1 版")


def start(clerk: Person) -> None:
    """With the day from which it counts."""
    clerk.go("/start").get_by_role("link", name=NAME).first.click()
    field(clerk.page, "标题").fill(TITLE)
    field(clerk.page, "生效日期").fill(DAY)
    clerk.click("提交", exact=True)
    handling.settled(clerk, "已提交")
