"""Follow one stream on many connections and say how old each time stamp in it was on arrival.

python -m bench.client.stamps PORT TARGET SUBSCRIBERS STAMPS

A stamp is the monotonic clock in nanoseconds between two `@`. Ends when each subscriber has
seen all the stamps. Answers with the spread of their ages in milliseconds.
"""

import re
import select
import socket
import sys
import time
from dataclasses import asdict

from bench.client.stream import open_stream
from bench.companion import announce_ready, answer
from bench.spread import spread

_PATIENCE_SECONDS = 30
_STAMP = re.compile(rb"@(\d+)@")


def main() -> None:
    port, target, subscribers, stamps = sys.argv[1:]
    streams = [open_stream(int(port), target) for _ in range(int(subscribers))]
    announce_ready()
    ages = _ages(streams, len(streams) * int(stamps))
    answer(asdict(spread([age / 1e6 for age in ages])))


def _ages(streams: list[socket.socket], expected: int) -> list[int]:
    by_fd = {stream.fileno(): stream for stream in streams}
    tails = dict.fromkeys(by_fd, b"")
    ages: list[int] = []
    with select.epoll() as poll:
        for fd in by_fd:
            poll.register(fd, select.EPOLLIN)
        while len(ages) < expected:
            for fd, _ in (arrived := poll.poll(_PATIENCE_SECONDS)):
                data = by_fd[fd].recv(1 << 16)
                now = time.monotonic_ns()
                if not data:
                    raise ConnectionError(f"a stream ended after {len(ages)} of {expected} stamps")
                tails[fd] = _collect(tails[fd] + data, now, ages)
            if not arrived:
                raise TimeoutError(f"only {len(ages)} of {expected} stamps came")
    return ages


def _collect(text: bytes, now: int, ages: list[int]) -> bytes:
    """Take the stamps out of `text`; returns its end, which may hold the start of another."""
    end = 0
    for found in _STAMP.finditer(text):
        ages.append(now - int(found[1]))
        end = found.end()
    return text[end:][-32:]


if __name__ == "__main__":
    main()
