"""A clerk's day without a mouse: list, preview, decision, undone, again, begun, found."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import handling
from tests.journeys.people import field
from tests.journeys.serving import Seated
from tests.journeys.tabbing import FAR, keys, tab_to
from tests.journeys.test_handling import start

pytestmark = pytest.mark.journey


def test_a_clerks_day_by_keyboard(seated: Seated, repair: str) -> None:
    title = "门禁读卡器维修"
    clerk, head = seated("方亦舒"), seated("罗曼青")
    start(clerk, repair, title)
    page = head.page
    head.go("/")
    keys(page, "g", "t")
    expect(page).to_have_url(re.compile(r"/todo$"))
    walk_to(page, title)
    expect(page.locator("#preview h1")).to_contain_text(title)

    keys(page, "y")
    expect(page.locator("#opinion")).to_be_focused()
    page.keyboard.type("情况属实。")
    page.keyboard.press("Control+Enter")
    handling.settled(head, "已同意")
    expect(page.locator("#said")).to_contain_text("已同意")
    expect(page.locator("#rows a.row").filter(has_text=title)).to_have_count(0)

    keys(page, "z")
    handling.settled(head, "已撤销")
    expect(page.get_by_role("heading", name=title).first).to_be_visible()
    keys(page, "n")
    expect(page.locator("#opinion")).to_be_focused()
    expect(page.locator("[data-held]")).to_contain_text("不同意")
    page.keyboard.press("Escape")
    expect(page.locator("[data-held]")).to_have_count(0)
    by_dialog(page, "v", "人员", "范思齐", "已传阅")
    by_dialog(page, "t", "转办给", "何以宁", "已转")
    handling.waits(title, of=[head], for_=[])

    begin_by_keys(page, repair, "打印机卡纸")
    handling.settled(head, "已提交")
    keys(page, "?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    found_by_keys(page, title)


def test_letters_rest_for_whoever_switched_them_off(seated: Seated, repair: str) -> None:
    clerk = seated("方亦舒")
    clerk.go("/me/keys").get_by_label("用单个按键操作").uncheck()
    clerk.page.locator("main form [type=submit]").first.click()
    clerk.go("/todo/mine").wait_for_load_state("networkidle")
    keys(clerk.page, "c", "j")
    expect(clerk.page.locator(".row[aria-current]")).to_have_count(0)
    keys(clerk.page, "ArrowDown")
    expect(clerk.page.locator(".row[aria-current]")).to_have_count(1)
    clerk.page.keyboard.press("Control+k")
    expect(clerk.page.locator("#palette")).to_be_visible()
    clerk.page.keyboard.press("Escape")
    clerk.go("/me/keys").get_by_label("用单个按键操作").check()
    clerk.page.locator("main form [type=submit]").first.click()


def begin_by_keys(page: Page, template: str, title: str) -> None:
    """The palette, the template by its initials, the form by Tab, sent with Ctrl Enter."""
    page.keyboard.press("Control+k")
    expect(page.locator("#palette input")).to_be_focused()
    page.keyboard.type("sbwx")
    chosen = page.locator("#palette [aria-selected=true]")
    expect(chosen).to_contain_text(template)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/start/"))
    for box, words in (
        (field(page, "标题"), title),
        (field(page, "事由"), "卡纸"),
        (page.locator("td[data-label=项目] input").first, "换辊"),
        (page.locator("td[data-label=金额] input").first, "80"),
    ):
        tab_to(page, box)
        page.keyboard.type(words)
    page.keyboard.press("Control+Enter")


def by_dialog(page: Page, key: str, box: str, name: str, said: str) -> None:
    """传阅 and 转办: the letter opens the dialog, a name is typed and taken, Ctrl Enter sends."""
    page.locator("body").evaluate("() => document.activeElement.blur()")
    keys(page, key)
    dialog = page.locator("dialog[open]")
    tab_to(page, dialog.get_by_role("combobox", name=box))
    page.keyboard.type(name)
    expect(dialog.get_by_role("option", name=re.compile(name))).to_be_visible()
    page.keyboard.press("Enter")
    expect(dialog.locator("[data-picker-target=chip]").filter(has_text=name)).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts").filter(has_text=said)).to_be_visible()


def found_by_keys(page: Page, title: str) -> None:
    """A matter by its words, opened from the palette; Esc leads back to the list."""
    keys(page, "/")
    expect(page.locator("#palette input")).to_be_focused()
    page.keyboard.type(title)
    found = page.locator("#palette .palette__found [role=option]").filter(has_text=title)
    expect(found.first).to_be_visible()
    box = page.locator("#palette input")
    while found.first.get_attribute("aria-selected") != "true":
        page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", found.first.get_attribute("id") or "")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=title).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("/todo"))


def walk_to(page: Page, title: str) -> None:
    """J until the matter is the current one."""
    row = page.locator("#rows a.row").filter(has_text=title)
    for _step in range(FAR):
        keys(page, "j")
        if row.get_attribute("aria-current"):
            return
    raise AssertionError(f"not in the list: {title}")
