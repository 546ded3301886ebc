"""A disk is full: who writes is told so in clear words, who reads reads on, nothing acknowledged is
lost, and when there is room again the same click is done once, without anybody's help (R11)."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import closing
from pathlib import Path

import pytest

from andu.config.tests.server import Server, eventually
from tests.torture.clients import NO_ANSWER, Heard, Person, words
from tests.torture.killing import CALM
from tests.torture.people import SEAT
from tests.torture.running import office
from tests.torture.uploads import Sender
from tools.postgresql import Cluster, missing

MATTERS = 40
FULL = "满了"
ROOM = "400m"
SMALL = ["fsync=off", "max_wal_size=64MB", "min_wal_size=32MB"]

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="mounts a tmpfs"),
]


@pytest.fixture
def disk():
    """A folder on a small disk of its own."""
    folder = Path(tempfile.mkdtemp(prefix="andu-full-"))
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)], check=False
    )
    if done.returncode:
        folder.rmdir()
        pytest.skip("no right to mount a tmpfs")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
        folder.rmdir()


def fill(folder):
    """Leave nothing free; what to remove to have room again."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as target:
        try:
            while target.write(bytes(1 << 20)):
                pass
        except OSError:
            pass
    assert shutil.disk_usage(folder).free < 1 << 20
    return filler


class Head(Person):
    """The head of the office, who agrees to one matter after the other."""

    def agree(self, matter):
        """What a click on 同意 needs: the address and what is sent."""
        _status, page = self.ask("GET", f"/w/{matter}")
        seat = SEAT.search(page)[1]
        key = uuid.uuid4().hex
        return f"/w/{matter}/act", {"seat": seat, "verb": "agree", "opinion": "同意", "_key": key}

    def post(self, click):
        try:
            return self.once("POST", *click)
        except NO_ANSWER:
            return 0, ""


def told_that_it_is_full(head, matters, done):
    """Agree until one is refused; that click. A log that has room left takes a few more."""
    while True:
        matter = matters.pop()
        click = head.agree(matter)
        began = time.monotonic()
        status, page = head.post(click)
        if status in (302, 303):
            done.append((click[1]["_key"], matter, head.code))
            continue
        took = time.monotonic() - began
        assert status == 503, status
        return (matter, click), words(page), took


def story(data, matters, full, room, **more):
    """Before, on the full disk, and with room again."""
    server = Server(data, ANDU_LOG_LEVEL="CRITICAL", **more)
    done = []
    try:
        assert eventually(server.is_ready, CALM)
        head = Head("office_head", lambda: server.port, Heard(), time.monotonic() + 400)
        head.sign_in()
        assert head.ask("GET", "/todo")[0] == 200
        filler = full()
        (matter, click), page, took = told_that_it_is_full(head, matters, done)
        reads = head.once("GET", "/todo")[0] if not more else 0
        filler.unlink()
        room()
        began = time.monotonic()
        assert eventually(lambda: head.post(click)[0] in (302, 303), 60)
        back = time.monotonic() - began
        done.append((click[1]["_key"], matter, head.code))
        assert head.post(click)[0] in (302, 303), "the same click once more"
    finally:
        server.kill()
    found = office(data, "look", **more)
    assert found["faults"] == []
    assert sorted(map(tuple, found["acts"]))[-len(done) :] or not done
    acts = [tuple(act) for act in found["acts"] if act[2] == head.code]
    assert sorted(acts) == sorted(done)
    sys.stdout.write(f"\nfull disk: told after {took:.1f} s, serving again after {back:.1f} s\n")
    return page, reads


def test_a_full_disk_on_sqlite(disk):
    data = disk / "data"
    data.mkdir()
    matters = office(data, "begin", str(MATTERS))

    def full():
        with closing(sqlite3.connect(data / "andu.sqlite3", timeout=20)) as rows:
            rows.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return fill(disk)

    page, reads = story(data, matters, full, lambda: None)
    assert FULL in page and "没有写入" in page
    assert reads == 200


@pytest.mark.skipif(bool(missing()), reason=missing())
def test_a_full_disk_of_postgresql(disk, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(disk))
    cluster = Cluster(SMALL)
    monkeypatch.undo()
    cluster.start()
    try:
        matters = office(tmp_path, "begin", str(MATTERS), DATABASE_URL=cluster.url())

        def room():
            """As an operator's init would: PostgreSQL that gave up is started again."""
            assert eventually(lambda: cluster.is_up() or cluster.start())

        page, _reads = story(
            tmp_path, matters, lambda: fill(disk), room, DATABASE_URL=cluster.url()
        )
        assert "没有写入" in page
    finally:
        cluster.remove()


def test_where_files_find_no_room_approvals_go_on(disk, tmp_path):
    (matter,) = office(tmp_path, "begin", "1")
    files = tmp_path / "files"
    shutil.rmtree(files, ignore_errors=True)
    files.symlink_to(disk)
    filler = fill(disk)
    server = Server(tmp_path, ANDU_LOG_LEVEL="CRITICAL")
    try:
        assert eventually(server.is_ready, CALM)
        head = Head("office_head", lambda: server.port, Heard(), time.monotonic() + 120)
        head.sign_in()
        one = Sender(head, "现场.txt", b"x" * 200_000)
        refused = one.begin()
        assert refused[0] == 409 and "空间" in refused[1], refused
        assert head.post(head.agree(matter))[0] in (302, 303)
        filler.unlink()
        assert one.send() == 200
    finally:
        server.kill()
    assert office(tmp_path, "look")["faults"] == []
