"""The tree of units by its arrow keys: up, down, open, shut, to the parent; shut branches keep
nothing that a key could reach."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.serving import Seated

pytestmark = pytest.mark.journey
HERE = "document.activeElement.firstChild.textContent.trim()"


def test_the_tree_of_units_is_walked_with_the_arrows(seated: Seated) -> None:
    page = seated("方亦舒").go("/org")
    page.wait_for_load_state("networkidle")
    tree = page.locator("[data-controller=tree]")
    root = tree.locator("li.tree__node").first
    top, children = root.locator("> a"), root.locator("> details > ul > li > a")
    branch = root.locator("> details")
    top.focus()
    after(page, "ArrowRight")
    expect(branch).to_have_attribute("open", "")
    assert after(page, "ArrowDown") == words(children.nth(0).inner_text())
    assert after(page, "ArrowDown") == words(children.nth(1).inner_text())
    assert after(page, "ArrowUp") == words(children.nth(0).inner_text())
    assert after(page, "ArrowLeft") == words(top.inner_text())
    after(page, "ArrowLeft")
    expect(branch).not_to_have_attribute("open", "")
    assert after(page, "ArrowDown") == words(top.inner_text())  # nothing below it is open

    page.reload()
    page.wait_for_load_state("networkidle")
    expect(branch).not_to_have_attribute("open", "")  # remembered for this window


def after(page: Page, key: str) -> str:
    """Which unit has the focus once the key was pressed."""
    page.keyboard.press(key)
    return words(str(page.evaluate(HERE)))


def words(line: str) -> str:
    """The name of a unit without its number of people."""
    return line.partition("\n")[0].rstrip("0123456789").strip()
