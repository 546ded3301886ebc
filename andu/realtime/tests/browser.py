"""A page's end of the websocket, for stories told in one event loop."""

import json
from typing import Any

from asgiref.testing import ApplicationCommunicator

from andu.config.asgi import application
from tests.cast import client_of

OWN = {"host": "127.0.0.1:8001", "origin": "http://127.0.0.1:8000"}


class Page(ApplicationCommunicator):
    """An open page."""

    def __init__(self, headers: dict[str, str]) -> None:
        pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "websocket", "path": "/ws", "query_string": b"", "headers": pairs}
        super().__init__(application, scope)

    async def connect(self) -> bool:
        """Whether the server lets the page in."""
        await self.send_input({"type": "websocket.connect"})
        return (await self.receive_output(2))["type"] == "websocket.accept"

    async def say(self, message: Any) -> None:
        text = message if isinstance(message, str) else json.dumps(message)
        await self.send_input({"type": "websocket.receive", "text": text})

    async def hear(self) -> Any:
        return json.loads((await self.receive_output(2))["text"])

    async def closed(self) -> int:
        """The code with which the server closes."""
        answer = await self.receive_output(2)
        assert answer["type"] == "websocket.close"
        return int(answer["code"])

    async def listen(self, *topics: str) -> None:
        """Connect and ask for topics; comes back when they are heard."""
        assert await self.connect()
        await self.say({"listen": [*topics, "nothing:1"]})
        assert "nothing:1" in (await self.hear())["refused"]

    async def leave(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1001})
        await self.wait(2)


def page(member: Any = None, **headers: str) -> Page:
    """A page, of this member when one is named."""
    sent = OWN | headers
    if member:
        sent["cookie"] = f"sessionid={client_of(member).cookies['sessionid'].value}"
    return Page(sent)
