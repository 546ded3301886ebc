"""Sending nudges: after commit, to the websocket process of this host and, by Redis, of others.

A nudge never fails or holds up a request: what can't be sent is dropped, the page polls anyway.
"""

import json
import logging
import socket
import time
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

CHANNEL = "andu:nudge"

_PER_DATAGRAM = 200
_PATIENCE = (0.001, 0.004, 0.015)  # seconds one datagram may wait for room in a full queue
_REDIS_PAUSE = 5.0  # seconds without trying, after Redis did not answer
_log = logging.getLogger(__name__)


class _Batch:
    """What one transaction has to tell; sent once, when it is committed."""

    def __init__(self) -> None:
        self.tell: dict[str, None] = {}
        self.recheck: dict[int, None] = {}

    def send(self) -> None:
        for message in self._messages():
            send(message)

    def _messages(self) -> Iterator[bytes]:
        for kind in ("tell", "recheck"):
            things = list(getattr(self, kind))
            for start in range(0, len(things), _PER_DATAGRAM):
                yield json.dumps({kind: things[start : start + _PER_DATAGRAM]}).encode()


def nudge(topic: str) -> None:
    """Tell the pages that listen to `topic` ("member:3") that it changed, after commit."""
    _note("tell", topic)


def recheck(account_id: int) -> None:
    """Ask again, after commit, what this account's open pages may hear: its session or its
    rights changed. A page whose session is over is cut off."""
    _note("recheck", account_id)


def send(message: bytes) -> None:
    """Send one datagram now; never raises."""
    _send_here(message)
    if settings.REDIS_URL:
        _redis_now().send(message)


def _note(kind: str, thing: Any) -> None:
    """Add to the batch of this transaction. A batch rolled back is no longer in Django's list."""
    connection = transaction.get_connection()
    batch: _Batch | None = getattr(connection, "andu_nudges", None)
    if batch is not None and any(hook[1] == batch.send for hook in connection.run_on_commit):
        getattr(batch, kind)[thing] = None
        return
    batch = connection.andu_nudges = _Batch()
    getattr(batch, kind)[thing] = None
    transaction.on_commit(batch.send, robust=True)


def _send_here(message: bytes) -> None:
    for pause in _PATIENCE:
        try:
            _socket().sendto(message, str(settings.NUDGE_SOCKET))
        except BlockingIOError:
            time.sleep(pause)
        except OSError as error:
            _log.debug("nobody to nudge: %s", error)
            return
        else:
            return
    _log.warning("a nudge was dropped: the websocket process does not keep up")


@cache
def _socket() -> socket.socket:
    sender = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    sender.setblocking(False)
    return sender


class _Redis:
    """Publishing to other hosts; after a fault it is silent for a while, so nobody waits."""

    def __init__(self, url: str) -> None:
        make = import_string("redis.Redis").from_url  # half a second to load: only where wanted
        self.client = make(url, socket_timeout=0.25, socket_connect_timeout=0.25)
        self.silent_until = 0.0

    def send(self, message: bytes) -> None:
        if time.monotonic() < self.silent_until:
            return
        try:
            self.client.publish(CHANNEL, message)
        except Exception as error:
            self.silent_until = time.monotonic() + _REDIS_PAUSE
            _log.warning("Redis did not take a nudge: %s", error)


@cache
def _redis_now() -> _Redis:
    return _Redis(settings.REDIS_URL)
