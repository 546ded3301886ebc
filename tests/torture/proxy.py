"""A door between two that may misbehave: it delays, cuts after so many bytes, or refuses."""

import asyncio
import contextlib
import random
import threading
from collections.abc import Callable

BLOCK = 16384


class Proxy(threading.Thread):
    """Listens on `port` and passes everything on to where `target()` says.

    Set at any time, for what comes from then on: `delay` in seconds for each block, `cut` as the
    number of bytes after which a connection breaks (0: never), `refuses` to take no new one.
    """

    def __init__(self, target: Callable[[], int]) -> None:
        super().__init__(daemon=True)
        self.target, self.port = target, 0
        self.delay, self.cut, self.refuses = 0.0, 0, False
        self.cuts, self._ready = 0, threading.Event()
        self.start()
        self._ready.wait()

    def run(self) -> None:
        asyncio.run(self._serve())

    def cut_now(self, share: float = 1.0) -> None:
        """Break this share of the connections that are open."""
        self._loop.call_soon_threadsafe(self._cut_some, share)

    def heal(self) -> None:
        self.delay, self.cut, self.refuses = 0.0, 0, False

    async def _serve(self) -> None:
        self._loop, self._open = asyncio.get_running_loop(), set[asyncio.StreamWriter]()
        server = await asyncio.start_server(self._joined, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await server.serve_forever()

    def _cut_some(self, share: float) -> None:
        for writer in list(self._open):
            if random.random() < share:
                self.cuts += 1
                writer.transport.abort()

    async def _joined(self, asks: asyncio.StreamReader, hears: asyncio.StreamWriter) -> None:
        if self.refuses:
            hears.transport.abort()
            return
        try:
            answers, told = await asyncio.open_connection("127.0.0.1", self.target())
        except OSError:
            hears.transport.abort()
            return
        self._open.add(hears)
        both = (self._pass(asks, told), self._pass(answers, hears))
        await asyncio.gather(*both, return_exceptions=True)
        self._open.discard(hears)

    async def _pass(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        left = random.randint(1, self.cut) if self.cut else 0
        with contextlib.suppress(OSError):
            while block := await source.read(BLOCK):
                if self.delay:
                    await asyncio.sleep(self.delay)
                if left and len(block) >= left:
                    sink.write(block[:left])
                    await sink.drain()
                    self.cuts += 1
                    break
                left -= len(block) if left else 0
                sink.write(block)
                await sink.drain()
        sink.transport.abort() if left else sink.close()
