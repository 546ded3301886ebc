import json
import logging
import sys

import pytest
from django.test import Client

from andu.api.tests.programs import program
from andu.config.logs import Json, OneLine, configuration, without_secrets
from tests.cast import client_of


def line(message, *args, exc_info=None) -> str:
    return OneLine().format(
        logging.LogRecord("andu.x", logging.WARNING, "", 1, message, args, exc_info)
    )


def test_a_record_is_one_line_that_nobody_can_break():
    said = line("name %s", "a\r\n2026 WARNING forged\x1b[2J\u2028陈")
    assert "\n" not in said
    assert "\x1b" not in said
    assert said.endswith("陈")
    assert " WARNING andu.x id=- by=- name a" in said


def test_a_trace_is_on_the_same_line():
    try:
        raise ValueError("odd")
    except ValueError:
        said = line("broken", exc_info=sys.exc_info())
    assert "\n" not in said
    assert "ValueError: odd" in said


@pytest.mark.parametrize(
    "text",
    [
        "password=hunter2", "'password': 'hunter2'", "Authorization: Bearer hunter2",
        "Cookie: sessionid=hunter2", "token=hunter2&x=1", "postgresql://andu:hunter2@host/db",
    ],
)  # fmt: skip
def test_secrets_are_struck_out(text):
    assert "hunter2" not in without_secrets(text)


def test_an_answer_carries_the_number_of_its_request(client, db):
    given = "0123456789abcdef"
    assert client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] == given
    odd = client.get("/healthz", headers={"X-Request-ID": "a b\tc" * 9})["X-Request-ID"]
    assert len(odd) == 16


def requests_told(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "andu.requests"]


@pytest.fixture
def heard(caplog, monkeypatch):
    """The lines of requests, as the log's own format writes them."""
    monkeypatch.setattr(logging.getLogger("andu"), "propagate", True)
    caplog.set_level("INFO", "andu.requests")
    caplog.handler.setFormatter(OneLine())
    return caplog


def test_a_request_is_told_with_who_asked_its_status_and_how_long_it_took(clerk, heard):
    browser = client_of(clerk)
    heard.clear()
    browser.get("/todo?token=hunter2", headers={"X-Request-ID": "0123456789"})
    (said,) = heard.text.splitlines()
    assert f" INFO andu.requests id=0123456789 by={clerk.account_id} GET /todo 200 " in said
    assert said.endswith("ms")
    assert "hunter2" not in said


def test_nobody_is_named_after_somebody_elses_request(clerk, heard):
    client_of(clerk).get("/todo")
    heard.clear()
    Client().get("/todo")
    assert " by=- GET /todo 302 " in heard.text


@pytest.mark.parametrize(
    ("at", "within"),
    [("/me/notices/settings", "views.arranging"), ("/api/notices/settings", "queries")],
)
def test_a_fault_is_told_with_the_number_by_which_it_is_found(
    at, within, clerk, heard, monkeypatch
):  # fmt: skip
    def struck(*_all, **_named):
        raise RuntimeError("/opt/andu/secret")

    browser = program(clerk) if at.startswith("/api/") else client_of(clerk)
    browser.raise_request_exception = False
    monkeypatch.setattr(f"andu.notify.{within}.choices_of", struck)
    answer = browser.get(at)
    number = answer["X-Request-ID"]
    assert answer.status_code == 500
    assert number in answer.text and "secret" not in answer.text
    assert f"ERROR django.request id={number}" in heard.text and "/opt/andu/secret" in heard.text


def test_what_opens_something_by_being_known_is_not_told(db, heard):
    Client().get("/verify/AB12-CD34-EF56")
    assert "GET /verify/***" in heard.text
    assert "AB12" not in heard.text


def test_health_is_asked_in_silence_and_faults_are_told(db, heard):
    Client().get("/healthz")
    assert not requests_told(heard)
    Client().get("/nowhere%0Aforged")
    assert "\n" not in heard.text.strip()
    assert "404" in heard.text


def test_as_json_a_line_is_one_object_with_the_same_facts():
    assert configuration("INFO", "json")["formatters"]["line"] == {"()": "andu.config.logs.Json"}
    record = logging.LogRecord("andu.x", logging.INFO, "", 1, "a\n%s", ("token=hunter2",), None)
    record.status, record.ms = 200, 1.5
    said = Json().format(record)
    assert "\n" not in said
    told = json.loads(said)
    assert (told["message"], told["id"], told["by"]) == ("a\ntoken=***", "-", "-")
    assert (told["level"], told["status"], told["ms"]) == ("INFO", 200, 1.5)
