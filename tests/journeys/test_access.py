"""What a checker finds on the pages of the office: nothing serious; in the dark on a phone neither,
where much of the day is spent. There nothing is lost at 200 % or on a phone, and nothing moves for
whoever asked for rest."""

import pytest
from playwright.sync_api import Page

from andu.config.tests.server import ROOT
from tests.journeys import narrow, pages
from tests.journeys.people import PHONE
from tests.journeys.serving import Seated

# before all other journeys (see conftest): the walk needs the inboxes as the demo made them
pytestmark = [pytest.mark.journey, pytest.mark.first]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
GRAVE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter(found => ["serious", "critical"].includes(found.impact))
  .flatMap(found => found.nodes.slice(0, 3).map(node =>
    `${found.id}: ${node.target} ${node.html.slice(0, 160)}`))"""
DARK = "document.documentElement.dataset.theme = 'dark'"
STILL = """() => Promise.all(document.getAnimations().filter(one => one.transitionProperty)
  .map(one => one.finished.catch(() => 0))).then(() => true)"""


def test_no_page_keeps_anybody_out(desks: Seated) -> None:
    if not AXE.exists():
        pytest.skip("needs axe-core (npm ci)")
    found = {}
    sights = pages.walk(desks)
    for name in dict.fromkeys(sight.person for sight in sights):
        page = pages.at(desks, name).page
        for sight in sights:
            if sight.person == name and (faults := _faults(page, sight)):
                found[sight.name] = faults
        desks.leave()
    assert not found, "\n".join(f"{name}: {line}" for name, all_ in found.items() for line in all_)


def _faults(page: Page, sight: pages.Sight) -> list[str]:
    page.set_viewport_size({"width": 1366, "height": 768})
    pages.open_(page, sight)
    faults = _checked(page)
    if not sight.is_main:
        return faults
    faults += narrow.moving(page)
    page.evaluate(DARK)
    for size, place in ((PHONE, "phone"), (narrow.ZOOMED, "200 %")):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        checked = _checked(page) if size is PHONE else []
        faults += [f"dark {place} {fault}" for fault in (*checked, *narrow.faults(page))]
    return faults


def _checked(page: Page) -> list[str]:
    page.evaluate(STILL)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return list(page.evaluate(GRAVE))
