"""Every address that names an object, asked by every kind of person, for this object and for none.

Closed means: exactly what an object that does not exist gets (R20), so that nobody learns that it
exists. The expectations are in table.py.
"""

import json
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from andu.api.site import document
from andu.config import urls
from andu.kit.rights import all_rights
from andu.workflow import kinds
from andu.workflow.operating import _operations
from tests.house import reading
from tests.house.addresses import FILLERS, addresses, open_to, values
from tests.matrix import scene
from tests.matrix.people import KINDS, NOBODY, OFFICES, People
from tests.matrix.table import NOBODYS, PARTS, ROWS, Row

assert urls.urlpatterns  # mounts every room's part of the API
NOTHING = {
    "pk": FILLERS["IntConverter"], "key": "nothing", "number": "999999", "subject": "999999",
    "token": "b" * 32,
}  # fmt: skip
BODIES = {
    "decide": {"verb": "agree"}, "start": {"title": "x"}, "keep_draft": {"title": "x"},
    "change_schedule": {"name": "x", "who": "heads", "every": "day", "since": "2026-01-01"},
    "rewrite_draft": {"title": "x"}, "change_filter": {"name": "x"}, "edit_phrase": {"text": "x"},
    "move_phrase": {"step": 1}, "finish_upload": {"sha256": "x"},
    "answer_report": {"words": "x"}, "close_report": {"words": "x"},
}  # fmt: skip
# Programs' operations by their names: the one method each has.
API = "api:v1:"
OPERATIONS = {
    said["operationId"]: method.upper()
    for path in document()["paths"].values() for method, said in path.items()
}  # fmt: skip
# What is sent is looked at first where bytes are sent: the answer is the same for everybody.
BYTES = {"api:v1:add_piece", "api:v1:replace_attachment"}
FREE = {right.code for right in all_rights() if not right.office}  # those a role can give
SHUT = {401, 403, 404}
WRONG_METHOD = 405


def test_every_address_of_an_object_has_its_row() -> None:
    there = {one.name for one in addresses() if one.gaps}
    assert there - {*ROWS} - NOBODYS == set(), "write the row in tests/matrix/table.py"
    assert {*ROWS} | NOBODYS <= there, "a row without an address"


def test_every_part_of_a_matter_has_its_row() -> None:

    there = {*_operations, *kinds._shared, *(p for k in kinds._kinds.values() for p in k.pages)}
    assert there - {*PARTS} == set(), "write the row in PARTS of tests/matrix/table.py"
    assert {*PARTS} <= there, "a row without a part"


@pytest.mark.parametrize("kind", KINDS)
def test_objects_open_for_whom_the_table_names(
    kind: str, people: People, things: scene.Things
) -> None:
    asking = Asking(kind, people)
    wrong = [said for name, row in ROWS.items() for said in asking.about(name, row, things)]
    for part, row in PARTS.items():
        gaps = {**things[row.thing], "part": part} if part else things[row.thing]
        name = "portal:numbered" if "number" in gaps else "portal:part" if part else "portal:matter"
        wrong += asking.about(name, row, {row.thing: gaps})
    assert not wrong, reading.report(wrong, "Who is right: the view, or tests/matrix/table.py?")


class Asking:
    """One person at every door, each time as if nothing had been asked before."""

    def __init__(self, kind: str, people: People) -> None:
        self.kind, self.browser = kind, people.browser(kind)
        self.browser.raise_request_exception = False
        self.token = "" if kind in NOBODY else people.token(kind)

    def about(self, name: str, row: Row, things: scene.Things) -> list[str]:
        """What differs from the table for one address, one line each."""
        there = things[row.thing]
        nothing = {gap: NOTHING.get(gap, value) for gap, value in there.items()}
        wrong = []
        for method in methods_of(name):
            real = self.ask(method, name, there)
            if real.status_code == WRONG_METHOD:
                continue
            line = f"{method} {name} {there} for {self.kind} answers {real.status_code}"
            if self.is_let_in(method, name, row):
                wrong += [f"{line}: must open"] if is_shut(real) else []
            else:
                none = self.ask(method, name, nothing)
                same = (real.status_code, told(real)) == (none.status_code, told(none))
                shut = is_shut(real) or name in BYTES
                wrong += [] if shut and same else [f"{line}, none: {none.status_code}"]
        return wrong

    def ask(self, method: str, name: str, gaps: dict[str, Any]) -> Any:
        """Ask, and undo whatever it did."""
        more = {"HTTP_AUTHORIZATION": f"Bearer {self.token}"} if self.token else {}
        body = json.dumps(BODIES.get(name.removeprefix(API), {}))
        with transaction.atomic():
            answer = self.browser.generic(
                method, reverse(name, kwargs=gaps), body,
                "application/json", HTTP_IDEMPOTENCY_KEY=f"matrix-{method}", **more,
            )  # fmt: skip
            transaction.set_rollback(True)
        return answer

    def is_let_in(self, method: str, name: str, row: Row) -> bool:
        """Whether the table opens this for them."""
        people = row.people if method != "GET" or row.get is None else row.get
        if people != "right":
            return self.kind in people.split()
        said = values()[name]
        return (self.kind in OFFICES and open_to(self.kind, said)) or (
            self.kind == "keeper" and bool(FREE & {*said.replace("right:", "").split("|")})
        )


def methods_of(name: str) -> tuple[str, ...]:
    """What is tried at an address."""
    return (OPERATIONS[name.removeprefix(API)],) if name.startswith(API) else ("GET", "POST")


def is_shut(answer: Any) -> bool:
    """Whether an answer is a closed door or the way to the login."""
    return answer.status_code in SHUT or (
        answer.status_code == 302 and answer["Location"].startswith("/login")
    )


def told(answer: Any) -> str:
    """Where a redirect leads, without the address it came from."""
    return answer.get("Location", "").split("?")[0]
