"""A thumb on a phone: what it can hit, and what it can draw."""

import re
import time

from playwright.sync_api import Locator, expect

from tests.journeys.people import Person

THUMB = 44  # px: the smallest thing a thumb hits (WCAG 2.5.5, design README 4)


def tap(target: Locator) -> None:
    """Tap something that is large enough for it."""
    target = target.first
    expect(target).to_be_visible()
    box = target.bounding_box()
    assert box and box["height"] >= THUMB, f"{target}: {box}"
    target.tap()


def press(person: Person, verb: str) -> None:
    """A button of the bar at the bottom."""
    bar = person.page.locator(".handbar")
    tap(bar.get_by_role("button", name=re.compile(f"^{verb}$")))


def raise_sheet(person: Person) -> Locator:
    """The sheet with the opinion, from below."""
    tap(person.page.locator(".handbar").get_by_role("link", name="写意见"))
    sheet = person.page.locator(".dock")
    expect(sheet.get_by_role("group", name="常用语")).to_be_in_viewport()
    return sheet


def draw(person: Person, pad: Locator) -> None:
    """One wavy stroke with the finger."""
    expect(pad).to_be_in_viewport(ratio=1)
    box = pad.bounding_box()
    assert box
    finger = person.page.context.new_cdp_session(person.page)
    left, top, began = box["x"] + 40, box["y"] + 60, time.time() - 1

    def put(kind: str, after: float, *points: dict[str, float]) -> None:
        told = {"type": kind, "touchPoints": list(points), "timestamp": began + after}
        finger.send("Input.dispatchTouchEvent", told)

    for step in range(14):
        point = {"x": left + step * 14, "y": top + step % 4 * 12}
        put("touchMove" if step else "touchStart", step / 60, point)
    put("touchEnd", 1)  # the finger rests before it is lifted: a flick would swallow the next tap


def fits(person: Person) -> None:
    """Nothing is wider than the phone."""
    wide = person.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{person.page.url}: {wide} px too wide"
