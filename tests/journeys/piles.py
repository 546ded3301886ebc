"""Many matters at once: begun through the product's own form, read again from paper."""

import re
from pathlib import Path

import pypdfium2
from playwright.sync_api import Page, expect

from tests.journeys.people import Person, field

# The form on the page, sent once for each title with a key of its own: forty clicks in one.
SUBMIT = """async (titles) => {
  const form = document.getElementById("paper");
  for (const [at, title] of titles.entries()) {
    const sent = new FormData(form);
    sent.delete("draft"); // an autosave may have made one meanwhile
    sent.set("title", title);
    sent.set("urgency", at % 10 === 0 ? "1" : sent.get("urgency"));
    sent.set("_key", `pile-${crypto.randomUUID()}`);
    sent.set("do", "submit");
    const answer = await fetch(form.action, { method: "POST", body: sent });
    if (!answer.ok || answer.url === location.href) return `${title}: ${answer.status}`;
  }
  return "";
}"""


def begin(clerk: Person, template: str, titles: list[str]) -> None:
    """Requests of one template, one for each title."""
    page = clerk.page
    clerk.go("/start").get_by_role("link", name=template).first.click()
    field(page, "事由").fill("年度巡检")
    page.locator("td[data-label=项目] input").first.fill("清洗滤网")
    page.locator("td[data-label=金额] input").first.fill("120.00")
    failed = page.evaluate(SUBMIT, titles)
    assert not failed, failed


def withdraw(clerk: Person, title: str) -> None:
    """The initiator takes it back meanwhile."""
    link = clerk.go("/todo/mine?f=1&q=" + title).locator("#rows a.row").first.get_attribute("href")
    assert link
    clerk.go(link).get_by_role("button", name="撤回").first.click()
    expect(clerk.page.locator("#toasts").filter(has_text="已撤回").first).to_be_visible()


def chosen(page: Page, count: int) -> list[str]:
    """Tick the first rows of the list; their titles."""
    lines = page.locator("#rows .line")
    for number in range(count):
        lines.nth(number).locator("input[type=checkbox]").check()
    expect(page.locator("#rows input[type=checkbox]:checked")).to_have_count(count)
    return [
        lines.nth(number).locator(".row__title > span").last.inner_text() for number in range(count)
    ]


def printed(page: Page, path: Path) -> list[str]:
    """What is on each page of the papers one gets for the chosen rows."""
    with page.expect_download() as got:
        page.locator("#batch").get_by_role("button", name="批量打印").click()
    return saved(got.value, path)


def saved(download: object, path: Path) -> list[str]:
    """The text of each page of a PDF."""
    download.save_as(path)  # type: ignore[attr-defined]
    paper = pypdfium2.PdfDocument(path)
    words = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in paper]
    paper.close()
    return words
