"""Every write of the API, whichever there are: a key is asked for, and one key has one effect."""

import json
from typing import Any

import pytest
from django.apps import apps

from andu.api.tests.programs import program
from andu.kit.models import RequestKey
from andu.workflow.models import History, Matter
from tests.api.samples import LEAVE, WRITES, operations

ALL = list(operations(reading=False))
NAMES = [name for name, _method, _path in ALL]
METHODS = {name: method for name, method, _path in ALL}
KEY = "the-same-key-0001"


def everything() -> dict[str, Any]:
    """All rows there are, but the keys themselves."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model is not RequestKey and model._meta.managed
    }


def send(machine: Any, name: str, call: Any, key: str = KEY, **more: Any) -> Any:
    """The sample's request; the answer."""
    head = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
    said = {**call.said, **more} if isinstance(call.said, dict) else call.said
    kind = "application/json"
    if callable(call.said):
        said, kind = call.said()
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    return machine.generic(METHODS[name].upper(), call.path, body, content_type=kind, **head)


def test_every_write_has_its_sample():
    assert set(NAMES) == set(WRITES), "tests/api/samples.py: WRITES"


@pytest.mark.parametrize("name", NAMES)
def test_a_write_without_a_key_is_refused_and_changes_nothing(name, world):
    call = WRITES[name](world)
    machine = program(call.who)
    machine.get("/api/me")  # the token's last use is noted
    before = everything()
    for key in ("", "short", "no spaces please"):
        answer = send(machine, name, call, key)
        assert answer.status_code == 400, answer.content
        assert answer.json()["code"] == ("key-invalid" if key else "key-missing")
        assert "Idempotency-Key" in answer.json()["detail"]
    assert everything() == before


@pytest.mark.parametrize("name", NAMES)
def test_a_write_sent_twice_is_done_once(name, world):
    call = WRITES[name](world)
    machine = program(call.who)
    machine.get("/api/me")
    before = everything()
    first = send(machine, name, call)
    assert first.status_code < 300, first.content
    done = everything()
    assert done != before
    again = send(machine, name, call)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again["Content-Type"] == first["Content-Type"]
    assert everything() == done


@pytest.mark.parametrize("name", NAMES)
def test_a_reading_token_does_nothing(name, world):
    call = WRITES[name](world)
    machine = program(call.who, scope="read")
    machine.get("/api/me")
    before = everything()
    answer = send(machine, name, call)
    assert (answer.status_code, answer.json()["code"]) == (403, "read-only")
    assert everything() == before


def test_another_body_or_another_address_under_the_same_key_is_refused(world):
    machine, count = program(world["office_head"]), History.objects.count()
    path = f"/api/matters/{world.matter.pk}"
    assert machine.send(f"{path[5:]}/operations/follow", KEY).status_code == 200
    for where, said in (
        ("operations/follow", {"reason": "x"}), ("operations/unfollow", {}),
        ("decision", {"verb": "agree"}),
    ):  # fmt: skip
        answer = machine.send(f"{path[5:]}/{where}", KEY, **said)
        assert (answer.status_code, answer.json()["code"]) == (422, "key-used")
    assert History.objects.count() == count


def test_a_refusal_is_the_answer_to_its_key_as_well(world):
    machine = program(world["clerk"])
    wrong = {**LEAVE, "title": ""}
    first = machine.send("templates/leave/matters", KEY, **wrong)
    again = machine.send("templates/leave/matters", KEY, **wrong)
    assert first.status_code == again.status_code == 422
    assert first.json() == again.json() and first.json()["errors"]
    other = machine.send("templates/leave/matters", KEY, **LEAVE)
    assert other.json()["code"] == "key-used"
    assert Matter.objects.count() == 1  # the one of the world
    assert machine.send("templates/leave/matters", "another-key-0001", **LEAVE).status_code == 200


def test_a_key_belongs_to_its_person(world):
    for who in ("clerk", "office_head"):
        answer = program(world[who]).send(f"matters/{world.matter.pk}/operations/follow", KEY)
        assert answer.status_code == 200
