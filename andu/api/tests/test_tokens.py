"""Tokens: made once, shown once, kept as a digest, gone when they should be."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from andu.api import actions, rules
from andu.api.models import Token
from andu.api.policy import OPEN
from andu.api.tests.programs import program
from andu.audit.models import Entry
from andu.kit.models import RequestKey
from andu.kit.verdict import Refused
from andu.organisation.acting import APPOINTMENT, administrator
from andu.organisation.models import Appointment
from andu.policy.reading import value
from tests.cast import actor_of, client_of


def test_a_token_is_shown_once_and_kept_as_a_digest(clerk):
    browser = client_of(clerk)
    posted = {"name": "财务系统同步", "scope": "read", "days": "30", "_key": "token-key-0001"}
    page = browser.post("/me/tokens", posted)
    token = Token.objects.get()
    words = page.context["once"]
    assert words.startswith("andu_") and words in page.content.decode()
    assert words not in browser.get("/me/tokens").content.decode()
    assert token.digest != words and words not in str(Entry.objects.values_list("details"))
    assert not RequestKey.objects.filter(body__contains=words.encode()).exists()
    assert "no-store" in page["Cache-Control"]


def test_a_form_sent_twice_makes_one_token_whose_last_words_are_good(clerk):
    browser = client_of(clerk)
    posted = {"name": "报表", "scope": "read", "days": "30", "_key": "token-key-0001"}
    first, last = (browser.post("/me/tokens", posted).context["once"] for _click in range(2))
    token = Token.objects.get()
    assert first != last
    for words, status in ((first, 401), (last, 200)):
        machine = Client(HTTP_AUTHORIZATION=f"Bearer {words}")
        assert machine.get("/api/me").status_code == status
    late = browser.post("/me/tokens", posted)  # in use by now: its words stay
    assert late.status_code == 422 and "已经建立过" in late.text
    other = browser.post("/me/tokens", {**posted, "name": "别的"})
    assert other.status_code == 422
    assert list(Token.objects.values_list("digest")) == [(token.digest,)]


@pytest.mark.parametrize(
    ("name", "scope", "days"), [("", "act", 3), ("x", "all", 3), ("x", "act", 0), ("x", "act", 999)]
)
def test_a_token_needs_a_purpose_a_scope_and_an_end(clerk, name, scope, days):
    with pytest.raises(Refused):
        actions.make_token(name, scope, days, by=actor_of(clerk))
    assert not Token.objects.exists()


def test_nobody_makes_any_number_of_tokens(clerk):
    for number in range(10):
        actions.make_token(f"程序 {number}", "read", 1, by=actor_of(clerk))
    with pytest.raises(Refused, match="最多 10 个"):
        actions.make_token("第十一个", "read", 1, by=actor_of(clerk))


def test_what_a_browser_chose_is_not_what_a_program_acts_as(clerk, bureau):
    main = clerk.appointments.get()
    other = Appointment.objects.create(member=clerk, unit=bureau.units["finance"])
    machine = program(clerk)
    machine.force_login(clerk.account)
    session = machine.session
    session[APPOINTMENT] = other.pk
    session.save()
    assert machine.ask("me")["unit"] == main.unit.name


def test_a_form_that_is_wrong_keeps_what_was_typed(clerk):
    answer = client_of(clerk).post(
        "/me/tokens", {"name": "报表", "scope": "read", "days": "9000", "_key": "token-key-0001"}
    )
    assert answer.status_code == 422
    assert "报表" in answer.content.decode() and "1 到 180 天" in answer.content.decode()


def test_a_revoked_token_opens_nothing(clerk, office_head):
    machine = program(clerk)
    assert machine.get("/api/me").status_code == 200
    token = Token.objects.get()
    with pytest.raises(Refused):
        actions.revoke_token(token, by=actor_of(office_head))
    assert client_of(office_head).post(f"/me/tokens/{token.pk}/revoke").status_code == 404
    client_of(clerk).post(f"/me/tokens/{token.pk}/revoke")
    answer = machine.get("/api/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "token-ended")
    with pytest.raises(Refused, match="已经停用"):
        actions.revoke_token(token, by=actor_of(clerk))


def test_an_expired_token_and_a_closed_door_open_nothing(clerk, monkeypatch):
    machine = program(clerk)
    with monkeypatch.context() as closed:
        closed.setattr("andu.api.rules.value", lambda *_words: False)
        assert machine.ask("me")["code"] == "closed"
    Token.objects.update(until=timezone.now() - datetime.timedelta(seconds=1))
    answer = machine.get("/api/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "token-expired")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_reading_token_changes_nothing(clerk):
    machine = program(clerk, scope="read")
    assert machine.get("/api/me").status_code == 200
    answer = machine.send("templates/leave/matters", title="请假")
    assert answer.status_code == 403
    assert answer.json()["code"] == "read-only"


def test_a_last_use_is_noted(clerk):
    program(clerk).get("/api/me")
    assert Token.objects.get().used_at is not None


@pytest.mark.parametrize("words", ["", "Bearer", "Bearer x", "Basic YTpi", "Bearer andu_nonsense"])
def test_anything_else_is_a_stranger(clerk, words):
    browser = client_of(clerk)  # a session counts for nothing at /api/
    answer = browser.get("/api/me", HTTP_AUTHORIZATION=words)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


def test_the_document_names_every_address_and_its_guide_shows_them(clerk):
    browser = client_of(clerk)
    document = browser.get("/api/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    assert "/api/matters/{number}/decision" in document["paths"]
    page = browser.get("/me/tokens/guide").content.decode()
    assert "/api/lists/{code}" in page and "超期说明" in page


def test_tokens_are_for_people_of_the_house_while_the_api_is_open(
    clerk, system_administrator, monkeypatch
):
    office = administrator(system_administrator)
    assert rules.may_make_token(office, "x", "read", 3).code == "no-member"
    assert rules.may_make_token(actor_of(clerk), "x", "read", 3)
    shut = lambda setting, **more: False if setting is OPEN else value(setting, **more)  # noqa: E731
    monkeypatch.setattr(rules, "value", shut)
    assert rules.may_make_token(actor_of(clerk), "x", "read", 3).code == "closed"
    assert not Token.objects.exists()
