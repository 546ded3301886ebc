import logging
import sys

import pytest

from andu.config.logs import OneLine, without_secrets


def line(message, *args, exc_info=None) -> str:
    return OneLine().format(
        logging.LogRecord("andu.x", logging.WARNING, "", 1, message, args, exc_info)
    )


def test_a_record_is_one_line_that_nobody_can_break():
    said = line("name %s", "a\r\n2026 WARNING forged\x1b[2J\u2028陈")
    assert "\n" not in said
    assert "\x1b" not in said
    assert said.endswith("陈")
    assert " WARNING andu.x id=- name a" in said


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
