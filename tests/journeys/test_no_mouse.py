"""Without a mouse and without shortcuts: Tab, Enter and Escape from the login to an approval, and
from the catalogue to a request with a person and a paper."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, FileChooser, Page, expect

from tests.journeys import handling
from tests.journeys.people import ANYWHERE, PASSWORD, Person, field
from tests.journeys.serving import Seated
from tests.journeys.tabbing import goes_round, has_focus, press, tab, tab_to
from tests.journeys.test_handling import start

pytestmark = pytest.mark.journey
TITLE = "饮水机维修"
INSIDE = "document.activeElement.closest('dialog, body').tagName"


def test_from_the_login_to_an_approval(seated: Seated, repair: str) -> None:
    start(seated("方亦舒"), repair, TITLE)
    login = seated("罗曼青").login
    head = seated.office.person(login, "罗曼青")
    seated.people.append(head)
    page = head.page
    let_in(head)
    to_the_words(page)
    press(page, page.locator(".side").get_by_role("link", name=re.compile("^待办")))
    expect(page).to_have_url(re.compile("/todo$"))
    press(page, page.locator("#rows a.row").filter(has_text=TITLE))
    expect(page.locator("#preview h1")).to_contain_text(TITLE)
    page.keyboard.press("Enter")
    expect(page.locator(".crumbbar")).to_be_visible()
    shut_again(page)
    assert goes_round(page) > 20
    tab_to(page, page.locator("#opinion"))
    page.keyboard.type("情况属实。")
    press(page, page.locator(".dock__acts").get_by_role("button", name=re.compile("^同意")))
    handling.settled(head, "已同意")
    handling.waits(TITLE, of=[head], for_=[])


def test_a_request_with_a_person_and_a_paper(seated: Seated, tmp_path: Path) -> None:
    paper = tmp_path / "方案.txt"
    paper.write_text("会议室改造方案", encoding="utf-8")
    clerk = seated("方亦舒")
    page = clerk.go("/start")
    press(page, page.locator("main").get_by_role("link", name="工作请示").first)
    page.wait_for_load_state("networkidle")
    tab_to(page, field(page, "标题"))
    page.keyboard.type("会议室改造的请示")
    tab_to(page, page.get_by_role("combobox", name="相关科室会签"))
    page.keyboard.type("周牧野")
    expect(page.get_by_role("option", name=re.compile("周牧野"))).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("[data-picker-target=chip]").filter(has_text="周牧野")).to_be_visible()
    tab_to(page, field(page, "请示内容"))
    page.keyboard.type("设备老化，拟更换。")
    chooser = page.locator("input[type=file]").first
    tab_to(page, chooser)
    chosen(page).set_files(paper)
    line = page.locator(".forms-file").filter(has_text=paper.name)
    expect(line.locator("input[type=hidden]")).to_have_count(1)
    press(page, page.get_by_role("button", name="提交", exact=True))
    handling.settled(clerk, "已提交")
    expect(page.get_by_text(paper.name).first).to_be_visible()


def chosen(page: Page) -> FileChooser:
    """What Enter opens on a file input; a browser without a screen doesn't always tell of it."""
    for _time in range(5):
        with suppress(Error):
            with page.expect_file_chooser(timeout=3000) as asked:
                page.keyboard.press("Enter")
            return asked.value
    raise AssertionError("no choice of files")


def let_in(person: Person) -> None:
    """Name, password, Enter."""
    page = person.go("/login")
    tab_to(page, page.get_by_label("用户名"))
    page.keyboard.type(person.login)
    tab_to(page, field(page, "口令"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(ANYWHERE)


def to_the_words(page: Page) -> None:
    """The first stop leads past the menu."""
    page.wait_for_load_state("networkidle")
    tab(page)
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    tab(page)
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.evaluate("document.activeElement.blur()")
    page.reload()


def shut_again(page: Page) -> None:
    """退回 by Escape and by its button, 转办 out of 更多: the focus is back where it was."""
    opener = page.locator(".dock__acts [data-dialog=return]")
    for leaving in ("Escape", "button"):
        press(page, opener)
        dialog = page.locator("dialog[open]")
        expect(dialog).to_be_visible()
        for _stop in range(3):
            tab(page)
            assert page.evaluate(INSIDE) == "DIALOG"
        if leaving == "button":
            press(page, dialog.get_by_role("button", name="取消"))
        else:
            page.keyboard.press(leaving)
        expect(page.locator("dialog[open]")).to_have_count(0)
        assert has_focus(opener)
    more = page.locator(".crumbbar details.pop > summary")
    page.evaluate("document.activeElement.blur()")
    press(page, more)
    press(page, page.locator(".crumbbar .menu").get_by_text("转办"))
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert has_focus(more)
