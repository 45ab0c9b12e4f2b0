"""A closed loop: on every connection the next request leaves when the reply to the last is here.

One thread and one epoll for all of them: about 15 µs of a core for each request, where
threads would pay for handing the interpreter lock around.
"""

import select
import socket
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from bench.client.http import UnexpectedReply, connect, reply_end

_PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Load:
    """What was sent and acknowledged, and what it took: wall clock, and the client's own CPU."""

    acknowledged: int
    seconds: float
    client_cpu_seconds: float


def send_all(port: int, messages: Iterable[bytes], *, connections: int) -> Load:
    waiting = deque(messages)
    total = len(waiting)
    lanes = [_Lane(connect(port)) for _ in range(connections)]
    try:
        began, cpu_began = time.perf_counter(), time.process_time()
        _drive(lanes, waiting)
        return Load(total, time.perf_counter() - began, time.process_time() - cpu_began)
    finally:
        for lane in lanes:
            lane.close()


def _drive(lanes: list["_Lane"], waiting: deque[bytes]) -> None:
    by_fd = {lane.fd: lane for lane in lanes}
    open_replies = 0
    with select.epoll() as poll:
        for lane in lanes[: len(waiting)]:
            poll.register(lane.fd, select.EPOLLIN)
            lane.send(waiting.popleft())
            open_replies += 1
        while open_replies:
            arrived = poll.poll(_PATIENCE_SECONDS)
            if not arrived:
                raise TimeoutError(f"{open_replies} requests are not answered")
            for fd, _ in arrived:
                lane = by_fd[fd]
                if not lane.is_answered():
                    continue
                if waiting:
                    lane.send(waiting.popleft())
                else:
                    open_replies -= 1


class _Lane:
    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._buffer = b""
        self.fd = connected.fileno()

    def send(self, message: bytes) -> None:
        self._socket.sendall(message)

    def is_answered(self) -> bool:
        """Read what is there: is the reply complete?"""
        self._buffer += self._socket.recv(1 << 18)
        span = reply_end(self._buffer)
        if span is None or len(self._buffer) < span[1]:
            return False
        if self._buffer[9:11] != b"20":
            raise UnexpectedReply(repr(self._buffer[:600]))
        self._buffer = b""
        return True

    def close(self) -> None:
        self._socket.close()
