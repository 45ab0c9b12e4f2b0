"""The way between a browser and a server, to be cut and mended."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tests.server.yard import Yard

_STREAM = b"GET /api/v1/events"


class Cable:
    """`port` is where a browser plugs in; behind it is whatever `yard` runs now."""

    def __init__(self, yard: Yard) -> None:
        self.port = 0
        self.carries_events = True
        self._yard = yard
        self._is_whole = True
        self._ends: set[asyncio.StreamWriter] = set()

    def cut(self) -> None:
        """In the middle of whatever is being said."""
        self._is_whole = False
        for end in self._ends:
            end.transport.abort()

    def mend(self) -> None:
        self._is_whole = True

    async def carry(self, browser: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        async with self._watched(back):
            if not self._is_whole:
                return
            server, there = await asyncio.open_connection("127.0.0.1", self._yard.port)
            async with self._watched(there):
                both = {
                    asyncio.ensure_future(self._pump(browser, there)),
                    asyncio.ensure_future(self._pump(server, back)),
                }
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
                for each in both:
                    each.cancel()
                await asyncio.wait(both)

    @asynccontextmanager
    async def _watched(self, end: asyncio.StreamWriter) -> AsyncIterator[None]:
        self._ends.add(end)
        try:
            with suppress(OSError):
                yield
        finally:
            self._ends.discard(end)
            end.close()
            with suppress(OSError):
                await end.wait_closed()

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while part := await source.read(1 << 16):
                if _STREAM in part and not self.carries_events:
                    return
                sink.write(part)
                await sink.drain()


@asynccontextmanager
async def cable(yard: Yard, port: int) -> AsyncIterator[Cable]:
    laid = Cable(yard)
    server = await asyncio.start_server(laid.carry, "127.0.0.1", port)
    laid.port = port
    try:
        yield laid
    finally:
        server.close()
        laid.cut()
