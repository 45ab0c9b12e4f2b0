"""Server-sent events: bytes that were encoded once, written as they come.

Frames are shared by all readers of a stream, and all that are pending go out in
one write, so a reader costs little more than its socket.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

import orjson
from sse_starlette.event import ServerSentEvent
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.core.places import Places

_log = logging.getLogger(__name__)

PING = ServerSentEvent(comment="ping", sep="\n").encode()
# The extension of a server that can end a connection whose client reads nothing.
HANG_UP = "taskyard.hang_up"
RETRY = b"retry: 2000\n"  # the browser comes back after two seconds


def control(name: str, members: object) -> bytes:
    """A named event: what is about the stream and not in it."""
    return ServerSentEvent(orjson.dumps(members).decode(), event=name, sep="\n").encode()


class EventStream(Response):
    """Sends frames until they end or the reader is gone.

    A reader that takes nothing for `send_timeout` seconds is dropped; it can come
    back and go on after the last id it saw. `on_end` is called in every case, also when
    there is no place for one more: TooManyStreams.
    """

    media_type = "text/event-stream"

    def __init__(
        self,
        frames: AsyncGenerator[bytes, None],
        *,
        places: Places,
        on_end: Callable[[], None] = lambda: None,
        ping_every: float = 15,
        send_timeout: float = 30,
    ) -> None:
        super().__init__(
            headers={"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}
        )
        del self.headers["content-length"]
        self._frames = frames
        self._places = places
        self._on_end = on_end
        self._ping_every = ping_every
        self._send_timeout = send_timeout
        self._busy_since: float | None = None
        self._is_dropped = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            with self._places.one():
                start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
                await send(start)
                await self._stream(receive, send)
                if self._is_dropped and HANG_UP in scope.get("extensions", ()):
                    scope["extensions"][HANG_UP]["now"]()
                    await receive()  # until it has hung up: only then may we leave it unfinished
        finally:
            self._on_end()

    async def _stream(self, receive: Receive, send: Send) -> None:
        writer = asyncio.create_task(self._write(send))
        try:
            await self._attend(receive, send, writer)
        finally:
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)

    async def _write(self, send: Send) -> None:
        clock = asyncio.get_running_loop().time
        try:
            async with aclosing(self._frames) as frames:
                async for chunk in frames:
                    self._busy_since = clock()
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
                    self._busy_since = None
        except Exception:
            # The reader sees a stream that ends, and resumes.
            _log.exception("stream failed")
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _attend(self, receive: Receive, send: Send, writer: asyncio.Task[None]) -> None:
        """Until the reader is gone, or the stream over: the server tells both the same way.

        Pings from here, so that a frame costs no timer.
        """
        while not writer.done():
            try:
                async with asyncio.timeout(self._ping_every):
                    message = await receive()
            except TimeoutError:
                if not await self._is_taking(send):
                    _log.info("stream dropped", extra={"why": "the reader takes nothing"})
                    self._is_dropped = True
                    return
            else:
                if message["type"] == "http.disconnect":
                    return

    async def _is_taking(self, send: Send) -> bool:
        if self._busy_since is not None:
            return asyncio.get_running_loop().time() - self._busy_since < self._send_timeout
        try:
            async with asyncio.timeout(self._send_timeout):
                await send({"type": "http.response.body", "body": PING, "more_body": True})
        except TimeoutError:
            return False
        return True
