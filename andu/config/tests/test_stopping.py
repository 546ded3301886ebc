"""SIGTERM: what has begun is finished, jobs are handed back, open pages hear a code."""

import asyncio
import http.client
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from threading import Thread
from urllib.parse import urlencode

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from andu.config.tests.server import ROOT, Server, environment, eventually

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]

RESTART = 1012  # RFC 6455's registry: the page connects again by itself
SIGNED_IN = """
import django; django.setup()
from django.test import Client
from tests.cast import bureau, client_of
office = bureau.__wrapped__(None)
print(client_of(office.members["clerk"]).cookies["sessionid"].value)
"""
LONG_JOB = """
import django; django.setup()
from andu.kit.jobs import later
from andu.config.tests.test_stopping import dawdle
later(dawdle)
"""


def dawdle():
    """A job that takes far longer than a server waits for when it is stopped."""
    time.sleep(60)


@pytest.fixture
def server(data):
    server = Server(data)
    assert eventually(server.is_whole)
    yield server
    server.kill()


def in_office(data, script):
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False,
        env=environment(data) | {"DJANGO_SETTINGS_MODULE": "andu.config.settings"}, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def asked(port, method, path, body=None, headers=None):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with closing(line):
        line.request(method, path, body=body, headers=headers or {})
        answer = line.getresponse()
        return answer.status, answer.read().decode(), answer.headers


def test_a_request_that_has_begun_is_answered(server, data):
    _, page, headers = asked(server.port, "GET", "/login")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
    cookie = headers["Set-Cookie"].split(";")[0]
    body = urlencode({"csrfmiddlewaretoken": token, "login_name": "nobody", "password": "x"})
    sent = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    answers = []
    with closing(sqlite3.connect(data / "andu.sqlite3", isolation_level=None)) as rows:
        rows.execute("BEGIN IMMEDIATE")
        post = Thread(
            target=lambda: answers.append(asked(server.port, "POST", "/login", body, sent))
        )
        post.start()
        time.sleep(1)
        assert not answers
        server.process.send_signal(signal.SIGTERM)
        time.sleep(1.5)
        assert not answers
        rows.execute("ROLLBACK")
    post.join(20)
    assert [status for status, *_ in answers] == [422]
    assert server.process.wait(20) == 0


def test_a_job_that_takes_too_long_is_handed_back_untried(server, data):
    in_office(data, LONG_JOB)
    asking = (
        "select j.status, l.attempts from django_tasks_database_dbtaskresult j "
        "join kit_lease l on l.task_id = j.id where j.args_kwargs like '%dawdle%'"
    )

    def job():
        with closing(sqlite3.connect(data / "andu.sqlite3", timeout=20)) as rows:
            return rows.execute(asking).fetchall()

    assert eventually(lambda: job() == [("RUNNING", 1)]), job()
    begun = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - begun < 12
    assert job() == [("READY", 0)]


def test_open_pages_are_closed_with_the_code_of_a_restart(server, data):
    session = in_office(data, SIGNED_IN)

    async def page() -> int:
        origin = f"http://127.0.0.1:{server.port}"
        headers = {"Cookie": f"sessionid={session}"}
        url = f"ws://127.0.0.1:{server.port + 1}/ws"
        async with connect(url, origin=origin, additional_headers=headers) as line:
            await line.send('{"listen": ["nothing:1"]}')
            assert "nothing:1" in await line.recv()
            server.process.send_signal(signal.SIGTERM)
            with pytest.raises(ConnectionClosed) as closed:
                await asyncio.wait_for(line.recv(), 10)
        return closed.value.rcvd.code

    assert asyncio.run(page()) == RESTART
    assert server.process.wait(20) == 0


def test_the_figures_of_all_workers_are_told_together(server):
    for _ in range(40):
        assert asked(server.port, "GET", "/login")[0] == 200
    told = {asked(server.port, "GET", "/metrics")[1] for _ in range(8)}
    counted = re.compile(r'andu_requests_total{room="identity",status="2xx"} (\d+)')
    assert {counted.search(text).group(1) for text in told} == {"40"}
    for name in ("andu-pages", "andu-jobs", "andu-sockets"):
        assert all(f'process="{name}"' in text for text in told)


def test_the_log_is_json_on_demand(data):
    server = Server(data, ANDU_LOG="json")
    try:
        assert eventually(server.is_whole)
        asked(server.port, "GET", "/login")
        assert eventually(lambda: '"path": "/login", "status": 200' in server.log.read_text())
    finally:
        assert server.stop() == 0
