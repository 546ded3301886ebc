"""Strange values in addresses: never a broken page, on either database (issue 3, bad input)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import signing
from django.test import Client

from andu.approvals.tests.conftest import designer, submit, template, version
from andu.kit.rights import all_rights
from tests.cast import client_of, give_right
from tests.house import reading
from tests.house.addresses import Address, addresses

FIXTURES = (designer, submit, template, version)
ASKED = re.compile(r"(?:GET|asked)(?:\.get|\.getlist)?[\(\[]\"(\w+)\"")
MORE = ("label", "unit", "who", "at", "urgency", "state", "arrived", "due", "started", "who_text",
        "unit_text", "at_text", "arrived_from", "due_to", "sort", "list")  # fmt: skip
STRANGE = (
    "%00", "a%00b", "%ED%A0%80", "%FF", "-1", "0", str(2**31), str(2**63), "9" * 5000, "1e9", "NaN",
    "%D9%A1", "%C2%B2", "1.5", "%27%22%3E%3Cb%3E", "%25", "_", "%5C", "0000-00-00", "9999-12-31",
    "0001-01-01", "2026-02-30", "[]", "null", "..%2F..", "%F0%9F%93%84", "x" * 10_000,
    "%E2%80%AEgpj.exe", "1%27%20OR%201%3D1--", "%27%3B%20DROP%20TABLE%20x%3B--", "2026-11-29T25:61",
    "-99999-01-01", "true", "1,2,3", "%7B%22a%22%3A1%7D", "%0A%0D%09", "%EF%BF%BF",
)  # fmt: skip


CURSORS = (
    signing.dumps([["-id"], ["9" * 30]], salt="andu.kit.keyset"),
    signing.dumps([["due", "id"], ["0000-00-00", None]], salt="andu.kit.keyset"),
    signing.dumps([["-id"], [1]], salt="forged"),
    signing.dumps("not a token at all", salt="andu.kit.keyset"),
    "W10:1:x",
)


def names() -> list[str]:
    """Every name some view reads from an address."""
    found = {name for path in reading.product(".py") for name in ASKED.findall(reading.text(path))}
    return sorted(found | {*MORE})


def questions(rounds: int) -> Iterator[str]:
    """Queries in which every name has a strange value, another one in each round; sometimes two."""
    every = names()
    for shift in range(rounds):
        chosen = [STRANGE[(at + shift * 5) % len(STRANGE)] for at in range(len(every))]
        pairs = list(zip(every, chosen, strict=True))
        short = [pair for pair in pairs if len(pair[1]) < 100 or pair[0] in ("q", "after", "from")]
        cursor = (
            f"&after={CURSORS[shift // 2 % len(CURSORS)]}" if shift % 2 else ""
        )  # the last wins
        yield "&".join(f"{name}={value}" for name, value in short) + cursor
    yield "&".join(f"{name}[]=1&{name}[a]=2&{name}=1&{name}=%00" for name in every)


def broken(client: Client, pk: int, rounds: int = 3) -> list[str]:
    """Addresses that answer 500 to some strange question."""
    asked = list(questions(rounds))
    return [
        f"{url}?{query[:60]}" for address in pages(client) for query in asked
        if _status(client, url := address.url.replace("999999", str(pk), 1), query) >= 500
    ]  # fmt: skip


def _status(client: Client, url: str, query: str) -> int:
    answer: Any = client.get(url, QUERY_STRING=query)
    return int(answer.status_code)


def pages(client: Client) -> list[Address]:
    """The addresses this client may ask by GET."""
    client.raise_request_exception = False
    there = [one for one in addresses() if one.name != "identity:logout"]
    return [one for one in there if client.get(one.url).status_code not in {403, 405}]


def test_no_page_breaks_by_strange_questions_of_a_member(director, submit):
    give_right(director, *(right.code for right in all_rights() if not right.office))
    assert not broken(client_of(director), submit().matter.pk)


@pytest.mark.long
def test_no_page_breaks_by_any_strange_question(director, submit):
    give_right(director, *(right.code for right in all_rights() if not right.office))
    assert not broken(client_of(director), submit().matter.pk, len(STRANGE))


@pytest.mark.parametrize("office", ["system", "security", "audit"])
def test_no_page_of_an_office_breaks_by_strange_questions(office, submit, request):
    client = Client()
    client.force_login(request.getfixturevalue(f"{office}_administrator"))
    assert not broken(client, submit().matter.pk)
