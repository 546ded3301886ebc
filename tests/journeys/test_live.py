"""Open pages hear of what concerns them; without the socket they ask by themselves."""

import os
import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from andu.config.tests.server import descendants, eventually
from tests.journeys import handling
from tests.journeys.people import Person
from tests.journeys.serving import Seated
from tests.journeys.test_handling import start

pytestmark = pytest.mark.journey
TITLE = re.compile(r"^\((\d+)\) ")


def waiting(person: Person) -> int:
    """The figure in the title of the page."""
    found = TITLE.match(person.page.title())
    return int(found[1]) if found else 0


def never_quiet(person: Person) -> None:
    """The suite also runs at night, when toasts keep silent."""
    person.go("/me/notices/settings")
    person.page.locator("[name=quiet]").select_option("none")
    person.click("保存")
    expect(person.page.locator("#toasts").filter(has_text="已保存").first).to_be_visible()


def test_counts_title_and_toast_come_by_themselves(seated: Seated, repair: str) -> None:
    title = "空调外机维修"
    clerk, head = seated("方亦舒"), seated("罗曼青")
    never_quiet(clerk)
    clerk.page.emulate_media(reduced_motion="reduce")
    head.go("/org").wait_for_load_state("networkidle")
    before = waiting(head)
    start(clerk, repair, title)
    clerk.go("/org").wait_for_load_state("networkidle")
    assert eventually(lambda: waiting(head) == before + 1)
    expect(head.page.locator("#side-portal-todo")).to_have_text(str(before + 1))
    other = seated("罗曼青")
    handling.open_matter(other, title)
    handling.give_back(other, "写明型号。")
    handling.settled(other, "已退回")
    toast = clerk.page.locator(".toast--news")
    expect(toast).to_contain_text(title)
    expect(toast).to_be_in_viewport(ratio=1)  # also for whoever wants no motion
    expect(toast).to_have_css("opacity", "1")
    assert eventually(lambda: waiting(head) == before)


def test_a_page_without_a_socket_polls(seated: Seated, repair: str) -> None:
    title = "热水器维修"
    clerk, head = seated("方亦舒"), seated("罗曼青")
    head.page.route_web_socket(re.compile(".*"), lambda socket: socket.close())
    head.page.clock.install()
    head.go("/org").wait_for_load_state("networkidle")
    before = waiting(head)
    start(clerk, repair, title)
    assert waiting(head) == before
    head.page.clock.fast_forward(21_000)
    assert eventually(lambda: waiting(head) == before + 1)


def test_a_page_comes_back_when_the_socket_process_was_killed(seated: Seated, repair: str) -> None:
    title = "电梯按钮维修"
    clerk, head = seated("方亦舒"), seated("罗曼青")
    head.go("/org").wait_for_load_state("networkidle")
    before = waiting(head)
    os.kill(sockets_of(os.getpid()), signal.SIGKILL)
    start(clerk, repair, title)
    assert eventually(lambda: waiting(head) == before + 1)


def sockets_of(pid: int) -> int:
    """The websocket process below this one."""
    for child in descendants(pid):
        if Path(f"/proc/{child}/comm").read_text(encoding="utf-8").strip() == "andu-sockets":
            return child
    raise AssertionError("no websocket process")
