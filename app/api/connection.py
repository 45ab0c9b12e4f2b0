"""A connection to a client, who may be anybody: bounds for what uvicorn would wait for or keep."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.api.sse import HANG_UP

LONGEST_HEAD = 64 * 1024
_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-length: 0\r\nconnection: close\r\n\r\n"
)


class HttpConnection(HttpToolsProtocol):
    """`patience` is what a head may take in seconds, and each piece of a body. What is neither,
    so that nobody reads it, may have LONGEST_HEAD bytes at a time.

    Lets the application hang up on a client that takes nothing.
    """

    patience = 30.0

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self._unread = 0
        self._giving_up: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._unread += len(data)
        super().data_received(data)
        if self._unread > LONGEST_HEAD:
            self._refuse()
        elif self._giving_up is None and self._expects_more():
            self._wait()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {HANG_UP: {"now": self.transport.abort}}

    def on_headers_complete(self) -> None:
        self._has_come()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._has_come()
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._has_come()
        super().on_message_complete()

    def _has_come(self) -> None:
        self._unread = 0
        self._stop_waiting()

    def _expects_more(self) -> bool:
        if self.transport.is_closing():
            return False
        return not self._is_replying() or self.cycle.more_body

    def _is_replying(self) -> bool:
        cycle: Any = self.cycle  # None before the first request
        return cycle is not None and not cycle.response_complete

    def _wait(self) -> None:
        self._giving_up = self.loop.call_later(self.patience, self._give_up)

    def _stop_waiting(self) -> None:
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None

    def _give_up(self) -> None:
        self._giving_up = None
        if self.flow.read_paused:  # it is we who do not take it
            self._wait()
        else:
            self.transport.abort()

    def _refuse(self) -> None:
        """Not in the middle of a reply."""
        if self._is_replying():
            self.transport.abort()
        elif not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()
