"""Opening an event stream."""

import socket

from bench.client.http import UnexpectedReply, connect, request


def open_stream(port: int, target: str) -> socket.socket:
    """A connection on which the stream has begun; what came with its head is dropped."""
    stream = connect(port)
    stream.sendall(request("GET", target, headers={"Accept": "text/event-stream"}))
    head = stream.recv(4096)
    if head[9:12] != b"200":
        raise UnexpectedReply(f"{target}: {head!r}")
    return stream
