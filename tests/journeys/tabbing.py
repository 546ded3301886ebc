"""Hands on the keyboard only: one key after the other, and at every stop the focus is seen."""

from typing import Any

from playwright.sync_api import Locator, Page

FAR = 80  # steps with Tab before somebody would give up
# A date is several stops of the browser's own, each marked inside. A box draws its input's ring.
UNSEEN = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const rings = (each) => {
    const look = getComputedStyle(each);
    return (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2)
      || look.boxShadow.includes("0px 0px 0px 1px");
  };
  const around = [one, one.parentElement, one.closest(".dock, .search, .input, .combo")];
  if (one.type !== "date" && !around.some((each) => each && rings(each))) return "no ring";
  if (box.width < 2 || box.height < 2) return "too small";
  const isOn = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return isOn ? "" : "off the screen";
}"""
HERE = "document.activeElement?.outerHTML.slice(0, 160)"


def keys(page: Page, *pressed: str) -> None:
    """One after the other, once the page's scripts hear."""
    page.wait_for_load_state("networkidle")
    for key in pressed:
        page.keyboard.press(key)


def has_focus(box: Locator) -> bool:
    """Whether the focus is there."""
    return bool(box.evaluate("box => box === document.activeElement"))


def tab_to(page: Page, box: Locator) -> None:
    """Tab until the focus is there, seeing it all the way."""
    for _step in range(FAR):
        if has_focus(box):
            return
        tab(page)
    raise AssertionError(f"not reached with Tab: {box}")


def press(page: Page, box: Locator, key: str = "Enter") -> None:
    """Tab there and press it."""
    page.wait_for_load_state("networkidle")
    tab_to(page, box)
    page.keyboard.press(key)


def tab(page: Page) -> Any:
    """One stop on; what has the focus there. None: past the last, where the browser's own begin."""
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement === document.body"):
        return None
    unseen = page.evaluate(UNSEEN)
    assert not unseen, f"{unseen}: {page.evaluate(HERE)}"
    return page.evaluate(HERE)


def goes_round(page: Page) -> int:
    """Tab to the end of the page and once around: the number of stops; nothing keeps the focus."""
    _to_the_end(page)
    return _to_the_end(page)


def _to_the_end(page: Page) -> int:
    for stops in range(FAR):
        if tab(page) is None:
            return stops
    raise AssertionError(f"the focus doesn't leave the page: {page.evaluate(HERE)}")
