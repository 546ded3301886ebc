"""Receiving nudges in the websocket process: from this host's Unix socket, and from Redis."""

import asyncio
import contextlib
import json
import logging
import socket
from collections.abc import AsyncIterator
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from andu.realtime.hub import hub
from andu.realtime.nudging import CHANNEL

_log = logging.getLogger(__name__)


class _Ear(asyncio.DatagramProtocol):
    def datagram_received(self, data: bytes, addr: object) -> None:
        heed(data)


def heed(message: bytes) -> None:
    """Pass one message on to the hub; what is not understood is ignored."""
    try:
        said = json.loads(message)
        topics, accounts = said.get("tell", []), said.get("recheck", [])
    except (ValueError, AttributeError):
        _log.warning("a nudge was not understood")
        return
    for topic in topics:
        hub.tell(topic)
    for account_id in accounts:
        hub.recheck(account_id)


@contextlib.asynccontextmanager
async def receiving() -> AsyncIterator[None]:
    """Listen for nudges while the process runs."""
    loop = asyncio.get_running_loop()
    path = Path(settings.NUDGE_SOCKET)
    transport, _ = await loop.create_datagram_endpoint(_Ear, sock=_bound(path))
    tasks = [loop.create_task(hub.patrol())]
    if settings.REDIS_URL:
        tasks.append(loop.create_task(_from_redis()))
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        transport.close()
        path.unlink(missing_ok=True)


def _bound(path: Path) -> socket.socket:
    """A fresh socket; what a killed process left behind is removed (the data folder is locked)."""
    path.unlink(missing_ok=True)
    ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    ear.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    ear.bind(str(path))
    path.chmod(0o600)
    ear.setblocking(False)
    return ear


async def _from_redis() -> None:
    connect = import_string("redis.asyncio.from_url")
    while True:
        try:
            async with connect(settings.REDIS_URL) as client, client.pubsub() as sub:
                await sub.subscribe(CHANNEL)
                hub.recheck()  # what was missed meanwhile may have been a sign-out
                async for message in sub.listen():
                    if message["type"] == "message":
                        heed(message["data"])
        except Exception as error:
            _log.warning("Redis is away: %s", error)
        await asyncio.sleep(2)
