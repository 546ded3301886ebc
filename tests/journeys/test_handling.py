"""A matter from the first word to the paper: countersigned, returned once, agreed, found again."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import handling
from tests.journeys.people import Person, field
from tests.journeys.serving import Seated

pytestmark = pytest.mark.journey


def start(clerk: Person, template: str, title: str, *papers: Path) -> None:
    """Fill in the form of the template and submit it."""
    page = clerk.page
    clerk.go("/start").get_by_role("link", name=template).first.click()
    field(page, "标题").fill(title)
    field(page, "事由").fill("会议室投影机不亮")
    page.locator("td[data-label=项目] input").first.fill("更换灯泡")
    page.locator("td[data-label=金额] input").first.fill("1280.50")
    if papers:
        handling.attach(clerk, *papers)
    clerk.click("提交", exact=True)
    handling.settled(clerk, "已提交")


def test_a_matter_is_countersigned_returned_agreed_printed_and_found(
    seated: Seated, repair: str, tmp_path: Path
) -> None:
    title = "会议室投影机维修"
    paper = tmp_path / "报价单.pdf"
    paper.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    names = ("方亦舒", "罗曼青", "周牧野", "宋明远", "范思齐", "顾清和")
    clerk, head, zhou, song, fan, leader = people = [seated(name) for name in names]
    start(clerk, repair, title, paper)
    expect(clerk.page.get_by_text("报价单.pdf").first).to_be_visible()
    expect(clerk.page.get_by_text("¥ 1,280.50").first).to_be_visible()
    handling.waits(title, of=people, for_=[head])

    handling.open_matter(head, title)
    handling.act(head, "同意", "情况属实。")
    handling.settled(head, "已同意")
    handling.waits(title, of=people, for_=[zhou, song, fan])

    for signer in (zhou, song):  # both pages are open before either clicks
        handling.open_matter(signer, title)
    handling.act(zhou, "同意")
    handling.act(song, "同意", "程序合规。")
    handling.settled(zhou, "已同意")
    handling.settled(song, "已同意")
    handling.waits(title, of=people, for_=[fan])

    clerk.go("/")  # this page stays as it is and learns of the return by itself
    waiting = clerk.page.get_by_role("link", name=title).and_(clerk.page.locator(".worklist a"))
    expect(waiting).to_have_count(0)
    handling.open_matter(fan, title)
    handling.give_back(fan, "请附三家报价。")
    handling.settled(fan, "已退回")
    expect(waiting).to_have_count(1, timeout=30_000)
    handling.waits(title, of=people, for_=[clerk])

    handling.open_matter(clerk, title)
    expect(clerk.page.get_by_text("请附三家报价。").first).to_be_visible()
    handling.act(clerk, "重新提交", "已补充。")
    handling.settled(clerk, "已重新提交")
    handling.waits(title, of=people, for_=[fan])  # straight back; who has agreed isn't asked again

    handling.open_matter(fan, title)
    handling.act(fan, "同意", "报价合理。")
    handling.settled(fan, "已同意")
    handling.waits(title, of=people, for_=[leader])
    handling.open_matter(leader, title)
    handling.act(leader, "同意")
    handling.settled(leader, "事项已办结")
    handling.waits(title, of=people, for_=[])
    finished(clerk, fan, title)


def finished(clerk: Person, signer: Person, title: str) -> None:
    """Printed, and found again by everybody who had it."""
    handling.open_matter(clerk, title, "/todo/mine")
    expect(clerk.page.get_by_text("已办结").first).to_be_visible()
    expect(clerk.page.locator(".dock")).to_have_count(0)
    clerk.page.goto(clerk.page.url + "/print")
    for words in (title, "更换灯泡", "请附三家报价。", "报价合理。", "顾清和"):
        expect(clerk.page.get_by_text(words).first).to_be_visible()
    expect(handling.row(signer, title, "/todo/done")).to_have_count(1)
    signer.go("/search?q=投影机")
    expect(signer.page.get_by_role("link", name=title).first).to_be_visible()
