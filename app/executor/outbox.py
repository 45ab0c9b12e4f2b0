"""Requests on their way to a launcher: batched, never blocking, kept while it is full."""

import asyncio
import errno
import marshal
import os
import socket
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from app.executor import protocol as say

_SMALL = 65_536


@dataclass(frozen=True, slots=True)
class Request:
    """`fds` are closed once they are sent, or cannot be."""

    fields: tuple[object, ...]
    fds: tuple[int, ...] = ()


# The system is out of memory for messages, not we out of luck.
_PASSING = frozenset({errno.ENOBUFS, errno.ENOMEM})
_RETRY_SECONDS = 0.01


class Outbox:
    def __init__(
        self,
        sock: socket.socket,
        loop: asyncio.AbstractEventLoop,
        on_refused: Callable[[Request, str], None],
    ) -> None:
        self._socket = sock
        self._loop = loop
        self._on_refused = on_refused
        self._waiting: deque[Request] = deque()
        self._is_flush_due = False
        self._is_blocked = False
        self._is_closed = False

    def put(self, request: Request) -> None:
        """What is put within one turn of the loop goes out together."""
        if self._is_closed:
            _close_all([request])
            return
        self._waiting.append(request)
        if not self._is_flush_due and not self._is_blocked:
            self._is_flush_due = True
            self._loop.call_soon(self._flush)

    def close(self) -> None:
        self._is_closed = True
        self._loop.remove_writer(self._socket.fileno())
        _close_all(self._waiting)
        self._waiting.clear()

    def _flush(self) -> None:
        self._is_flush_due = False
        while self._waiting and not self._is_closed:
            batch, message = self._next_message()
            try:
                socket.send_fds(self._socket, [message], [fd for each in batch for fd in each.fds])
            except BlockingIOError:
                self._wait_for_room()
                return
            except ConnectionError:
                # The reader sees the same and tells of it.
                self.close()
                return
            except OSError as error:
                if error.errno in _PASSING:
                    self._is_flush_due = True
                    self._loop.call_later(_RETRY_SECONDS, self._flush)
                    return
                self._refuse(batch, error)
            for _ in batch:
                self._waiting.popleft()
            _close_all(batch)
        self._has_room()

    def _next_message(self) -> tuple[list[Request], bytes]:
        batch: list[Request] = []
        spawns = 0
        for request in self._waiting:
            spawns += bool(request.fds)
            if spawns > say.MAX_SPAWNS or len(batch) == say.MAX_REPLIES:
                break
            batch.append(request)
        message = marshal.dumps([each.fields for each in batch])
        if len(message) > _SMALL and len(batch) > 1:
            del batch[1:]
            message = marshal.dumps([batch[0].fields])
        return batch, message

    def _refuse(self, batch: list[Request], error: OSError) -> None:
        if error.errno == errno.EMSGSIZE:
            detail = "the command and its environment are too large"
        else:
            detail = f"cannot reach the launcher: {error.strerror}"
        for request in batch:
            self._on_refused(request, detail)

    def _wait_for_room(self) -> None:
        if not self._is_blocked:
            self._is_blocked = True
            self._loop.add_writer(self._socket.fileno(), self._flush)

    def _has_room(self) -> None:
        if self._is_blocked:
            self._is_blocked = False
            self._loop.remove_writer(self._socket.fileno())


def _close_all(requests: "deque[Request] | list[Request]") -> None:
    for request in requests:
        for fd in request.fds:
            os.close(fd)
