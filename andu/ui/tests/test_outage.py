"""The database is away or a disk is full: 503 in clear words, when to come again, nothing lost."""

import errno
import logging
import sqlite3
import sys

import psycopg
import pytest
from django.db import IntegrityError, InterfaceError, OperationalError, connection
from django.test import RequestFactory
from django.urls import get_resolver

from andu.ui import outage

GONE = OperationalError("the connection is closed")
FULL_FILE = OSError(errno.ENOSPC, "No space left on device")
TYPED = {"title": "出差 <三天>", "reason": "第一行\n第二行", "_key": "key-0001", "to": ["3", "5"]}


def full_server():
    fault = OperationalError("could not extend file")
    fault.__cause__ = psycopg.errors.DiskFull()
    return fault


def answered(request, error):
    try:
        raise error
    except Exception:
        return get_resolver().resolve_error_handler(500)(request)


@pytest.mark.parametrize(
    ("error", "says", "wait"),
    [
        (GONE, "可能没有写入", "3"),
        (InterfaceError("connection already closed"), "可能没有写入", "3"),
        (connection.Database.OperationalError("closed with a cursor"), "可能没有写入", "3"),
        (OperationalError("database is locked"), "可能没有写入", "3"),
        (OperationalError("database or disk is full"), "存储空间满了", "60"),
        (full_server(), "存储空间满了", "60"),
        (FULL_FILE, "存储空间满了", "60"),
    ],
)
def test_an_outage_says_what_happened_and_when_to_come_again(error, says, wait):
    answer = answered(RequestFactory().get("/todo?page=2"), error)
    assert answer.status_code == 503
    assert says in answer.content.decode()
    assert answer["Retry-After"] == answer["Refresh"] == wait
    assert "no-store" in answer["Cache-Control"]
    assert 'href="/todo?page=2"' in answer.content.decode()


def wrong_statement():
    fault = OperationalError("no such column: x")
    with pytest.raises(sqlite3.OperationalError) as caught:
        sqlite3.connect(":memory:").execute("SELECT x")
    fault.__cause__ = caught.value
    return fault


@pytest.mark.parametrize(
    "error", [wrong_statement(), IntegrityError("x"), OSError(errno.ENOENT, "x"), KeyError("x")]
)
def test_other_faults_are_ours(error):
    answer = answered(RequestFactory().get("/todo"), error)
    assert answer.status_code == 500
    assert "Retry-After" not in answer


def test_what_was_typed_can_be_sent_again_under_the_same_key():
    answer = answered(RequestFactory().post("/start/leave?step=1", TYPED), GONE)
    page = answer.content.decode()
    assert "Refresh" not in answer
    assert 'method="post" action="/start/leave?step=1"' in page
    assert 'name="title" value="出差 &lt;三天&gt;"' in page
    assert 'name="reason" value="第一行\n第二行"' in page
    assert 'name="_key" value="key-0001"' in page
    assert page.count('name="to"') == 2


@pytest.mark.parametrize(
    "typed",
    [
        {"login_name": "fang", "password": "hunter2-hunter2"},  # pragma: allowlist secret
        {"text": "长" * (outage.MOST + 1)},
    ],
)
def test_secrets_and_what_is_too_long_are_not_written_into_a_page(typed):
    page = answered(RequestFactory().post("/login", typed), GONE).content.decode()
    assert "hunter2" not in page
    assert "长长长" not in page
    assert "再试一次" in page


def test_a_machine_hears_a_problem_document():
    answer = answered(RequestFactory().post("/api/v1/matters", TYPED), GONE)
    assert answer.status_code == 503
    assert answer["Content-Type"] == "application/problem+json"
    assert b'"away"' in answer.content
    assert answer["Retry-After"] == "3"


@pytest.mark.parametrize(("error", "is_written"), [(GONE, False), (KeyError("x"), True)])
def test_the_log_has_one_line_for_an_outage_and_a_trace_for_a_fault(error, is_written):
    try:
        raise error
    except Exception:
        record = logging.LogRecord("django.request", 40, "", 1, "x", (), sys.exc_info())
    assert outage.Told().filter(record) is is_written
