"""A browser on the pages of the house of glass, for the tests of behaviours."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread

from andu.ui import assets, menu
from andu.ui.menu import HANDLE, NOWHERE, Entry

CHROMIUM = shutil.which("chromium")
NEEDS = [
    pytest.mark.journey,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on this machine"),
    pytest.mark.skipif(not assets.MANIFEST.exists(), reason="the front end is not built"),
]


@pytest.fixture
def served(glass: Any) -> Iterator[str]:
    """The glass house on a port of its own, started after its settings are in place."""
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


@pytest.fixture
def page(served: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A browser page on the glass house; a fault of script or policy fails the test."""
    sync = pytest.importorskip("playwright.sync_api")
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    menu.register(
        Entry("待办", "todo", "inbox", HANDLE, 10, key="g t"),
        Entry("搜索", "todo", "search", NOWHERE, 20, slot="search"),
    )
    with sync.sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(base_url=served, viewport={"width": 1366, "height": 768})
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if _is_policy(said) else None)
        yield page
        browser.close()
    assert not [fault for fault in faults if "ViewTransition" not in fault]


def _is_policy(said: Any) -> bool:
    return said.type == "error" and "Content Security Policy" in said.text


def expect(thing: Any) -> Any:
    from playwright.sync_api import expect as expecting

    return expecting(thing)


def mounted(page: Any, url: str) -> None:
    page.goto(url)
    page.wait_for_load_state("networkidle")
