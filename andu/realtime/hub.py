"""Who listens to what, inside the one websocket process. Runs on its event loop, no locks."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Coroutine
from typing import Any, Protocol

PATROL = 300  # seconds between two rechecks of everybody, in case a recheck was lost


class Listening(Protocol):
    """An open page."""

    account_id: int

    def tell(self, topic: str) -> None:
        """Pass a nudge on."""

    async def recheck(self) -> None:
        """Ask again whether the session lasts and the topics are allowed."""


class Hub:
    """The register of open pages and their topics."""

    def __init__(self) -> None:
        self._pages: set[Listening] = set()
        self._topics: dict[str, set[Listening]] = defaultdict(set)
        self._tasks: set[asyncio.Task[None]] = set()
        self.per_account: Counter[int] = Counter()

    def join(self, page: Listening) -> None:
        """A page has been let in."""
        self._pages.add(page)
        self.per_account[page.account_id] += 1

    def leave(self, page: Listening) -> None:
        """A page is gone; harmless when it was never in."""
        if page in self._pages:
            self._pages.remove(page)
            self.per_account[page.account_id] -= 1
        for topic in [topic for topic, pages in self._topics.items() if page in pages]:
            self.stop(page, topic)

    def listen(self, page: Listening, topic: str) -> None:
        """The page hears `topic` from now on."""
        self._topics[topic].add(page)

    def stop(self, page: Listening, topic: str) -> None:
        """The page no longer hears `topic`."""
        pages = self._topics.get(topic, set())
        pages.discard(page)
        if not pages:
            self._topics.pop(topic, None)

    def topics_of(self, page: Listening) -> list[str]:
        """What the page hears."""
        return [topic for topic, pages in self._topics.items() if page in pages]

    def tell(self, topic: str) -> None:
        """Something under `topic` changed."""
        for page in tuple(self._topics.get(topic, ())):
            page.tell(topic)

    def recheck(self, account_id: int | None = None) -> None:
        """Ask again for the pages of one account, or of all."""
        for page in tuple(self._pages):
            if account_id in {None, page.account_id}:
                self.start(page.recheck())

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine in the background and keep hold of it."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def patrol(self) -> None:
        """Recheck everybody now and then, for ever."""
        while True:
            await asyncio.sleep(PATROL)
            self.recheck()


hub = Hub()
