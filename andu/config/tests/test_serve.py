import http.client
import os
import resource
import signal
import sqlite3
import sys
import time

import pytest

from andu.config.serve import pages
from andu.config.tests.server import Server, andu, descendants, eventually, free_port, is_alive

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]


@pytest.fixture
def server(data):
    server = Server(data)
    yield server
    server.kill()


def refused(done) -> str:
    """The one line of a refusal; exit code 2."""
    assert done.returncode == 2, done.stdout + done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def test_every_killed_child_comes_back(server):
    assert eventually(server.is_whole)
    for find in (
        lambda: server.child("sockets"),
        lambda: server.child("jobs"),
        lambda: server.child("pages"),
        lambda: descendants(server.child("pages"))[0],
    ):
        victim = find()
        os.kill(victim, signal.SIGKILL)
        assert eventually(lambda victim=victim: not is_alive(victim))
        assert eventually(server.is_whole), server.family()
    assert server.stop() == 0


def test_a_worker_killed_again_and_again_is_replaced_and_the_others_go_on(server):
    assert eventually(server.is_whole)
    pages, (stays, victim) = server.child("pages"), descendants(server.child("pages"))
    for _again in range(3):
        os.kill(victim, signal.SIGKILL)
        killed = {victim, stays}
        begun = time.monotonic()
        assert eventually(lambda killed=killed: len({*descendants(pages), *killed}) == 3)
        assert time.monotonic() - begun < 10  # seconds: 0.5 here, and others work on this machine
        assert stays in descendants(pages)
        (victim,) = set(descendants(pages)) - {stays}
    assert server.child("pages") == pages
    assert eventually(server.is_whole)


def test_a_server_whose_database_is_away_starts_and_says_so(tmp_path):
    address = f"postgresql://andu@127.0.0.1:{free_port()}/andu"
    server = Server(tmp_path, DATABASE_URL=address, ANDU_LOG_LEVEL="ERROR")
    try:
        assert eventually(lambda: len(server.family()) == 5 and server.hears())
        assert eventually(lambda: status_of(server.port, "/healthz") == 503)
        assert server.process.poll() is None
        assert "服务照常启动" in server.log.read_text()
    finally:
        server.kill()


def status_of(port, path):
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        asked.request("GET", path)
        return asked.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        asked.close()


def test_nobody_outlives_a_killed_supervisor_and_a_second_start_works(server, data):
    assert eventually(server.is_whole)
    with sqlite3.connect(data / "andu.sqlite3") as rows:
        rows.execute("insert into django_session values ('kept', '', '2026-11-23')")
    family = server.family()
    os.kill(server.process.pid, signal.SIGKILL)
    assert eventually(lambda: not any(map(is_alive, family)), 5)
    assert (data / "nudge.sock").exists()

    second = Server(data)
    try:
        assert eventually(second.is_whole)
        with sqlite3.connect(data / "andu.sqlite3") as rows:
            assert rows.execute("select count(*) from django_session").fetchone() == (1,)
        family = second.family()
        assert second.stop() == 0
        assert not any(map(is_alive, family))
        assert not (data / "nudge.sock").exists()
    finally:
        second.process.kill()


def test_a_second_server_on_the_folder_or_the_port_is_refused(server, data, migrated):
    assert eventually(server.is_ready)
    line = refused(andu(data, "serve", "--port", str(server.port + 10)))
    assert str(server.process.pid) in line
    assert "已有一个服务在用" in line
    assert "已被占用" in refused(andu(migrated, "serve", "--port", str(server.port)))
    assert "已被占用" in refused(andu(migrated, "serve", "--port", str(server.port - 1)))


@pytest.mark.parametrize(
    ("words", "more", "says"),
    [
        (["serve", "--host", "0.0.0.0"], {}, "明文 HTTP"),
        (["serve", "--host", "oa.example"], {}, "明文 HTTP"),
        (["serve"], {"ANDU_PRODUCTION": "1"}, "ANDU_SECRET_KEY"),
        (["serve"], {"ANDU_DATA": "/proc/nowhere"}, "/proc"),
        (["nonsense"], {}, "没有“nonsense”这个命令"),
    ],
)
def test_what_cant_work_is_refused_with_one_line(migrated, words, more, says):
    assert says in refused(andu(migrated, *words, **more))


def test_an_old_database_is_refused(tmp_path):
    assert "andu migrate" in refused(andu(tmp_path, "serve"))


def test_pages_may_open_the_files_of_large_forms():
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(512, before[1]), before[1]))
        pages.open_more()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (
            min(pages.OPEN_FILES, before[1]),
            before[1],
        )
        pages.open_more()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
