"""The launcher's end of the socket: requests with their descriptors in, batched replies out."""

import marshal
import os
import sys
import time
from _collections_abc import Iterator
from _socket import MSG_CMSG_CLOEXEC, MSG_DONTWAIT, SO_SNDBUF, SOL_SOCKET, socket

from app.executor import protocol as say

TYPE_CHECKING = False  # mypy knows the name; the module it comes from would cost a megabyte
if TYPE_CHECKING:
    from typing import Any

_FD_BYTES = 4
_ROOM_FOR_FDS = 32 + _FD_BYTES * 2 * say.MAX_SPAWNS
# A command that has just started often ends at once: then one message says both.
_HOLD_BACK = 0.002


class ServerLink:
    def __init__(self, server: socket) -> None:
        os.set_inheritable(server.fileno(), False)
        server.setsockopt(SOL_SOCKET, SO_SNDBUF, say.BUFFER)
        self._server = server
        self._buffer = bytearray(say.LARGEST)
        self._replies: list[tuple[object, ...]] = []
        # When the first reply must go out; a reply that is not urgent may wait for another.
        self._due: float | None = None
        self.is_lost = False

    def fileno(self) -> int:
        return self._server.fileno()

    def receive(self) -> "Iterator[tuple[tuple[Any, ...], list[int]]]":
        """The requests of one message, each with its descriptors, which are closed afterwards."""
        try:
            size, ancillary, _, _ = self._server.recvmsg_into(
                [self._buffer], _ROOM_FOR_FDS, MSG_DONTWAIT | MSG_CMSG_CLOEXEC
            )
        except BlockingIOError:
            return
        except ConnectionError:
            size, ancillary = 0, []
        self.is_lost = size == 0
        if self.is_lost:
            return
        fds = [
            int.from_bytes(data[at : at + _FD_BYTES], sys.byteorder)
            for _, _, data in ancillary
            for at in range(0, len(data), _FD_BYTES)
        ]
        try:
            at = 0
            for request in marshal.loads(memoryview(self._buffer)[:size]):
                mine = fds[at : at + 2] if request[0] == say.SPAWN else []
                at += len(mine)
                yield request, mine
        finally:
            for fd in fds:
                os.close(fd)

    def reply(self, *fields: object, urgent: bool = True) -> None:
        self._replies.append(fields)
        if urgent:
            self._due = 0.0
        elif self._due is None:
            self._due = time.monotonic() + _HOLD_BACK

    def due_in(self) -> float | None:
        return None if self._due is None else max(0.0, self._due - time.monotonic())

    def flush(self) -> None:
        if self._due is None or (self._due and self._due > time.monotonic()):
            return
        replies, self._replies, self._due = self._replies, [], None
        for at in range(0, len(replies), say.MAX_REPLIES):
            try:
                self._server.send(marshal.dumps(replies[at : at + say.MAX_REPLIES]))
            except ConnectionError:
                self.is_lost = True
                return
