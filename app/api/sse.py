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

from app.core.clock import now
from app.core.event_bus import ACCESS_ENDED
from app.core.person import Person
from app.core.places import Places

_log = logging.getLogger(__name__)

PING = ServerSentEvent(comment="ping", sep="\n").encode()
# The extension of a server that can end a connection whose client reads nothing.
HANG_UP = "taskyard.hang_up"
RETRY = b"retry: 2000\n"  # the browser comes back after two seconds
_FAREWELL_SECONDS = 1


def control(name: str, members: object) -> bytes:
    """A named event: what is about the stream and not in it."""
    return ServerSentEvent(orjson.dumps(members).decode(), event=name, sep="\n").encode()


class EventStream(Response):
    """Sends frames until they end, the reader is gone, or may not read any more.

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
        by: Person,
        task_id: int | None = None,
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
        self._by = by
        self._task_id = task_id
        self._on_end = on_end
        self._ping_every = ping_every
        self._send_timeout = send_timeout
        self._busy_since: float | None = None
        self._is_dropped = False
        self._farewell: str | None = None
        self._writer: asyncio.Task[None] | None = None
        self._pause: asyncio.Timeout | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            with self._places.one(self._by, task_id=self._task_id, end=self._end):
                start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
                await send(start)
                await self._stream(receive, send)
                if self._is_dropped and HANG_UP in scope.get("extensions", ()):
                    scope["extensions"][HANG_UP]["now"]()
                    await receive()  # until it has hung up: only then may we leave it unfinished
        finally:
            self._on_end()

    def _end(self, reason: str) -> None:
        """Nothing more is written but the farewell."""
        self._farewell = self._farewell or reason
        if self._writer is not None:
            self._writer.cancel()
        if self._pause is not None and not self._pause.expired():
            self._pause.reschedule(0)

    async def _stream(self, receive: Receive, send: Send) -> None:
        writer = self._writer = asyncio.create_task(self._write(send))
        try:
            await self._attend(receive, send, writer)
        finally:
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
        if self._farewell is not None and writer.cancelled():
            await self._bid_farewell(send, self._farewell)

    async def _bid_farewell(self, send: Send, reason: str) -> None:
        bye = control("bye", {"reason": reason})
        try:
            async with asyncio.timeout(_FAREWELL_SECONDS):
                await send({"type": "http.response.body", "body": bye, "more_body": False})
        except TimeoutError:
            self._is_dropped = True

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
        while not self._is_over() and not writer.done():
            try:
                async with asyncio.timeout(self._patience()) as self._pause:
                    message = await receive()
            except TimeoutError:
                if not self._is_over() and not await self._is_taking(send):
                    _log.info("stream dropped", extra={"why": "the reader takes nothing"})
                    self._is_dropped = True
                    return
            else:
                if message["type"] == "http.disconnect":
                    return
            finally:
                self._pause = None

    def _is_over(self) -> bool:
        access = self._by.access
        if access.is_over or (access.expires_at is not None and access.expires_at <= now()):
            self._farewell = self._farewell or ACCESS_ENDED
        return self._farewell is not None

    def _patience(self) -> float:
        """Seconds until the next ping, or until the access ends."""
        expires_at = self._by.access.expires_at
        if expires_at is None:
            return self._ping_every
        return min(self._ping_every, max(0, expires_at - now()) / 1000)

    async def _is_taking(self, send: Send) -> bool:
        if self._busy_since is not None:
            return asyncio.get_running_loop().time() - self._busy_since < self._send_timeout
        try:
            async with asyncio.timeout(self._send_timeout):
                await send({"type": "http.response.body", "body": PING, "more_body": True})
        except TimeoutError:
            return False
        return True
