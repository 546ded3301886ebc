"""Floods: gigabytes to a running server, announced or not, from strangers and from people.

Refused or not even read; nothing is held in memory, nothing is left on the disk (R18)."""

import http.client
import socket
import sys
import time
from pathlib import Path

import pytest

from andu.config.tests.server import Server, eventually
from tests.torture.clients import Heard, Person
from tests.torture.running import office

MB, GB = 1 << 20, 1 << 30
PIECE = b"x" * MB
GROWTH = 48 * MB  # by which the heaviest process may grow
PATIENCE = 30.0  # seconds for an answer
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
FILES = "multipart/form-data; boundary=edge"
HEAD = b'--edge\r\nContent-Disposition: form-data; name="f-papers-new"; filename="a.txt"\r\n\r\n'
DOORS = (
    ("/login", FORM), ("/forms/upload", FILES), ("/start/leave", FILES), ("/files/uploads", FORM),
    ("/api/matters/1/decision", JSON), ("/api/files", FILES),
)  # fmt: skip

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]


@pytest.fixture
def server(tmp_path):
    office(tmp_path, "begin", "0")
    started = Server(tmp_path, ANDU_LOG_LEVEL="CRITICAL")
    try:
        assert eventually(started.is_ready)
        yield started
    finally:
        started.kill()


def heaviest(server):
    """The most memory any of its processes has had at any moment, in bytes."""
    told = (Path(f"/proc/{pid}/status").read_text() for pid in server.family())
    peaks = [line.split()[1] for text in told for line in text.splitlines() if "VmHWM" in line]
    return max(map(int, peaks)) * 1024


def on_disk(server):
    """What lies in its folder, in bytes."""
    return sum(path.stat().st_size for path in server.data.rglob("*") if path.is_file())


def poured(server, path, kind, size, *, cookies="", announced=True):
    """Pour so much into an address; the status, 0 when the line was closed without an answer."""
    length = f"Content-Length: {size}" if announced else "Transfer-Encoding: chunked"
    words = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Type: {kind}\r\n"
        f"Cookie: {cookies}\r\nX-CSRFToken: {secret_in(cookies)}\r\n{length}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as line:
        answer = http.client.HTTPResponse(line, method="POST")
        try:
            line.sendall(words.encode())
            for piece in pieces(kind, size):
                line.sendall(piece if announced else b"%x\r\n%b\r\n" % (len(piece), piece))
            line.sendall(b"" if announced else b"0\r\n\r\n")
        except OSError:
            pass  # it has been told enough
        try:
            answer.begin()
        except (OSError, http.client.HTTPException):
            return 0
        return answer.status


def secret_in(cookies):
    """What a form of theirs would prove itself with."""
    return dict(one.split("=", 1) for one in cookies.split("; ") if "=" in one).get("csrftoken", "")


def pieces(kind, size):
    """A body of this size, which looks like what it is said to be at its beginning."""
    head = HEAD if kind == FILES else b'{"verb": "' if kind == JSON else b"title="
    yield head + PIECE[len(head) :]
    for _more in range(size // MB - 1):
        yield PIECE


def flooded(server, size):
    """Every door, by a stranger and by somebody signed in, announced and not: the statuses."""
    person = Person("clerk", lambda: server.port, Heard(), time.monotonic() + PATIENCE)
    person.sign_in()
    mine = "; ".join(f"{name}={value}" for name, value in person.cookies.items())
    assert secret_in(mine)
    return {
        (path, bool(cookies), announced): poured(
            server, path, kind, size, cookies=cookies, announced=announced
        )
        for path, kind in DOORS for cookies in ("", mine) for announced in (True, False)
    }  # fmt: skip


def assert_unmoved(server, size):
    for path, _kind in DOORS:  # what is loaded once
        poured(server, path, FORM, MB)
    memory, disk = heaviest(server), on_disk(server)
    told = flooded(server, size)
    taken = {door for door, status in told.items() if status < 300 and door[0] != "/login"}
    assert not taken and max(told.values()) < 500, told  # the login shows its page again
    assert heaviest(server) < memory + GROWTH, (heaviest(server) // MB, memory // MB, told)
    assert on_disk(server) < disk + GROWTH, (on_disk(server) // MB, disk // MB)
    assert server.is_ready()
    return told


def test_a_flood_is_neither_held_nor_kept(server):
    assert_unmoved(server, 256 * MB)


@pytest.mark.long
def test_two_gigabytes_are_neither_held_nor_kept(server, capsys):
    before = heaviest(server)
    told = assert_unmoved(server, 2 * GB)
    with capsys.disabled():
        more = (heaviest(server) - before) // MB
        print(f"\n{len(told)} floods of 2 GB, {more} MB more, {sorted(set(told.values()))}")  # noqa: T201
