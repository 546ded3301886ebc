"""People in front of a browser: each in a context of their own, as on a machine of their own."""

import re
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page, expect

PASSWORD = "Qinghe-5820-yuanlin"  # pragma: allowlist secret
ANYWHERE = re.compile(r"^https?://127\.0\.0\.1:\d+/(?!login|activate|me/password)")
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}


@dataclass
class Person:
    """Somebody with a login name and a browser."""

    page: Page
    login: str
    name: str = ""

    def go(self, path: str) -> Page:
        """Open a page of the office."""
        self.page.goto(path)
        return self.page

    def click(self, name: str, role: str = "button", **more: object) -> None:
        """Press what is called so on the page."""
        self.page.get_by_role(role, name=name, **more).click()  # type: ignore[arg-type]

    def fill(self, label: str, words: str) -> None:
        """Type into the field of this name."""
        field(self.page, label).fill(words)

    def sign_in(self, password: str = PASSWORD) -> "Person":
        """Through the login page; an initial password is changed as the page demands."""
        self.go("/login")
        self.fill("用户名", self.login)
        self.fill("口令", password)
        self.click("登录", exact=True)
        if password != PASSWORD:
            self.change_password(password)
        expect(self.page).to_have_url(ANYWHERE)
        return self

    def change_password(self, old: str) -> None:
        """Nothing else works before."""
        expect(self.page.get_by_role("heading", name="更换口令").or_(
            self.page.get_by_text("须先更换")).first).to_be_visible()  # fmt: skip
        self.fill("现在的口令", old)
        self.fill("新口令", PASSWORD)
        self.fill("再输入一次", PASSWORD)
        self.click("更换口令")

    def activate(self, code: str) -> "Person":
        """Come in for the first time with the code from the slip."""
        self.go("/login")
        self.page.get_by_role("link", name="第一次使用").click()
        self.fill("用户名", self.login)
        self.fill("激活码", code)
        self.fill("新口令", PASSWORD)
        self.fill("再输入一次", PASSWORD)
        self.click("激活并登录")
        expect(self.page).to_have_url(ANYWHERE)
        return self

    def pick(self, label: str, words: str) -> None:
        """Choose a person or unit by typing."""
        box = self.page.get_by_role("combobox", name=label).first
        box.fill(words)
        self.page.get_by_role("option", name=re.compile(words)).first.click()

    def told(self, words: str) -> None:
        """The page says so."""
        expect(self.page.get_by_text(words).first).to_be_visible()


def field(page: Page, label: str) -> Locator:
    """A field by its label; the star of a needed one belongs to no name."""
    return page.get_by_label(re.compile(f"^{re.escape(label)}\\*?$")).first


class Office:
    """A served office and the browsers of its people."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url

    def person(self, login: str, name: str = "", *, phone: bool = False) -> Person:
        """Somebody with a fresh browser."""
        context = self.browser.new_context(
            base_url=self.url, locale="zh-CN", timezone_id="Asia/Shanghai",
            viewport=PHONE if phone else DESK, has_touch=phone, is_mobile=phone,
        )  # fmt: skip
        page = context.new_page()
        page.set_default_timeout(20_000)
        return Person(page, login, name)
