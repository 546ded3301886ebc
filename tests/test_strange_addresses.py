"""Addresses with strange numbers and words in them, and with other people's: walked from the URL
map, so that a new address is tried by itself (issue 3, bad input)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Max
from django.test import Client
from django.urls import reverse

from andu.approvals.tests.conftest import designer, submit, template, version
from andu.kit.rights import all_rights
from tests.cast import client_of, give_right
from tests.house.addresses import FILLERS, Address, addresses
from tests.test_strange_questions import STRANGE

FIXTURES = (designer, submit, template, version)
NUMBERS = ("0", str(2**31), str(2**63), "9" * 30)
WORDS = ("%00", "%FF", "%ED%A0%80", "%E2%80%AE", "%27%22%3E%3Cb%3E", "..", "9" * 30, "x" * 2000)
SECRET = "绝密九九八一"
HOLDERS = ("approvals", "workflow", "forms", "files", "todo", "notify")


def strange(address: Address) -> Iterator[str]:
    """The address with strange values in its gaps; in all of them at once."""
    marks = {gap: FILLERS.get(kind, "zzzz") for gap, kind in address.gaps}
    url = reverse(address.name, kwargs=marks)
    if "zzzz" in url:
        yield from (url.replace("zzzz", word) for word in WORDS)
    if "999999" in url:
        yield from (url.replace("999999", number) for number in NUMBERS)


def ours() -> list[Address]:
    """Every address that has a gap, but the one that ends the session."""
    return [one for one in addresses() if one.gaps]


def newest() -> set[int]:
    """The ids of what was made last in the rooms that hold matters; counting goes on from test to
    test on PostgreSQL."""
    kinds = [model for room in HOLDERS for model in apps.get_app_config(room).get_models()]
    found = {model._default_manager.aggregate(last=Max("pk"))["last"] for model in kinds}
    return {pk for pk in found if isinstance(pk, int)}


def asked(client: Client, method: str, url: str) -> Any:
    client.raise_request_exception = False
    return client.generic(method, url)


def test_every_address_is_walked():
    tried = {one.name for one in ours() for _url in strange(one)}
    told = {one.name for one in ours() if {kind for _gap, kind in one.gaps} != {"UUIDConverter"}}
    assert told <= tried and len(tried) > 60
    assert "%00" in STRANGE  # questions have their own test


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_address_breaks_by_what_stands_in_it(director, submit, method):
    give_right(director, *(right.code for right in all_rights() if not right.office))
    submit()
    client = client_of(director)
    wrong = [
        f"{method} {url[:90]} ({one.name})" for one in ours() for url in strange(one)
        if asked(client, method, url).status_code >= 500
    ]  # fmt: skip
    assert not wrong, "\n".join(wrong)


def test_no_address_shows_what_is_somebody_else_s(submit, outsider):
    submit(title=SECRET, **{"f-reason": SECRET})
    client = client_of(outsider)
    wrong, there = [], newest()
    for one in addresses():
        for near in there if "IntConverter" in {kind for _gap, kind in one.gaps} else [0]:
            answer = asked(client, "GET", one.url.replace("999999", str(near)))
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if SECRET.encode() in content:
                wrong.append(f"{one.name} with {near}")
    assert not wrong, wrong


def test_the_initiator_finds_it_at_those_addresses(submit, clerk):
    """So that the test above can fail."""
    matter = submit(title=SECRET).matter
    assert matter.pk in newest()
    assert SECRET in client_of(clerk).get(matter.get_absolute_url()).text
