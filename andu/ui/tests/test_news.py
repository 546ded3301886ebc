"""What comes while pages are open: a toast, or one notification of the computer for all tabs."""

from typing import Any

from andu.ui.tests.browsing import NEEDS, expect, mounted, page, served

assert page and served  # fixtures
pytestmark = NEEDS

COMPUTER = """
window.shown = [];
window.Notification = class {
  static permission = localStorage.allowed ?? "default";
  static async requestPermission() { return (this.permission = localStorage.allowed = "granted"); }
  constructor(title) { window.shown.push(title); }
};
"""
HIDDEN = "Object.defineProperty(document, 'hidden', { get: () => true });"
ARRIVES = """async () => {
  const html = await (await fetch("/news")).text();
  document.getElementById("toasts").insertAdjacentHTML("beforeend", html);
}"""
DEALT = ".toast--news[data-dealt]"
SHOWN = "window.shown.length"
ALLOWED = "localStorage.allowed = 'granted'; localStorage['andu:notify:1'] = 'on';"


def tab(page: Any, *scripts: str) -> Any:
    """Another page of the same browser."""
    other = page.context.new_page()
    for script in (*scripts, COMPUTER):
        other.add_init_script(script)
    mounted(other, "/todo")
    return other


def test_a_page_that_is_looked_at_shows_a_toast_and_no_notification(page: Any) -> None:
    seen, hidden = tab(page, ALLOWED), tab(page, ALLOWED, HIDDEN)
    for one in (hidden, seen):
        one.evaluate(ARRIVES)
    expect(seen.locator(".toast--news")).to_contain_text("差旅费报销 被退回")
    for one in (seen, hidden):
        expect(one.locator(DEALT)).to_have_count(1)
    assert [one.evaluate(SHOWN) for one in (seen, hidden)] == [0, 0]
    expect(hidden.locator(".toast--news")).to_be_hidden()


def test_hidden_tabs_notify_once(page: Any) -> None:
    tabs = [tab(page, ALLOWED, HIDDEN) for _number in range(3)]
    for one in tabs:
        one.evaluate(ARRIVES)
    for one in tabs:
        expect(one.locator(DEALT)).to_have_count(1)
    assert sum(one.evaluate(SHOWN) for one in tabs) == 1


def test_without_leave_nothing_is_notified(page: Any) -> None:
    hidden = tab(page, HIDDEN)
    hidden.evaluate(ARRIVES)
    expect(hidden.locator(DEALT)).to_have_count(1)
    assert hidden.evaluate(SHOWN) == 0


def test_the_browser_is_asked_on_a_click_only(page: Any) -> None:
    page.add_init_script(COMPUTER)
    mounted(page, "/settings")
    assert page.evaluate("Notification.permission") == "default"
    page.get_by_role("button", name="打开桌面通知").click()
    expect(page.get_by_role("button", name="关闭桌面通知")).to_be_visible()
    assert page.evaluate("localStorage['andu:notify:1']") == "on"
    page.get_by_role("button", name="关闭桌面通知").click()
    expect(page.get_by_role("button", name="打开桌面通知")).to_be_visible()
    assert page.evaluate("localStorage['andu:notify:1'] ?? ''") == ""
