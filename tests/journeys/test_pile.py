"""A head comes back to forty matters: some go by themselves meanwhile, the rest in one stroke."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import handling, piles
from tests.journeys.people import Person
from tests.journeys.serving import Seated

pytestmark = pytest.mark.journey
MANY, LATER = 40, 2
TITLES = [f"空调巡检{number:02}号" for number in range(1, MANY + 1)]
LIST = "/todo?f=1&q=空调巡检"


def test_a_head_clears_forty_matters(seated: Seated, repair: str, tmp_path: Path) -> None:
    clerk, head = seated("方亦舒"), seated("罗曼青")
    piles.begin(clerk, repair, TITLES)
    page = head.page
    one_by_one(head)
    on_paper(head, tmp_path)
    decided(head, clerk)
    expect(page.locator("#done")).to_have_text(f"办成 {MANY - 2 * LATER} 件")
    refused = page.locator("section[aria-labelledby=refused] li")
    expect(refused).to_have_count(LATER)
    expect(refused.first.locator("p")).to_contain_text("方亦舒已在")
    page.get_by_role("button", name="全部撤销").click()
    handling.settled(head, "撤销")
    cleared(head, MANY - LATER)


def one_by_one(head: Person) -> None:
    """Agreed, taken back within five seconds; the next of the list comes by itself."""
    page = head.page
    first = head.go(LIST).locator("#rows a.row").first
    title = first.locator(".row__title > span").last.inner_text()
    link = first.get_attribute("href")
    assert link and "from=" in link
    head.go(link)
    handling.act(head, "同意", "先办这一件。")
    handling.settled(head, "已同意")
    expect(page.get_by_role("heading", level=1)).to_contain_text("空调巡检")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text(title)
    page.locator("#toasts").get_by_role("button", name=re.compile("撤销")).click()
    handling.settled(head, "撤销")
    expect(head.go(f"/todo?q={title}").locator("#rows a.row")).to_have_count(1)


def on_paper(head: Person, folder: Path) -> None:
    """Three at once as a file; twelve by a job, taken from 我的下载."""
    page = head.page
    head.go(LIST).wait_for_load_state("networkidle")
    few = piles.chosen(page, 3)
    words = piles.printed(page, folder / "few.pdf")
    assert len(words) >= len(few)
    for title in few:
        assert any(title in page_ for page_ in words)

    head.go(LIST).wait_for_load_state("networkidle")
    more = piles.chosen(page, 12)
    page.locator("#batch").get_by_role("button", name="批量打印").click()
    handling.settled(head, "正在生成")
    ready = page.get_by_role("link", name=re.compile("批量打印.*12 件"))
    expect(ready).to_be_visible(timeout=60_000)
    with page.expect_download() as got:
        ready.click()
    words = piles.saved(got.value, folder / "more.pdf")
    assert all(any(title in page_ for page_ in words) for title in more)


def decided(head: Person, clerk: Person) -> None:
    """All that the filter finds but two; two more are withdrawn before the click."""
    page = head.page
    head.go(LIST).wait_for_load_state("networkidle")
    page.locator("#rows input[type=checkbox]").first.check()
    page.locator("#batch").get_by_label("意见").fill("同意巡检。")
    page.get_by_role("button", name="选全部").click()
    boxes = page.locator("main ul.outcomes input[type=checkbox]")
    expect(boxes).to_have_count(MANY)
    for title in TITLES[:LATER]:
        page.get_by_label(re.compile(title)).uncheck()
    for title in TITLES[-LATER:]:
        piles.withdraw(clerk, title)
    page.get_by_role("button", name="同意", exact=True).click()
    expect(page.get_by_role("link", name="回到列表")).to_be_visible(timeout=60_000)


def cleared(head: Person, left: int) -> None:
    """Everything that is left, at once: back to the list, and nothing of it waits."""
    page = head.page
    head.go(LIST).wait_for_load_state("networkidle")
    page.locator("#rows input[type=checkbox]").first.check()
    page.get_by_role("button", name="选全部").click()
    expect(page.locator("main ul.outcomes input[type=checkbox]")).to_have_count(left)
    page.get_by_role("button", name="同意", exact=True).click()
    expect(page).to_have_url(re.compile(r"/todo\?"), timeout=60_000)
    expect(head.go(LIST).locator("#rows a.row")).to_have_count(0)
