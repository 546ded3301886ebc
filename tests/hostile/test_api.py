"""Every write of the API with bodies of bad faith: refused in words, and nothing changed (R18)."""

import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from andu.api.site import document
from andu.api.tests.programs import program
from tests.api.samples import READS, WRITES, operations
from tests.api.test_writes import METHODS, everything
from tests.hostile.bodies import unread, wrong

pytestmark = (
    pytest.mark.long
)  # Not yet seen to pass whole: samples used up by the first of many bodies

CHINESE = re.compile("[\u4e00-\u9fff]{2}")
INSIDE = re.compile(r'Traceback|File "|/andu/|django\.|pydantic|sqlite|psycopg', re.I)
NAMES = [name for name, _method, _path in operations(reading=False)]
HEADERS = {
    "HTTP_IDEMPOTENCY_KEY": ("", "x", "a\0b", "x" * 10_000, "../../..", "字" * 8, "a b"),
    "HTTP_AUTHORIZATION": ("", "Bearer", "Bearer \0", "Bearer " + "x" * 100_000, "Basic Og==",
                           "Bearer andu_\xff", "Bearer ' or 1=1 --", "bearer andu_字"),
    "HTTP_ACCEPT": ("", "*/*", "\0", "text/html", "application/json;q=x", "x" * 10_000),
    "HTTP_IF_NONE_MATCH": ("", "*", '"', "\0", '"' * 10_000),
    "HTTP_X_FORWARDED_FOR": ("x", "' or 1=1 --", "::", "1.2.3.4, \0"),
    "HTTP_USER_AGENT": ("\0", "x" * 100_000, "<script>", "\xff\xfe"),
    "HTTP_ACCEPT_LANGUAGE": ("\0", "x" * 100_000, "../../etc"),
    "HTTP_RANGE": ("bytes=-", "bytes=9-1", "bytes=0-0,0-0" + ",0-0" * 10_000, "x=1"),
    "HTTP_X_HTTP_METHOD_OVERRIDE": ("DELETE",),
    "CONTENT_LENGTH": ("-1", "0", ""),
    "HTTP_CONTENT_ENCODING": ("gzip", "x"),
    "HTTP_COOKIE": ("sessionid=\0", "=" * 10_000, "sessionid=" + "x" * 100_000),
}  # fmt: skip


@pytest.fixture(autouse=True)
def unhurried(monkeypatch):
    monkeypatch.setattr("andu.api.middleware.value", lambda *_a, **_k: 10**9)


def fields_of(name: str) -> list[str]:
    """The fields the document names for the body of an operation."""
    made = document()
    said = next(
        said for methods in made["paths"].values() for said in methods.values()
        if said["operationId"] == name
    )  # fmt: skip
    schema = said["requestBody"]["content"]["application/json"]["schema"]
    return list(made["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]["properties"])


def faults(answer: Any) -> list[str]:
    """What is wrong with an answer to nonsense."""
    said = [f"status {answer.status_code}"] if answer.status_code >= 500 else []
    text = b"" if answer.streaming or answer.status_code == 304 else answer.content
    said += [f"tells {INSIDE.search(text.decode())}"] if INSIDE.search(text.decode()) else []
    if answer.status_code < 400:
        return said
    if answer["Content-Type"] != "application/problem+json":
        return [*said, f"{answer.status_code} as {answer['Content-Type']}"]
    words = json.loads(text)
    return said + ([] if CHINESE.search(words["detail"]) and words["code"] else ["no words"])


def sent(machine: Any, method: str, path: str, raw: bytes, kind: str, **head: str) -> list[str]:
    """Send it; what is wrong with the answer. What took effect is taken back."""
    more = {"HTTP_IDEMPOTENCY_KEY": uuid.uuid4().hex, **head}
    with transaction.atomic():
        answer = machine.generic(method.upper(), path, raw, content_type=kind, **more)
        said = faults(answer)
        transaction.set_rollback(answer.status_code < 400)
    return said


def tried(name: str, bodies: Iterator[tuple[bytes, str]], world: Any) -> list[str]:
    """All of them to one operation; every fault, with the body it came of."""
    call = WRITES[name](world)
    machine = program(call.who)
    machine.raise_request_exception = False
    machine.get("/api/me")
    before, found = everything(), []
    for raw, kind in bodies:
        said = sent(machine, METHODS[name], call.path, raw, kind)
        found += [f"{raw[:120]!r} ({kind}): {one}" for one in said]
    assert everything() == before
    return found


@pytest.mark.parametrize("name", NAMES)
def test_bodies_that_are_none_are_refused_in_words(name, world):
    found = tried(name, unread(WRITES[name](world).said), world)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", NAMES)
def test_values_of_a_wrong_kind_break_nothing(name, world):
    bodies = wrong(WRITES[name](world).said, fields_of(name))
    found = tried(name, ((json.dumps(one).encode(), "application/json") for one in bodies), world)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", [*NAMES, *READS])
def test_strange_headers_break_nothing(name, world):
    call = {**WRITES, **READS}[name](world)
    machine, found = program(call.who), []
    machine.raise_request_exception = False
    raw = json.dumps(call.said).encode() if name in WRITES else b""
    for head, values in HEADERS.items():
        for value in values:
            said = sent(machine, METHODS.get(name, "get"), call.path, raw, "application/json",
                        **{head: value})  # fmt: skip
            found += [f"{head}={value[:40]!r}: {one}" for one in said]
    assert not found, "\n".join(found)
