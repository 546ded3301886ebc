"""Reasons not to start, found before anything is started; each line says what to do."""

import errno
import fcntl
import ipaddress
import os
import shutil
import socket
import time
from pathlib import Path
from typing import IO

from django.core.management.base import CommandError
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from andu.config import env, faults, production

LEAST_FREE = 100 * 1024 * 1024
# What PostgreSQL says to a wrong DATABASE_URL.
FOR_GOOD = ("authentication failed", "does not exist", "pg_hba.conf", "permission denied")
PATIENCE = 3.0  # seconds for the ports of a server just killed to become free


class Refusal(CommandError):
    """The server can't start; exit code 2."""

    def __init__(self, line: str) -> None:
        super().__init__(line, returncode=2)


def refuse_plain_http(host: str) -> None:
    """Passwords never travel in the clear: beyond loopback only behind a TLS proxy (C03)."""
    if env.flag("ANDU_TLS_PROXY") or host == "localhost":
        return
    try:
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise Refusal(
            _(
                "不能在 {host} 上提供明文 HTTP：口令会被截获。请改用 127.0.0.1，或在 TLS 代理之后"
                "运行并设置 ANDU_TLS_PROXY=1。"
            ).format(host=host)
        )


def refuse_unsafe_production() -> None:
    """Default secret, debug or wildcard hosts in production."""
    for fault in production.faults():
        raise Refusal(fault)


def refuse_bad_folder(folder: Path) -> None:
    """The data folder can't be written, or its disk is full."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        raise Refusal(faults.of_file(error, folder)) from None
    if shutil.disk_usage(folder).free < LEAST_FREE:
        raise Refusal(faults.of_file(OSError(errno.ENOSPC, ""), folder))


def refuse_second_server(folder: Path) -> IO[str]:
    """Take the folder's lock, which ends with the process, however that ends."""
    lock = (folder / "serve.lock").open("a+")
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() > deadline:
                lock.seek(0)
                owner = lock.read().strip()
                lock.close()
                raise Refusal(
                    _(
                        "数据目录 {path} 已有一个服务在用（进程 {pid}），请先停掉它，或换一个目录。"
                    ).format(path=folder, pid=owner)
                ) from None
            time.sleep(0.1)
        else:
            break
    os.register_at_fork(after_in_child=lock.close)  # only the supervisor holds it
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def refuse_taken_port(host: str, port: int) -> None:
    """The port, or the next one for websockets, belongs to another program."""
    for number in (port, port + 1):
        _refuse_port(host, number)


def _refuse_port(host: str, port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return _try_port(host, port)
        except OSError as error:
            if error.errno == errno.EADDRINUSE and time.monotonic() < deadline:
                time.sleep(0.1)
                continue
            raise Refusal(_port_line(error, host, port)) from None


def _try_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        probe.listen(1)


def _port_line(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return _(
            "端口 {port} 已被占用，请换一个：make run PORT=8123（它和下一个端口都要空着）。"
        ).format(port=port)
    if error.errno in {errno.EACCES, errno.EPERM}:
        return _("没有使用端口 {port} 的权限，请用 1024 以上的端口。").format(port=port)
    return _("不能在 {host}:{port} 上监听：{why}。").format(
        host=host, port=port, why=error.strerror or error
    )


def refuse_old_database() -> str:
    """The tables are not those of this version. A server that is away for the moment is no reason:
    what to say about it is returned, and pages answer as soon as it is back."""
    try:
        executor = MigrationExecutor(connection)
    except (OperationalError, InterfaceError) as error:
        if not _comes_back(error):
            raise
        return _("{fault} 服务照常启动，数据库恢复后自动可用。").format(fault=faults.explain(error))
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refusal(_("数据库还不是这个版本的，请先运行 andu migrate。"))
    return ""


def _comes_back(error: DatabaseError | InterfaceError) -> bool:
    """Whether a database may be there in a moment: a server, unless it knows us and says no."""
    return connection.vendor == "postgresql" and not any(no in str(error) for no in FOR_GOOD)
