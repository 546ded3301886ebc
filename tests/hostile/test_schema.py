"""What schemathesis makes of the OpenAPI document, in the names of several people (R18)."""

import json
import time
import uuid
from typing import Any
from urllib.parse import urlencode

import pytest
import schemathesis
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from andu.api.site import document
from andu.api.tests.programs import program
from andu.kit.rights import all_rights
from tests.cast import give_right
from tests.hostile.test_api import faults, unhurried

pytestmark = pytest.mark.long  # Not yet seen to pass

FIXTURES = (unhurried,)

SHORT, LONG = 8, 400  # cases of one operation, one person, one mode
SLOW = 2.0  # seconds
PEOPLE = ("clerk", "office_head", "keeper", "reader", "nobody")
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


def ways_in(world: Any) -> dict[str, Client]:
    """A way in for each kind of person."""
    give_right(world["registrar"], *(one.code for one in all_rights() if not one.office))
    made = {
        "clerk": program(world["clerk"]), "office_head": program(world["office_head"]),
        "keeper": program(world["registrar"]), "reader": program(world["clerk"], scope="read"),
        "nobody": Client(),
    }  # fmt: skip
    for client in made.values():
        client.raise_request_exception = False
    return made


def known(path: str, world: Any) -> list[dict[str, Any] | None]:
    """What the gaps of an address are filled with: what there is, and whatever is made up."""
    there = {"number": world.matter.pk, "key": "leave", "code": "follow", "file": world.paper.pk}
    there |= {"code": "todo"} if "lists" in path else {}
    gaps = {name: value for name, value in there.items() if f"{{{name}}}" in path}
    return [gaps, None] if gaps else [None]


def ask(client: Client, case: Any) -> Any:
    """Send one case; what took effect is taken back."""
    is_none, is_raw = type(case.body).__name__ == "NotSet", isinstance(case.body, bytes)
    raw = case.body if is_raw else b"" if is_none else json.dumps(case.body, default=str).encode()
    head = {"HTTP_IDEMPOTENCY_KEY": uuid.uuid4().hex}
    query = urlencode(case.query or {}, doseq=True)
    with transaction.atomic():
        answer = client.generic(
            case.method, case.formatted_path, raw, content_type=case.media_type or "",
            QUERY_STRING=query, **head,
        )  # fmt: skip
        transaction.set_rollback(answer.status_code < 400)
    return answer


def complaints(client: Client, world: Any, most: int) -> tuple[int, list[str]]:
    """How many cases were sent by one person, and what was wrong."""
    found, count = [], 0
    for operation in schemathesis.openapi.from_dict(document()).get_all_operations():
        one = operation.ok()
        for mode in MODES:
            for gaps in known(one.path, world):
                made = one.as_strategy(generation_mode=mode, path_parameters=gaps)

                @settings(
                    max_examples=most,
                    derandomize=True,
                    deadline=None,
                    database=None,
                    suppress_health_check=list(HealthCheck),
                )
                @given(case=made)
                def run(case: Any) -> None:
                    nonlocal count
                    count, begun = count + 1, time.monotonic()
                    said = faults(ask(client, case))
                    said += ["slow"] if time.monotonic() - begun > SLOW else []
                    found.extend(
                        f"{case.method} {case.formatted_path} {case.body!r:.200}: {why}"
                        for why in said
                    )

                run()
    return count, found


@pytest.mark.parametrize("who", PEOPLE)
def test_no_case_made_from_the_document_breaks_the_api(who, world):
    count, found = complaints(ways_in(world)[who], world, SHORT)
    assert count > SHORT * len(MODES)
    assert not found, "\n".join(found[:40])


@pytest.mark.long
@pytest.mark.parametrize("who", PEOPLE)
def test_no_case_of_many_breaks_the_api(who, world, capsys):
    begun = time.monotonic()
    count, found = complaints(ways_in(world)[who], world, LONG)
    took = time.monotonic() - begun
    with capsys.disabled():
        print(f"\n{who}: {count} cases in {took:.0f} s, {len(found)} faults")  # noqa: T201
    assert not found, "\n".join(found[:40])
