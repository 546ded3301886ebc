"""The entrance for websockets only; pages come through wsgi.py."""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "andu.config.settings")

import django

django.setup()

from channels.routing import URLRouter  # noqa: E402
from django.urls import path  # noqa: E402

from andu.realtime.consumers import Page  # noqa: E402
from andu.realtime.receiving import receiving  # noqa: E402

_sockets = URLRouter([path("ws", Page.as_asgi())])


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Websockets at /ws; anything else is not here."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "websocket" and scope["path"] == "/ws":
        await _sockets(scope, receive, send)
    elif scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4404})
    else:
        start = {"type": "http.response.start", "status": 404, "headers": []}
        await send(start)
        await send({"type": "http.response.body", "body": b""})


async def _lifespan(receive: Any, send: Any) -> None:
    await receive()
    async with receiving():
        await send({"type": "lifespan.startup.complete"})
        await receive()
    await send({"type": "lifespan.shutdown.complete"})
