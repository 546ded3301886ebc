"""make pictures: the pictures of the guide and of the READMEs, taken from the demo bureau.

Starts `andu serve` on a temporary folder, signs people in and writes docs/guide/pictures/*.png.
Needs Chromium and the built front end.
"""

import datetime
import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import palette
from playwright.sync_api import Locator, Page, sync_playwright

from tests.journeys import serving, sheets
from tests.journeys.people import Person

FOLDER = Path(__file__).resolve().parent.parent / "docs/guide/pictures"
HEAVIEST, ALL = 150_000, 3_000_000  # bytes: of one picture, of all


def keep(page: Page, name: str) -> None:
    """Take a picture of what is seen."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled", caret="hide")
    print(name)


def of(person: Person, path: str, name: str) -> Page:
    """A page of the office, and its picture."""
    page = person.go(path)
    keep(page, name)
    return page


def link_to(person: Person, path: str, number: int = 0) -> str:
    """The address of a line in a list."""
    rows = person.go(path).locator("#rows a.row")
    rows.nth(number).wait_for()
    return rows.nth(number).get_attribute("href") or "/"


def a_day(seated: serving.Seated) -> None:
    """办理一天: desk, inbox with preview, handling, return, trace, paper, start, search."""
    head = seated("罗曼青")
    of(head, "/", "desk")
    page = head.go("/todo")
    row = _signing(page)
    row.click()
    page.locator("#preview .doc").wait_for()
    keep(page, "todo")
    mine = _plain(row.get_attribute("href"))
    signer = seated("周牧野")
    address = _plain(_signing(signer.go("/todo")).get_attribute("href"))
    page = of(signer, address, "handling")
    page.locator("[data-dialog=return]:visible").first.click()
    page.locator("dialog[open]").wait_for()
    keep(page, "return")
    of(signer, f"{address}/print", "print")
    of(signer, f"{address}/diagram", "diagram")
    signer.go("/me/display").locator("input[name=theme][value=dark]").check()
    page.locator("main button[type=submit]").first.click()
    of(signer, address, "handling-dark")
    of(head, "/start", "start")
    of(head, "/start/bx", "form")
    of(head, "/search?q=小区", "search")
    of(head, "/org", "directory")
    of(head, "/me/notices", "notices")
    phone = seated("罗曼青", phone=True)
    of(phone, "/todo", "phone-todo")
    of(phone, mine, "phone-handling")


def _signing(page: Page) -> Locator:
    """A line of the inbox: of a 会签 when there is one."""
    rows = page.locator("#rows a.row")
    rows.first.wait_for()
    signing = rows.filter(has_text="会签")
    return (signing if signing.count() else rows).last


def _plain(address: str | None) -> str:
    """An address without what tells which list one comes from."""
    return (address or "/").partition("?")[0]


def more_of_the_desk(seated: serving.Seated) -> None:
    """Filters, transfer, added signers, palette, search, attachments, delegation, paper."""
    head = seated("罗曼青")
    page = head.go("/todo")
    page.locator(".listbar__more a").first.click()
    page.locator("#filter form").wait_for()
    keep(page, "filters")
    page = head.go(link_to(head, "/todo"))
    page.locator(".crumbbar details.pop > summary").click()
    page.locator(".crumbbar .menu").get_by_text("转办").click()
    page.locator("dialog[open]").wait_for()
    keep(page, "transfer")
    page = head.go(link_to(head, "/todo"))
    page.keyboard.press("p")
    page.locator("dialog[open]").wait_for()
    for name in ("林晚舟", "周牧野"):
        head.pick("加签给", name)
    keep(page, "add")
    page = head.go("/todo")
    page.keyboard.press("Control+k")
    page.locator("dialog[open] input").first.fill("请示")
    page.wait_for_timeout(800)
    keep(page, "palette")
    page = head.go("/search?q=小区")
    page.locator(".narrow > summary").click()
    keep(page, "search-filters")
    of(seated("许昭宁"), "/me/delegate", "delegation")


def the_first_day(seated: serving.Seated, folder: Path) -> None:
    """第一天: import, slips, roles, templates, settings, audit."""
    system = seated("系统管理员")
    page = system.go("/admin/org/import")
    page.locator("input[type=file]").set_input_files(sheets.write(folder / "people.xlsx"))
    system.fill("新机构代码", "qhyl")
    system.fill("新机构名称", "清和市园林绿化局")
    system.click("上传表格")
    page.get_by_role("heading", name="核对各列").wait_for()
    keep(page, "import-columns")
    system.click("核对每一行")
    page.get_by_role("heading", name="预览并确认").wait_for()
    keep(page, "import-preview")
    page = system.go("/admin/org")
    page.get_by_role("link", name="办公室").first.click()
    keep(page, "structure")
    of(system, "/admin/org/slips", "slips")
    security = seated("安全管理员")
    page = security.go("/admin/roles")
    page.get_by_role("link", name=re.compile("流程管理员")).first.click()
    keep(page, "role")
    of(security, "/admin/settings", "settings")
    of(seated("审计管理员"), "/admin/audit", "audit")
    keeper = seated("陈砚秋")
    of(keeper, "/admin/processes", "templates")
    of(keeper, "/admin/processes/bx/fields", "editor-fields")
    of(keeper, "/admin/processes/cg/steps", "editor-steps")
    of(keeper, "/upkeep", "upkeep")
    of(keeper, "/upkeep/running", "upkeep-running")


def the_matrix(seated: serving.Seated) -> None:
    """核决权限: the table with something to mend, who would sign, two versions compared."""
    keeper = seated("陈砚秋")
    page = keeper.go("/admin/authority/buying")
    page.get_by_role("textbox", name="金额下限（含）").nth(1).fill("6万")
    keeper.click("保存并检查")
    page.get_by_text("没有规定由谁审批").first.wait_for()
    of(keeper, "/admin/authority/buying", "authority")
    page.get_by_role("textbox", name="金额下限（含）").nth(1).fill("5万")
    page.locator("[name$=-countersign]").nth(1).fill("财务科负责人、分管领导")
    keeper.fill("依据的制度", "采购管理办法（修订）")
    keeper.fill("文号", "云更发〔2026〕21号")
    page.get_by_label("生效日期").fill(f"{datetime.date.today():%Y-%m-%d}")
    keeper.click("发布", exact=True)
    page.get_by_text("与第 1 版相比").wait_for()
    of(keeper, "/admin/authority/buying/versions/2", "authority-versions")
    of(keeper, "/admin/authority/buying/try?category=询价&amount=20万", "authority-try")


def the_machine(seated: serving.Seated) -> None:
    """自动环节: a flow of people and the machine in the editor, and a matter that waits."""
    keeper = seated("陈砚秋")
    page = keeper.go("/admin/processes/yc/steps")
    page.wait_for_load_state("networkidle")
    page.locator("li.steprow.is-machine").first.scroll_into_view_if_needed()
    keep(page, "editor-machine")
    lines = keeper.go("/upkeep/running?step=等到").locator("main a[href*='/w/']")
    of(keeper, _plain(lines.first.get_attribute("href")), "machine-waiting")


def main() -> int:
    """Exit code 1 when a picture is too heavy."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = serving.opened(playwright)
        with serving.demo(Path(folder), browser) as seated:
            a_day(seated)
            more_of_the_desk(seated)
            the_first_day(seated, Path(folder))
            the_matrix(seated)
            the_machine(seated)
            seated.leave()
        blank = browser.new_page()
        for path in FOLDER.glob("*.png"):
            palette.lighten(path, blank)
        browser.close()
    sizes = {path.name: path.stat().st_size for path in FOLDER.glob("*.png")}
    heavy = [name for name, size in sizes.items() if size > HEAVIEST]
    print(f"{len(sizes)} pictures, {sum(sizes.values()) // 1000} kB", *heavy)
    return 1 if heavy or sum(sizes.values()) > ALL else 0


if __name__ == "__main__":
    sys.exit(main())
