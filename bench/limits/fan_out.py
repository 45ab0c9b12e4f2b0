"""The fastest way to give many sockets the same bytes: a bare loop of `send`.

python -m bench.limits.fan_out SUBSCRIBERS STAMPS INTERVAL_MS

Each subscriber is greeted like an HTTP client and gets every stamp in a frame of the size
that one line of a task's output makes.
"""

import socket
import sys
import time

from bench.companion import announce_ready

_GREETING = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
_FRAME = b'9a\r\nid: 1000\ndata: {"lines":[{"n":1000,"t":"2026-01-01T00:00:00.000Z",%s}]}\n\n\r\n'


def main() -> None:
    subscribers, stamps, interval_ms = map(int, sys.argv[1:])
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        announce_ready(listener.getsockname()[1])
        sockets = [_greeted(listener) for _ in range(subscribers)]
    sys.stdin.readline()
    for _ in range(stamps):
        time.sleep(interval_ms / 1000)
        _send_to_all(sockets)
    sys.stdin.readline()  # the sockets stay open until everything was read


def _greeted(listener: socket.socket) -> socket.socket:
    accepted, _ = listener.accept()
    accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    accepted.recv(4096)
    accepted.sendall(_GREETING)
    return accepted


def _send_to_all(sockets: list[socket.socket]) -> None:
    frame = _FRAME % (b'"s":"out","text":"@%d@"' % time.monotonic_ns())
    for subscriber in sockets:
        subscriber.send(frame)


if __name__ == "__main__":
    main()
