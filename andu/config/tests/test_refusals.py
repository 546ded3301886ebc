import errno
import os
import shutil
import socket
from collections import namedtuple
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, OperationalError

from andu.config import env, faults, production
from andu.config.serve import refusals
from andu.config.tests.server import free_port

SECRET = "kX3v9QmZr7TnB2yLwH8sPfJd5GcUaE4iN6oRtVb1"
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(refusals, "PATIENCE", 0)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "127.8.8.8", "localhost"])
def test_loopback_may_be_plain(host):
    refusals.refuse_plain_http(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "oa.example", ""])
def test_beyond_loopback_needs_a_proxy(host, monkeypatch):
    with pytest.raises(refusals.Refusal, match="ANDU_TLS_PROXY"):
        refusals.refuse_plain_http(host)
    monkeypatch.setenv("ANDU_TLS_PROXY", "1")
    refusals.refuse_plain_http(host)


@pytest.mark.parametrize("offset", [0, 1])
def test_a_taken_port_is_refused(offset):
    port = free_port()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port + offset))
        taken.listen()
        with pytest.raises(refusals.Refusal, match=f"{port + offset} 已被占用"):
            refusals.refuse_taken_port("127.0.0.1", port)
    refusals.refuse_taken_port("127.0.0.1", port)


def test_a_folder_serves_one_server(tmp_path):
    lock = refusals.refuse_second_server(tmp_path)
    with pytest.raises(refusals.Refusal, match=f"进程 {os.getpid()}"):
        refusals.refuse_second_server(tmp_path)
    lock.close()
    refusals.refuse_second_server(tmp_path).close()


def test_a_full_disk_is_refused(tmp_path, monkeypatch):
    refusals.refuse_bad_folder(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10**9, 10**9, 1000))
    with pytest.raises(refusals.Refusal, match="磁盘已满"):
        refusals.refuse_bad_folder(tmp_path)


def test_a_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "data").write_text("x")
    with pytest.raises(refusals.Refusal, match="不可用"):
        refusals.refuse_bad_folder(tmp_path / "data")


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(errno.ENOSPC, "No space", "/d"), "磁盘已满"),
        (PermissionError(errno.EACCES, "denied", "/d"), "没有读写 /d 的权限"),
        (OperationalError("database or disk is full"), "磁盘已满"),
        (OperationalError("attempt to write a readonly database"), "权限"),
        (DatabaseError("no such table: x"), "andu migrate"),
        (OperationalError("connection refused\nIs the server running?"), "DATABASE_URL"),
        (KeyError("odd"), "ANDU_TRACEBACK"),
    ],
)
def test_a_fault_is_one_line_that_says_what_to_do(error, says):
    line = faults.explain(error)
    assert says in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("says", "vendor", "starts"),
    [
        ("connection refused", "postgresql", True),
        ("FATAL:  the database system is starting up", "postgresql", True),
        ('FATAL:  password authentication failed for user "andu"', "postgresql", False),
        ('FATAL:  database "andu" does not exist', "postgresql", False),
        ("unable to open database file", "sqlite", False),
    ],
)
def test_a_server_starts_without_a_database_that_will_come_back(monkeypatch, says, vendor, starts):
    def away(connection):
        raise OperationalError(says)

    monkeypatch.setattr(refusals, "MigrationExecutor", away)
    monkeypatch.setattr(refusals, "connection", SimpleNamespace(vendor=vendor))
    if starts:
        assert "服务照常启动" in refusals.refuse_old_database()
    else:
        with pytest.raises(OperationalError):
            refusals.refuse_old_database()


@pytest.fixture
def in_production(monkeypatch):
    monkeypatch.setattr(env, "PRODUCTION", True)
    monkeypatch.setenv("ANDU_SECRET_KEY", SECRET)
    monkeypatch.setenv("ANDU_HOSTS", "oa.example")
    assert production.faults() == []
    return monkeypatch


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ANDU_SECRET_KEY", "", "ANDU_SECRET_KEY"),
        ("ANDU_SECRET_KEY", "short", "ANDU_SECRET_KEY"),
        ("ANDU_SECRET_KEY", "a" * 60, "ANDU_SECRET_KEY"),
        ("ANDU_HOSTS", "", "ANDU_HOSTS"),
        ("ANDU_HOSTS", "*", "ANDU_HOSTS"),
        ("ANDU_HOSTS", "oa.example,.example", "ANDU_HOSTS"),
    ],
)
def test_an_unsafe_production_is_refused(in_production, name, value, says):
    in_production.setenv(name, value)
    with pytest.raises(refusals.Refusal, match=says):
        refusals.refuse_unsafe_production()
    assert [error.msg for error in production.check_production()] == production.faults()


def test_debug_in_production_is_refused(in_production, settings):
    settings.DEBUG = True
    assert "ANDU_DEBUG" in production.faults()[0]
