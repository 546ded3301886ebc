"""A clerk makes a template in the editor, and another one from a drawing."""

import pytest
from playwright.sync_api import expect

from andu.config.tests.server import ROOT
from tests.journeys import editing
from tests.journeys.serving import Seated

pytestmark = pytest.mark.journey


def test_a_template_made_in_the_editor_can_be_started(seated: Seated, repair: str) -> None:
    clerk = seated("方亦舒")
    clerk.go("/start").get_by_role("link", name=repair).first.click()
    way = clerk.page.locator("#way")
    for name in ["罗曼青", *editing.SIGNERS, "顾清和"]:
        expect(way).to_contain_text(name)


def test_a_template_made_from_a_drawing_can_be_started(seated: Seated) -> None:
    keeper = seated("陈砚秋")
    page = editing.begin(keeper, "介绍信用印", "letter", "办公室")
    page.goto("/admin/processes/letter/upload")
    page.locator("input[type=file]").set_input_files(ROOT / "andu/config/demo/city/yy.bpmn")
    keeper.click("上传并查看")
    expect(page.get_by_text("这里会执行")).to_be_visible()
    keeper.click("采用为草稿")
    editing.follow(page, "表单字段")
    page.locator("tbody tr[data-field-table-target=line]").first.get_by_label("名称").fill("事由")
    editing.follow(page, "检查并发布")
    expect(page.locator("svg").filter(has_text="机要用印").first).to_be_visible()
    keeper.click("发布第 1 版")
    keeper.go("/start?q=jieshaoxin")
    expect(page.get_by_role("link", name="介绍信用印").first).to_be_visible()


def test_the_boxes_of_a_vote_follow_the_people_picked(seated: Seated) -> None:
    page = editing.begin(seated("陈砚秋"), "项目评审", "jury", "办公室")
    editing.follow(page, "办理环节")
    row = page.locator("li.steprow[data-template-editor-target=line]")
    expect(row.get_by_label("同意达到多少")).to_be_hidden()
    editing.name_step(row, "评审", "指定人员", "表决（比例、票签）")
    row.get_by_label("同意达到多少").fill("3")
    editing.pick(row, "周牧野")
    row.get_by_label("周牧野的票数").fill("2")
    editing.pick(row, "宋明远")
    row.get_by_label("宋明远可以一票否决").check()
    expect(row.get_by_label("周牧野的票数")).to_have_value("2")
    drawn = page.locator("#picture g").filter(has_text="票签（3 票以上同意）：周牧野（2 票）")
    expect(drawn).to_contain_text("宋明远（可一票否决）")
    row.get_by_label("怎样办").select_option(label="会签（都同意才通过）")
    expect(row.get_by_label("同意达到多少")).to_be_hidden()
    expect(row.get_by_label("结果已定时")).to_be_visible()
