"""A head with a full desk: narrowed, kept, decided at once with a result for each, taken along."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.journeys import handling
from tests.journeys.people import Person
from tests.journeys.serving import Seated
from tests.journeys.test_handling import start

pytestmark = pytest.mark.journey
TITLES = ["北楼水泵检修", "南楼水泵检修", "西楼水泵检修"]


def test_a_head_narrows_decides_at_once_and_takes_the_list_along(
    seated: Seated, repair: str, tmp_path: Path
) -> None:
    clerk, head = seated("方亦舒"), seated("罗曼青")
    for title in TITLES:
        start(clerk, repair, title)
    page = head.page
    narrowed(head)
    exported(head, tmp_path / "待办.xlsx")

    head.go("/todo?f=1&q=水泵检修")
    rows = page.locator("#rows a.row")
    expect(rows).to_have_count(len(TITLES))
    page.locator("#rows input[type=checkbox]").first.check()
    page.get_by_role("link", name="全选本页").click()
    expect(page.locator("#rows input[type=checkbox]:checked")).to_have_count(len(TITLES))
    page.locator("#batch").get_by_label("意见").fill("同意检修。")
    page.locator("#batch").get_by_role("button", name="同意", exact=True).click()
    handling.settled(head, f"{len(TITLES)} 件")
    page.locator("#toasts").get_by_role("button", name=re.compile("撤销")).click()
    handling.settled(head, "撤销")
    for title in TITLES:
        handling.waits(title, of=[head], for_=[head])


def narrowed(head: Person) -> None:
    """The form of filters, the filter kept by a name, the order by what is due."""
    page = head.page
    head.go("/todo").wait_for_load_state("networkidle")
    page.get_by_role("link", name="筛选").click()
    page.get_by_label("标题或编号").fill("水泵检修")
    page.locator(".filterform").get_by_role("button", name="筛选").click()
    expect(page.locator("#rows a.row")).to_have_count(len(TITLES))
    page.locator("summary").filter(has_text="保存筛选").click()
    page.get_by_label("名称", exact=True).fill("水泵")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".saved").get_by_role("link", name="水泵")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.locator(".listbar__more summary").click()
    page.locator(".listbar__more .menu a").filter(has_text=re.compile("到期")).click()
    expect(page.locator(".listbar__more summary")).to_contain_text("到期")


def exported(head: Person, path: Path) -> None:
    """The list as narrowed, as a spreadsheet that opens."""
    page = head.page
    head.go("/todo?f=1&q=水泵检修").wait_for_load_state("networkidle")
    with page.expect_download() as got:
        page.get_by_role("button", name="导出 Excel").click()
    got.value.save_as(path)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    words = {str(cell) for row in rows for cell in row}
    assert set(TITLES) <= words
