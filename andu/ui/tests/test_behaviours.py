"""The behaviours in a real browser, under the strict policy, on the pages of the house of glass."""

from typing import Any

from andu.ui.tests.browsing import NEEDS, expect, mounted, page, served

assert page and served  # fixtures
pytestmark = NEEDS


def test_a_list_is_walked_by_keys(page: Any) -> None:
    mounted(page, "/todo")
    page.keyboard.press("j")
    expect(page.locator(".row[aria-current]")).to_contain_text("综合管廊")
    expect(page.locator("#preview")).to_have_text("好")
    expect(page.locator("#toasts")).to_contain_text("已保存。")
    page.keyboard.press("/")
    expect(page.locator("[role=search] input")).to_be_focused()


def test_a_toast_waits_for_whoever_is_in_it(page: Any) -> None:
    page.clock.install()
    mounted(page, "/todo")
    page.keyboard.press("j")
    toast = page.locator("#toasts .toast")
    toast.get_by_role("button", name="关闭").focus()
    page.clock.fast_forward(60_000)
    expect(toast).to_be_visible()
    page.locator("[role=search] input").focus()
    page.clock.fast_forward(60_000)
    expect(toast).to_have_count(0)


def test_theme_turns_at_once_and_stays(page: Any) -> None:
    mounted(page, "/form")
    page.locator("[data-action='display#theme']").first.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    mounted(page, "/todo")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_what_was_typed_is_offered_back(page: Any) -> None:
    mounted(page, "/handle")
    page.fill("#say", "同意，请财务科核实。")
    for _turn in range(50):
        if page.evaluate("Object.keys(localStorage).length"):
            break
        page.wait_for_timeout(50)
    mounted(page, "/handle")
    page.click("[data-action='keep#restore']")
    expect(page.locator("#say")).to_have_value("同意，请财务科核实。")


def test_people_are_picked_by_keyboard(page: Any) -> None:
    mounted(page, "/handle")
    page.click("[data-dialog=org]")
    page.fill("#who", "lin")
    expect(page.locator("#who-list [role=option]")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".combo .input > .chip input")).to_have_value("4")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()


def test_a_form_is_sent_once(page: Any) -> None:
    mounted(page, "/form")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    clicks = "document.querySelectorAll('.page .btn--primary').forEach(b => (b.click(), b.click()))"
    with page.expect_navigation():
        page.evaluate(clicks)
    assert sent.count("POST") == 1


def test_a_first_touch_is_not_lost(page: Any) -> None:
    """The island comes slowly; the click and the letters before it still count."""
    waiting: list[Any] = []

    def hold(route: Any) -> None:
        waiting.append(route)

    page.route("**/phrases.*.js", hold)
    page.route("**/picker.*.js", hold)
    mounted(page, "/handle")
    assert not waiting
    page.click("text=同意，请按程序办理")
    expect(page.locator("#say")).to_have_value("")
    waiting.pop().continue_()
    expect(page.locator("#say")).to_have_value("同意，请按程序办理")
    page.click("[data-dialog=org]")
    page.locator("#who").press_sequentially("lin")
    waiting.pop().continue_()
    expect(page.locator("#who-list [role=option]")).to_have_count(2)
    page.keyboard.press("Enter")
    expect(page.locator(".combo .input > .chip input")).to_have_value("3")


def test_a_file_dropped_first_is_taken(page: Any) -> None:
    mounted(page, "/form")
    page.evaluate(
        """() => {
        const files = new DataTransfer();
        files.items.add(new File(["好"], "报价单.txt"));
        const drop = { bubbles: true, cancelable: true, dataTransfer: files };
        document.querySelector(".upload").dispatchEvent(new DragEvent("drop", drop));
    }"""
    )
    expect(page.locator(".upload .files")).to_contain_text("好")
