"""Every form of the house with what no browser sends: never a broken page (C31, R41)."""

import importlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from tests.hostile.test_api import INSIDE
from tests.house import reading
from tests.house.addresses import addresses
from tests.matrix.table import PARTS as PAGES
from tests.matrix.table import ROWS

FEW = ("keeper", "security")
KINDS = ("keeper", "head", "system", "security", "audit", "anonymous")
READ = re.compile(r"(?:POST|posted|sent|said)(?:\.get|\.getlist)?[\(\[]\s*\"([\w-]+)\"")
WRITTEN = re.compile(r"\bname=\"([\w-]+)\"")
ALWAYS = (
    "f-reason",
    "f-days",
    "f-papers",
    "f-papers-new",
    "title",
    "urgency",
    "choice-check",
    "_key",
)
FORM = "application/x-www-form-urlencoded"
STRANGE = (
    "", "\0", "a\0b", "-1", "0", str(2**31), str(2**63), "9" * 5000, "1e9", "NaN", "\u202etxt", "²",
    "٣", "' or 1=1 --", "<script>alert(1)</script>", "9999-12-31", "0001-01-01", "2026-02-30", "[]",
    "[[[[{}]]]]", "null", "{}", "../../etc/passwd", "x" * 3000, "\r\nX: y", "//evil.example/",
    "javascript:alert(1)", "true", "\ufffe", "{{7*7}}", "1,2", "1", "on", '{"a":' * 1100,
)  # fmt: skip
STRIDE = 41  # of the short form
PARTS = 8  # of the long form: what is stopped can be taken up again
AGE = 7  # how far the values move on in each round


def names() -> list[str]:
    """Every name that a view, a template or a form speaks of."""
    texts = [reading.text(path) for path in reading.product(".py", ".html")]
    found = {name for text in texts for name in (*READ.findall(text), *WRITTEN.findall(text))}
    for path in reading.product(".py"):
        if "forms" in path.parts or path.stem == "forms":
            importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
    kinds = list(forms.BaseForm.__subclasses__())
    while kinds:
        one = kinds.pop()
        kinds += one.__subclasses__()
        found |= set(getattr(one, "base_fields", {}))
    return sorted(found | {*ALWAYS})


@cache
def bodies() -> list[tuple[bytes, str]]:
    """All of them, made once."""
    return [*_bodies(len(STRANGE))]


def _bodies(rounds: int) -> Iterator[tuple[bytes, str]]:
    """Forms with a strange value in every field, and what is no form at all."""
    every = names()
    for turn in range(rounds):
        post = QueryDict(mutable=True)
        for at, name in enumerate(every):
            value = STRANGE[(at + turn * AGE) % len(STRANGE)]
            post.setlist(name, [value] * (1 + turn % 3))
        del post["_key"]
        yield post.urlencode().encode(), FORM
    files = {name: SimpleUploadedFile("\u202e../x.txt", b"x") for name in every}
    yield encode_multipart(BOUNDARY, files), MULTIPART_CONTENT
    yield b"&".join(b"k%d=%d" % (n, n) for n in range(10_000)), FORM
    yield b"&".join(b"title=%d" % n for n in range(10_000)), FORM
    yield b"%FF=%FE&%00=%00&title=%ED%A0%80&=&&&=x", FORM
    yield b'{"title": [1]}', "application/json"
    yield (
        b"--x\r\nContent-Disposition: form-data; name=\r\n\r\n--x",
        "multipart/form-data; boundary=x",
    )
    yield b"", "multipart/form-data"
    yield b"title=x", f"{FORM}; charset=evil"
    yield b"title=x&_key=%00&_key=../../..", FORM


def doors(things: Any) -> Iterator[tuple[str, str]]:
    """Every address, the gaps filled with what there is."""
    for one in addresses():
        row = ROWS.get(one.name)
        if not one.name.startswith("api:v1") and one.name != "portal:part":
            yield one.name, reverse(one.name, kwargs=things[row.thing]) if row else one.url
    for part, row in PAGES.items():
        gaps = {**things[row.thing], "part": part} if part else things[row.thing]
        name = "portal:numbered" if "number" in gaps else "portal:part" if part else "portal:matter"
        yield f"{name} {part}", reverse(name, kwargs=gaps)


def broken(
    client: Client, places: Iterable[tuple[str, str]], stride: int = 1
) -> tuple[int, list[str]]:
    """How many forms were sent, and the addresses that broke or told too much; each address meets
    one of every `stride` bodies, so that all of them are met somewhere."""
    client.raise_request_exception = False
    found, count = [], 0
    for turn, (name, url) in enumerate(places):
        for raw, kind in bodies()[turn % stride :: stride]:
            with transaction.atomic():
                answer: Any = client.generic("POST", url, raw, content_type=kind)
                transaction.set_rollback(True)
            count += 1
            if answer.status_code == 405:
                break
            found += [f"{name} {url} {kind} {raw[:80]!r}: {said}" for said in about(answer)]
    return count, found


def about(answer: Any) -> list[str]:
    """What is wrong with an answer."""
    said = [f"status {answer.status_code}"] if answer.status_code >= 500 else []
    if answer.status_code >= 400 and (told := INSIDE.search(answer.content.decode())):
        said.append(f"tells {told[0]}")
    where = answer.get("Location", "")
    return said + ([f"leads to {where}"] if where and not re.match(r"/(?![/\\])", where) else [])


def test_the_names_of_fields_are_found():
    assert {"verb", "opinion", "login_name", "scope", "delegate", "f-papers-new"} <= {*names()}


@pytest.mark.parametrize("kind", FEW)
def test_no_form_breaks_the_house(kind, people, things):
    count, found = broken(people.browser(kind), doors(things), STRIDE)
    assert count > 100
    assert not found, "\n".join(found[:40])


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("kind", KINDS)
def test_no_form_of_many_breaks_the_house(kind, part, people, things, capsys):
    count, found = broken(people.browser(kind), [*doors(things)][part::PARTS])
    with capsys.disabled():
        print(f"\n{kind} {part}: {count} forms, {len(found)} faults", *found[:5], sep="\n")  # noqa: T201
    assert count > 100
    assert not found, "\n".join(found[:40])
