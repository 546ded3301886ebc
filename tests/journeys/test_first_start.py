"""A new installation: three administrators, the people from the spreadsheet, a role, activation."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import sheets
from tests.journeys.people import Office, Person
from tests.journeys.serving import INITIAL, said, served

pytestmark = pytest.mark.journey

NAME = "清和市园林绿化局"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def initial(data: Path) -> dict[str, str]:
    """What the first start prints: initial passwords by login name."""
    said(data, "migrate", "-v0")
    return {
        login: key for login, key, _name in INITIAL.findall(said(data, "first-run", "--passwords"))
    }


@pytest.fixture
def office(initial: dict[str, str], data: Path, browser: Browser) -> Iterator[Office]:
    with served(data, browser) as office:
        yield office


def test_a_new_office_from_the_first_start_to_its_people(
    office: Office, initial: dict[str, str], tmp_path: Path
) -> None:
    assert set(initial) == {"sysadmin", "secadmin", "auditadmin"}
    system, security, audit = (
        office.person(login).sign_in(initial[login])
        for login in ("sysadmin", "secadmin", "auditadmin")
    )
    import_people(system, sheets.write(tmp_path / "花名册.xlsx"))
    codes = print_slips(system)
    assert set(codes) == {"1001", "1002", "1003", "1004", "1005", "1006"}
    grant_templates(security, "郑乐")
    clerk = office.person("1002").activate(codes["1002"])
    clerk.go("/")
    expect(clerk.page.get_by_role("link", name="待办").first).to_be_visible()
    head = office.person("1001").activate(codes["1001"])
    head.go("/org?q=zhengle")
    head.told("郑乐")
    row = audit.go("/admin/audit").get_by_role("row").filter(has_text="流程管理员 授予 郑乐")
    expect(row).to_contain_text("局发〔2026〕8号")


def import_people(system: Person, path: Path) -> None:
    """Upload, columns, preview with the faulty row, confirm, result."""
    page = system.go("/admin/org/import")
    page.locator("input[type=file]").set_input_files(path)
    system.fill("新机构代码", "qhyl")
    system.fill("新机构名称", NAME)
    system.click("上传表格")
    system.told("表头在第 4 行")
    system.click("核对每一行")
    row = page.get_by_role("row").filter(has_text=sheets.FAULTY)
    expect(row).to_contain_text("工号")
    expect(row).to_contain_text("请")  # what to do about it
    system.fill("依据", "人事科 2026 年花名册")
    system.click("导入 6 人")
    expect(page.get_by_role("heading", name="导入完成")).to_be_visible()


def print_slips(system: Person) -> dict[str, str]:
    """Activation codes for the whole office: code by login name."""
    page = system.page
    page.get_by_role("link", name="打印激活码纸条").click()
    system.fill("依据", "入职名单 2026-11")
    page.get_by_role("row").filter(has_text=NAME).get_by_role("button").first.click()
    expect(page.locator(".slip")).to_have_count(6)
    texts = page.locator(".slip").evaluate_all(
        "slips => slips.map(slip => [...slip.querySelectorAll('dd')].map(each => each.textContent))"
    )
    return {login: code for login, code, _until in texts}


def grant_templates(security: Person, name: str) -> None:
    """A role that may make templates, given to one person."""
    page = security.go("/admin/roles")
    security.fill("名称", "流程管理员")
    page.get_by_label("建立和发布审批模板").check()
    security.click("新建角色")
    page.get_by_role("link", name="流程管理员").click()
    page.get_by_role("link", name="授予").click()
    security.pick("人员", name)
    security.fill("依据", "局发〔2026〕8号")
    security.click("授予")
    expect(page.get_by_role("row").filter(has_text=name)).to_contain_text("全机构")
