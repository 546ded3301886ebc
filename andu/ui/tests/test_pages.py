"""The shell and its pieces, whole pages through the client."""

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client

from andu.ui import assets, menu
from andu.ui.menu import ADMIN, ANYBODY, HANDLE, NOWHERE, Entry
from andu.ui.tests.conftest import SIGNED_IN

PAGES = ["/todo", "/handle", "/form", "/form?bad=1", "/admin/users", "/login"]


@pytest.mark.parametrize("url", PAGES)
def test_every_piece_renders(glass: Client, url: str) -> None:
    page = glass.get(url)
    assert page.status_code == 200
    assert "{%" not in page.content.decode()


def test_a_page_renders_before_the_build(glass: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "MANIFEST", assets.MANIFEST.with_name("absent.json"))
    html = glass.get("/todo").content.decode()
    assert "ui/vendor/andu.css" in html and "ui/vendor/andu.js" in html


def test_the_fault_page_needs_nobody() -> None:
    page = render_to_string("ui/500.html", {"writes": True, "number": "a1b2c3d4"})
    assert "不一定办成" in page and "a1b2c3d4" in page
    assert "没有显示出来" in render_to_string("ui/500.html")


def test_the_menu_shows_what_exists_and_may_be_seen(glass: Client) -> None:
    menu.register(
        Entry("待办", "todo", "inbox", HANDLE, 10, count=lambda request: 12, hot=True, tab=2),
        Entry("没有的房间", "nowhere:list", "files", HANDLE, 20),
        Entry("用户管理", "admin", "users", ADMIN, 1, right="users.manage", section="组织"),
        Entry("审计日志", "options", "history", ADMIN, 2, right="audit.read", section="运行"),
        Entry("总控台", "form", "settings", HANDLE, 30, office="system"),
        Entry("我的", "login", "user", NOWHERE, 5, tab=5, office=ANYBODY),
    )
    html = glass.get("/admin/users").content.decode()
    assert "待办" in html and 'count count--hot">12<' in html
    assert "用户管理" in html and "组织" in html
    for hidden in ("没有的房间", "审计日志", "总控台"):
        assert hidden not in html, hidden


def test_the_phone_of_an_administrator_leads_to_what_they_administer(glass: Client) -> None:
    menu.register(
        Entry("待办", "todo", "inbox", HANDLE, 10, tab=2),
        Entry("用户管理", "admin", "users", ADMIN, 1, right="users.manage"),
        Entry("我的", "login", "user", NOWHERE, 5, tab=5, office=ANYBODY),
    )
    bar = _bar(glass.get("/admin/users"))
    assert [words for words in ("待办", "管理", "我的") if f"<span>{words}</span>" in bar] == [
        "待办", "管理", "我的",
    ]  # fmt: skip
    assert bar.index("待办") < bar.index("管理") < bar.index("我的")
    assert 'href="/admin/users" aria-current="page"' in bar
    assert 'href="/admin/users" aria-current="page"' not in _bar(glass.get("/todo"))


def _bar(answer: HttpResponse) -> str:
    return answer.content.decode().partition('class="tabbar"')[2].partition("</nav>")[0]


def test_the_place_at_hand_is_marked(glass: Client) -> None:
    menu.register(Entry("待办", "todo", "inbox", HANDLE, 10))
    assert 'aria-current="page"><svg' in glass.get("/todo").content.decode()
    assert 'aria-current="page"><svg' not in glass.get("/form").content.decode()


def test_nobody_sees_no_menu(glass: Client) -> None:
    SIGNED_IN["name"] = ""
    menu.register(Entry("待办", "todo", "inbox", HANDLE, 10))
    assert "nav__item" not in glass.get("/todo").content.decode()


def test_results_are_told_with_the_way_back(glass: Client) -> None:
    html = glass.get("/todo?toast=1").content.decode()
    assert "已同意，送沈知远签批。" in html and 'action="/undo"' in html
    assert 'role="alert"' in html


def test_a_fragment_carries_its_toast(glass: Client) -> None:
    html = glass.get("/fragment", headers={"HX-Request": "true"}).content.decode()
    assert 'hx-swap-oob="beforeend:#toasts"' in html and "已保存。" in html
    plain = glass.get("/fragment").content.decode()
    assert "toasts" not in plain


def test_a_refresh_leaves_the_toast_to_the_page_that_comes(glass: Client) -> None:
    glass.get("/fragment")  # Told, and the browser is on its way to the next page …
    refreshed = glass.get("/options", headers={"HX-Request": "true"}).content.decode()
    assert "toasts" not in refreshed  # … while the old one still refreshes its bell.
    assert "已保存。" in glass.get("/todo").content.decode()


def test_an_error_sits_under_its_field(glass: Client) -> None:
    html = glass.get("/form?bad=1").content.decode()
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_title_hint id_title_error"' in html
    assert 'id="id_title_error"' in html
