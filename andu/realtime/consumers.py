"""The one websocket consumer. Client: {"listen": ["member:3"]}. Server: {"topic": "member:3"},
{"refused": ["chat:9"]} for what may not, or no longer, be heard."""

import asyncio
import json
import time
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from andu.realtime.door import caller, is_own_page
from andu.realtime.hub import hub
from andu.realtime.registry import may_listen

MESSAGE_LIMIT = 4096
TOPIC_LIMIT = 50
PAGES_PER_ACCOUNT = 30
MESSAGES_PER_MINUTE = 60
TOGETHER = 0.05  # seconds in which nudges of one topic are told once

SIGNED_OUT, MALFORMED, TOO_MANY = 4401, 4400, 4429


class Page(AsyncWebsocketConsumer):  # type: ignore[misc]
    """One open page of one account."""

    account_id = 0

    async def connect(self) -> None:
        """Let in a page of our own whose session is valid."""
        self.pending: set[str] = set()
        self.flushing = False
        self.minute, self.messages = 0, 0
        who = await database_sync_to_async(caller)(self.scope) if is_own_page(self.scope) else None
        if who is None:
            await self.close()
            return
        self.account_id = who.account_id
        await self.accept()
        if hub.per_account[who.account_id] >= PAGES_PER_ACCOUNT:
            await self.close(TOO_MANY)
            return
        hub.join(self)

    async def disconnect(self, code: int) -> None:
        """Forget the page."""
        hub.leave(self)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Subscribe to what the page asks for, each topic only if its room allows it."""
        if self._is_too_chatty():
            await self.close(TOO_MANY)
            return
        topics = _wanted(text_data)
        if topics is None:
            await self.close(MALFORMED)
            return
        heard = set(hub.topics_of(self))
        if len(heard | topics) > TOPIC_LIMIT:
            await self.close(TOO_MANY)
            return
        await self._subscribe(topics - heard)

    async def recheck(self) -> None:
        """Read the session and the rights again; stop what is no longer allowed."""
        if await database_sync_to_async(caller)(self.scope) is None:
            hub.leave(self)
            await self.close(SIGNED_OUT)
            return
        await self._subscribe(set(hub.topics_of(self)))

    def tell(self, topic: str) -> None:
        """Pass a nudge on; several within a moment are one."""
        self.pending.add(topic)
        if not self.flushing:
            self.flushing = True
            hub.start(self._flush())

    async def _subscribe(self, topics: set[str]) -> None:
        who, allowed = await database_sync_to_async(_sift)(self.scope, topics)
        if who is None:
            await self.close(SIGNED_OUT)
            return
        for topic in topics:
            (hub.listen if topic in allowed else hub.stop)(self, topic)
        if refused := sorted(topics - allowed):
            await self.send(json.dumps({"refused": refused}))

    async def _flush(self) -> None:
        try:
            while self.pending:
                await asyncio.sleep(TOGETHER)
                topics, self.pending = self.pending, set()
                for topic in sorted(topics):
                    await self.send(json.dumps({"topic": topic}))
        except Exception:
            hub.leave(self)
        finally:
            self.flushing = False

    def _is_too_chatty(self) -> bool:
        minute = int(time.monotonic() // 60)
        self.messages = self.messages + 1 if minute == self.minute else 1
        self.minute = minute
        return self.messages > MESSAGES_PER_MINUTE


def _sift(scope: Any, topics: set[str]) -> tuple[Any, set[str]]:
    """Who asks, read afresh, and which of the topics they may hear."""
    who = caller(scope)
    if who is None:
        return None, set()
    return who, {topic for topic in topics if may_listen(who.actor, topic)}


def _wanted(text: str | None) -> set[str] | None:
    """The topics of a well-formed message, else None."""
    if text is None or len(text) > MESSAGE_LIMIT:
        return None
    try:
        message = json.loads(text)
        topics = message["listen"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(topics, list) or not all(isinstance(topic, str) for topic in topics):
        return None
    return set(topics)
