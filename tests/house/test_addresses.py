"""The permission table over the whole URL map, and a walk through every address."""

import pytest
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import NoReverseMatch, path

from andu.kit.opening import open_to_all
from andu.organisation.models import Member
from tests.cast import client_of
from tests.house import reading
from tests.house.addresses import (
    OFFICES,
    Address,
    addresses,
    answer,
    disagreements,
    let_in,
    open_to,
    rights,
    tables,
    values,
)

METHODS = ("GET", "POST")
ADVICE = (
    'Write the row in andu/<room>/tests/routes.py: ROUTES = {"room:name": "members"}; values are '
    "anonymous, members, token, right:<code>, office:<system, security or audit>, joined by | if "
    "several."
)


def login_url() -> str:
    """Where people sign in; nothing while there is no such page yet."""
    try:
        return resolve_url(settings.LOGIN_URL)
    except NoReverseMatch:
        return ""


def of_kind(*kinds: str) -> list[Address]:
    """Addresses whose rows all say one of the kinds."""
    said = values()
    return [
        found for found in addresses() if found.name in said
        and {part.partition(":")[0] for part in said[found.name].split("|")} <= {*kinds}
    ]  # fmt: skip


def walk(client: Client, there: list[Address], login: str = "") -> list[str]:
    """Closed addresses that open for this client, one line each."""
    tried = [
        (method, found, answer(client, method, found)) for found in there for method in METHODS
    ]
    return [
        f"{method} {found.url} ({found.name}) answers {response.status_code}"
        for method, found, response in tried if let_in(response, login)
    ]  # fmt: skip


def test_every_address_has_its_row() -> None:
    wrong = disagreements(addresses(), tables(), rights())
    assert not wrong, reading.report(wrong, ADVICE)


@pytest.mark.django_db
def test_nobody_gets_in_without_signing_in() -> None:
    wrong = walk(Client(), of_kind("members", "right", "office"), login_url())
    assert not wrong, reading.report(wrong, "Close it, or say anonymous in its row.")


@pytest.mark.django_db
def test_open_addresses_answer_anybody() -> None:
    tried = [(found, answer(Client(), "GET", found)) for found in of_kind("anonymous")]
    wrong = [found.url for found, response in tried if response.status_code >= 500]
    assert not wrong, reading.report(wrong, "An open page never fails.")


def test_a_plain_member_gets_into_no_office(clerk: Member) -> None:
    wrong = walk(client_of(clerk), of_kind("right", "office"))
    assert not wrong, reading.report(wrong, "The view must ask for the right its row names.")


@pytest.mark.parametrize("office", sorted(OFFICES))
def test_administrators_keep_to_their_offices(office: str, request: pytest.FixtureRequest) -> None:
    client, said = Client(), values()
    client.force_login(request.getfixturevalue(f"{office}_administrator"))
    theirs = [found for found in of_kind("right", "office") if open_to(office, said[found.name])]
    others = [found for found in of_kind("right", "office") if found not in theirs]
    wrong = walk(client, others)
    wrong += [
        f"{found.url} ({found.name}) is closed to its own office" for found in theirs
        if answer(client, "GET", found).status_code in {401, 403, *range(500, 600)}
    ]  # fmt: skip
    assert not wrong, reading.report(wrong, "Each administrator opens the own office only (C14).")


def test_rows_open_the_right_office() -> None:
    assert open_to("audit", "members|office:audit")
    assert not open_to("audit", "office:system")
    assert not open_to("audit", "right:no.such.right")


def test_pages_for_members_answer_a_member(clerk: Member) -> None:
    tried = [(found, answer(client_of(clerk), "GET", found)) for found in of_kind("members")]
    wrong = [
        f"{found.url} ({found.name}) answers {response.status_code}" for found, response in tried
        if response.status_code >= 500 or response.status_code in {401, 403}
    ]  # fmt: skip
    assert not wrong, reading.report(wrong, "A page for members opens, or says 404 for no object.")


def test_a_session_opens_no_api(clerk: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("andu.api.middleware.value", lambda _setting: 10**9)  # of a minute
    wrong = [
        found.url for found in of_kind("token") for method in METHODS
        if answer(client_of(clerk), method, found).status_code != 401
    ]  # fmt: skip
    assert not wrong, reading.report(wrong, "A page elsewhere could act with somebody's session.")


@open_to_all
def opened(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a secret")


@open_to_all
def closed(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponseRedirect("/login")


@open_to_all
def absent(request: HttpRequest, key: str) -> HttpResponse:
    raise Http404


@open_to_all
def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError


urlpatterns = [
    path("opened", opened, name="opened"),
    path("closed/<int:pk>", closed, name="closed"),
    path("absent/<slug:key>", absent, name="absent"),
    path("broken", broken, name="broken"),
    path("nameless", opened),
]


@pytest.mark.urls(__name__)
def test_an_open_or_broken_door_is_caught() -> None:
    there = [found for found in addresses(__name__) if found.name]
    wrong = walk(Client(), there, "/login")
    assert {line.split()[1] for line in wrong} == {"/opened", "/broken"}


def test_gaps_in_the_table_are_caught() -> None:
    said = {
        "": {"opened": "members", "gone": "members", "absent": "right:x"},
        "mail": {"opened": "anonymous", "broken": "anonymous"},
    }
    found = "\n".join(disagreements(addresses(__name__), said, {"mail.read"}))
    for line in (
        "opened: give the address a name", "closed: no row", "gone: a row without",
        "opened: more than one row", "broken: belongs to another", "absent: right:x is no right",
    ):  # fmt: skip
        assert line in found, line
