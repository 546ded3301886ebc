"""What schemathesis makes of the OpenAPI document, in the names of several people (R18)."""

import json
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
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

FIXTURES = (unhurried,)

SHORT, LONG = 3, 40  # cases of one operation, one person, one mode
PARTS = 16  # of the long form: what is stopped can be taken up again
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


@dataclass
class Told:
    """What came of the cases."""

    statuses: Counter[int] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many were sent."""
        return self.statuses.total()


def operations() -> list[Any]:
    """Every operation of the document, as schemathesis reads it."""
    made = schemathesis.openapi.from_dict(document())
    return [operation.ok() for operation in made.get_all_operations()]


def complaints(clients: Sequence[Client], world: Any, most: int, asked: Sequence[Any]) -> Told:
    """Each operation by one of these people after the other, `most` cases of each kind."""
    told = Told()
    for turn, one in enumerate(asked):
        for mode in MODES:
            for gaps in known(one.path, world):
                made = one.as_strategy(generation_mode=mode, path_parameters=gaps)
                _run(made, clients[turn % len(clients)], told, most)
    return told


def _run(made: Any, client: Client, told: Told, most: int) -> None:
    """Cases of one kind, each sent and noted."""

    @settings(
        max_examples=most, derandomize=True, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=made)
    def run(case: Any) -> None:
        begun = time.monotonic()
        answer = ask(client, case)
        told.statuses[answer.status_code] += 1
        said = faults(answer) + (["slow"] if time.monotonic() - begun > SLOW else [])
        if str(answer.status_code) not in case.operation.definition.raw["responses"]:
            said.append(f"undeclared {answer.status_code}")
        told.found.extend(
            f"{case.method} {case.formatted_path} {case.body!r:.200}: {why}" for why in said
        )

    run()


def test_no_case_made_from_the_document_breaks_the_api(world):
    told = complaints(list(ways_in(world).values()), world, SHORT, operations())
    assert told.count > len(operations()) * len(MODES)
    assert not told.found, "\n".join(told.found[:40])


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("who", PEOPLE)
def test_no_case_of_many_breaks_the_api(who, part, world, capsys):
    begun, asked = time.monotonic(), operations()[part::PARTS]
    told = complaints([ways_in(world)[who]], world, LONG, asked)
    took = time.monotonic() - begun
    with capsys.disabled():
        said = f"{told.count} cases in {took:.0f} s, {len(told.found)} faults"
        words = f"\n{who} {part}: {said}, {sorted(told.statuses.items())}"
        print(words, *told.found[:20], sep="\n")  # noqa: T201
    assert not told.found, "\n".join(told.found[:40])
