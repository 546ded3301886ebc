"""A clerk makes a template in the editor."""

import re
from collections.abc import Iterable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import Person, field

NAME, KEY = "设备维修申请", "repair"
FIELDS = [("事由", "单行文字"), ("维修明细", "明细表"), ("费用合计", "金额"), ("凭据", "附件")]
COLUMNS = [("项目", "单行文字"), ("金额", "金额")]
SIGNERS = ["周牧野", "宋明远", "范思齐"]


def make_template(clerk: Person) -> str:
    """Fields with money and a detail table, a step, a countersignature of three, one more step."""
    page = begin(clerk, NAME, KEY, "办公室")
    follow(page, "表单字段")
    give_fields(page)
    follow(page, "办理环节")
    give_steps(page)
    follow(page, "检查并发布")
    expect(page.get_by_role("heading", name="可以发布")).to_be_visible()
    clerk.click("发布第 1 版")
    return NAME


def begin(clerk: Person, name: str, key: str, unit: str) -> Page:
    """The first page: name, code, owning unit."""
    page = clerk.go("/admin/processes/new")
    clerk.fill("名称", name)
    clerk.fill("代码", key)
    field(page, "归口部门").select_option(label=unit)
    clerk.click("建立并继续")
    return page


def follow(page: Page, tab: str) -> None:
    """On to another numbered page; what was typed is kept."""
    tabs = page.get_by_role("navigation", name="步骤")
    tabs.get_by_role("button", name=tab).click()
    expect(tabs.locator("[aria-current=step]")).to_contain_text(tab)


def give_fields(page: Page) -> None:
    """Four fields; the sum is taken from the detail table."""
    lines = page.locator("tbody > tr[data-field-table-target=line]")
    for number, (label, kind) in enumerate(FIELDS):
        if number:
            page.get_by_role("button", name="加一个字段").click()
        expect(lines).to_have_count(number + 1)
        line = lines.nth(number)
        line.get_by_label("名称").fill(label)
        line.get_by_label("类型").first.select_option(label=kind)
    lines.nth(0).get_by_label("必填").first.check()
    lines.nth(2).locator("summary").first.click()
    lines.nth(2).get_by_label(re.compile("合计自明细列")).fill("维修明细.金额")
    give_columns(lines.nth(1))


def give_columns(line: Locator) -> None:
    """The columns of the detail table."""
    add_columns(line, COLUMNS).nth(1).get_by_label("合计").check()


def add_columns(line: Locator, wanted: Iterable[tuple[str, str]]) -> Locator:
    """Columns by name and kind, of the detail table of a line; where they stand."""
    line.locator("summary").first.click()
    columns = line.locator("[data-field-table-target=column]")
    for number, (label, kind) in enumerate(wanted):
        line.get_by_role("button", name="加一列").click()
        expect(columns).to_have_count(number + 1)
        columns.nth(number).get_by_label("列名").fill(label)
        columns.nth(number).get_by_label("类型").select_option(label=kind)
    return columns


def give_steps(page: Page) -> None:
    """The initiator's superior, three people together, the leader in charge."""
    rows = page.locator("li.steprow[data-template-editor-target=line]")
    for number in range(3):
        if rows.count() <= number:
            page.get_by_role("button", name="加一个环节").click()
        expect(rows).to_have_count(number + 1)
    name_step(rows.nth(0), "科室负责人审核", "发起人的上级")
    name_step(rows.nth(1), "三科室会签", "指定人员", "会签（都同意才通过）")
    for who in SIGNERS:
        pick(rows.nth(1), who)
    name_step(rows.nth(2), "分管领导审批", "发起人部门的分管领导")


def pick(row: Locator, who: str) -> None:
    """Choose one more person to handle a step."""
    row.get_by_role("combobox", name="哪些人").fill(who)
    row.get_by_role("option", name=re.compile(who)).first.click()


def name_step(row: Locator, name: str, rule: str, mode: str = "一人办理") -> None:
    """Name, handler and mode of one step."""
    row.get_by_label("环节名称").fill(name)
    row.get_by_label("由谁办理").select_option(label=rule)
    row.get_by_label("怎样办").select_option(label=mode)
