"""Every write of the API with bodies of bad faith: refused in words, and nothing changed (R18)."""

import json
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

import pytest
from django.db import transaction

from andu.api.site import document
from andu.api.tests.programs import program
from tests.api.samples import READS, WRITES, operations
from tests.api.test_writes import METHODS, everything
from tests.hostile.bodies import torn, unread, wrong
from tests.hostile.sending import read_out

CHINESE = re.compile("[\u4e00-\u9fff]{2}")
INSIDE = re.compile(r'Traceback|File "|/andu/|django\.|pydantic|sqlite|psycopg', re.I)
STRIDE = 31  # of the short form
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


def operation(name: str) -> dict[str, Any]:
    """What the document says of an operation."""
    return next(
        said for methods in document()["paths"].values() for said in methods.values()
        if said["operationId"] == name
    )  # fmt: skip


def fields_of(name: str) -> list[str]:
    """The fields the document names for the body of an operation; none, where it takes none."""
    made = document()
    content = operation(name).get("requestBody", {}).get("content", {})
    schema = next(iter(content.values()), {}).get("schema", {})
    known = made["components"]["schemas"].get(schema.get("$ref", "").rsplit("/", 1)[-1], schema)
    return list(known.get("properties", {}))


def faults(answer: Any) -> list[str]:
    """What is wrong with an answer to nonsense."""
    said = [f"status {answer.status_code}"] if answer.status_code >= 500 else []
    is_told = not answer.streaming and "json" in answer.get("Content-Type", "")
    text = answer.content.decode() if is_told else ""
    said += [f"tells {INSIDE.search(text)}"] if INSIDE.search(text) else []
    if answer.status_code < 400:
        return said
    if answer["Content-Type"] != "application/problem+json":
        return [*said, f"{answer.status_code} as {answer['Content-Type']}"]
    words = json.loads(text)
    return said + ([] if CHINESE.search(words["detail"]) and words["code"] else ["no words"])


def sent(machine: Any, name: str, path: str, raw: bytes, kind: str, **head: str) -> list[str]:
    """Send it; what is wrong with the answer. What took effect is taken back."""
    more = {"HTTP_IDEMPOTENCY_KEY": uuid.uuid4().hex, **head}
    with transaction.atomic():
        method = METHODS.get(name, "get").upper()
        answer = machine.generic(method, path, raw, content_type=kind, **more)
        said = faults(answer)
        read_out(answer)
        transaction.set_rollback(True)
    said += (
        [] if str(answer.status_code) in declared(name) else [f"undeclared {answer.status_code}"]
    )
    return said


@cache
def declared(name: str) -> frozenset[str]:
    """The statuses the document says an operation may answer with."""
    return frozenset(operation(name)["responses"])


def tried(name: str, call: Any, bodies: Iterable[tuple[bytes, str]]) -> list[str]:
    """All of them to one operation; every fault, with the body it came of. Nothing is left."""
    machine = program(call.who)
    machine.raise_request_exception = False
    machine.get("/api/me")
    before, found = everything(), []
    for raw, kind in bodies:
        said = sent(machine, name, call.path, raw, kind)
        found += [f"{name} {raw[:120]!r} ({kind}): {one}" for one in said]
    assert everything() == before
    return found


def nonsense(name: str, call: Any) -> Iterator[tuple[bytes, str]]:
    """Bodies that are none, and those with values of a wrong kind."""
    said = {} if callable(call.said) else call.said
    yield from unread(said)
    if callable(call.said):
        yield from torn(*call.said())
    for one in wrong(said, fields_of(name)):
        yield json.dumps(one).encode(), "application/json"


def headed(name: str, call: Any) -> Iterator[tuple[str, str]]:
    """Headers of bad faith."""
    yield from ((head, value) for head, values in HEADERS.items() for value in values)


def asked(name: str, call: Any, heads: Iterable[tuple[str, str]]) -> list[str]:
    """The sample itself with each of these headers; every fault."""
    machine, found = program(call.who), []
    machine.raise_request_exception = False
    raw, kind = b"", "application/json"
    if name in WRITES:
        raw, kind = call.said() if callable(call.said) else (json.dumps(call.said).encode(), kind)
    for head, value in heads:
        said = sent(machine, name, call.path, raw, kind, **{head: value})
        found += [f"{name} {head}={value[:40]!r}: {one}" for one in said]
    return found


SAMPLES = {**WRITES, **READS}


def every_so_many(
    names: Iterable[str], world: Any, make: Callable[..., Iterable[Any]], send: Callable[..., Any]
) -> list[str]:
    """Each operation with one of every so many, so that all of them are met somewhere."""
    found = []
    for turn, name in enumerate(names):
        with transaction.atomic():
            call = SAMPLES[name](world)
            found += send(name, call, islice(make(name, call), turn % STRIDE, None, STRIDE))
            transaction.set_rollback(True)
    return found


def test_bodies_of_bad_faith_are_refused_in_words(world):
    found = every_so_many(NAMES, world, nonsense, tried)
    assert not found, "\n".join(found[:40])


def test_strange_headers_break_nothing(world):
    found = every_so_many(SAMPLES, world, headed, asked)
    assert not found, "\n".join(found[:40])


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_all_bodies_of_bad_faith_are_refused_in_words(name, world):
    call = WRITES[name](world)
    found = tried(name, call, nonsense(name, call))
    assert not found, "\n".join(found[:40])


@pytest.mark.long
@pytest.mark.parametrize("name", SAMPLES)
def test_all_strange_headers_break_nothing(name, world):
    call = SAMPLES[name](world)
    found = asked(name, call, headed(name, call))
    assert not found, "\n".join(found[:40])
