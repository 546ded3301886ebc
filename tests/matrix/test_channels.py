"""The same matter through every other way a person could learn of it: lists, exports, search,
palette, the unit's page, the topics of open pages."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from andu.realtime.registry import may_listen
from tests.cast import actor_of
from tests.house import reading
from tests.matrix.people import KINDS, NOBODY, OFFICES, People
from tests.matrix.scene import TITLE, Things
from tests.matrix.table import LISTS, MATTER, UNIT

MEMBERS = [kind for kind in KINDS if kind not in {*NOBODY, *OFFICES}]
ADDRESSES = {
    "todo": "portal:todo", "reading": "portal:reading", "done": "portal:done",
    "mine": "portal:mine", "seen": "portal:seen", "drafts": "portal:drafts",
    "delegated": "portal:delegated", "entrusted": "portal:entrusted",
    "asked": "portal:asked", "followed": "portal:followed",
}  # fmt: skip


@pytest.mark.parametrize("kind", MEMBERS)
def test_no_other_way_leads_further(kind: str, people: People, things: Things) -> None:
    shown = dict(ways(kind, people, things))
    told = {way: kind in whom.split() for way, whom in expected().items()}
    wrong = [f"{way}: {shown[way]} for {kind}" for way in told if shown[way] != told[way]]
    assert not wrong, reading.report(wrong, "Who is right: the product, or tests/matrix/table.py?")


def expected() -> dict[str, str]:
    """Each way, and whom it leads to the matter."""
    every = dict.fromkeys(("search", "palette", "topic"), MATTER.people)
    lists = {f"{way} {code}": whom for code, whom in LISTS.items() for way in ("list", "export")}
    return {**every, **lists, "unit": UNIT}


def ways(kind: str, people: People, things: Things) -> Iterator[tuple[str, bool]]:
    """Each way, and whether it shows the matter to this person."""
    browser, pk = people.browser(kind), things["matter"]["pk"]
    for name, query in (("search", {"q": TITLE}), ("palette", {"q": TITLE})):
        address = reverse("search:index" if name == "search" else "portal:palette")
        yield (
            name,
            f"/w/{pk}" in browser.get(address, query, HTTP_HX_REQUEST="true").content.decode(),
        )
    yield "topic", may_listen(actor_of(people.members[kind]), f"matter:{pk}")
    for code, address in ADDRESSES.items():
        yield f"list {code}", TITLE in browser.get(reverse(address)).content.decode()
        yield f"export {code}", _is_exported(browser, code)
    yield "unit", TITLE in browser.get(reverse("portal:unit")).content.decode()


def _is_exported(browser, code: str) -> bool:  # type: ignore[no-untyped-def]
    asked = {"list": code, "kind": "csv", "query": "all=1"}
    answer = browser.post(reverse("portal:export"), asked)
    if answer.status_code != 302:
        return False
    taken = browser.get(answer["Location"])
    return TITLE.encode() in b"".join(taken.streaming_content)
