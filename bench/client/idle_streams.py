"""Hold many event streams open and read what little comes, until standard input ends.

python -m bench.client.idle_streams PORT TARGET COUNT
"""

import select
import socket
import sys

from bench.client.stream import open_stream
from bench.companion import announce_ready


def main() -> None:
    port, target, count = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    streams = {s.fileno(): s for s in (open_stream(port, target) for _ in range(count))}
    announce_ready()
    _hold(streams)


def _hold(streams: dict[int, socket.socket]) -> None:
    with select.epoll() as poll:
        poll.register(sys.stdin.fileno(), select.EPOLLIN)
        for fd in streams:
            poll.register(fd, select.EPOLLIN)
        while True:
            for fd, _ in poll.poll():
                if fd not in streams:
                    return
                if not _has_more(streams[fd]):
                    raise ConnectionError("the server dropped an idle stream")


def _has_more(stream: socket.socket) -> bool:
    return bool(stream.recv(1 << 16))


if __name__ == "__main__":
    main()
