"""A real server, a real browser, people at their desks."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from andu.config.tests.server import ROOT
from tests.journeys import editing, serving
from tests.journeys.serving import Seated


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    if not (serving.CHROMIUM and serving.BUILT.exists()):
        pytest.skip("needs Chromium and the built front end (make assets)")
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        started = serving.opened(playwright)
        yield started
        started.close()


@pytest.fixture(scope="session")
def desks(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Seated]:
    """The demo bureau, served, for the whole run."""
    with serving.demo(tmp_path_factory.mktemp("demo"), browser) as seated:
        yield seated


@pytest.fixture(scope="session")
def repair(desks: Seated) -> str:
    """A template made in the editor, published: its name."""
    name = editing.make_template(desks("陈砚秋"))
    desks.leave()
    return name


@pytest.fixture
def seated(desks: Seated, repair: str) -> Iterator[Seated]:
    """People of the demo, while one story is told."""
    yield desks
    desks.leave()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs the demo as it was made comes before the stories that change it."""
    items.sort(key=lambda item: item.get_closest_marker("first") is None)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """When a story breaks, every open page is kept in shots/."""
    report = (yield).get_result()  # type: ignore[misc]
    if report.failed and (browser := getattr(item, "funcargs", {}).get("browser")):
        pages = [page for context in browser.contexts for page in context.pages]
        for number, page in enumerate(pages):
            page.screenshot(path=ROOT / f"shots/{item.name}-{number}.png")
