"""The least of HTTP/1.1 that a measuring client needs: it shares the cores with the server."""

import json
import os
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_RECEIVE_BYTES = 1 << 18
# The variable that holds the credential every request carries.
TOKEN = "TASKYARD_TOKEN"


class UnexpectedReply(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


def request(
    method: str, target: str, document: object = None, headers: Mapping[str, str] | None = None
) -> bytes:
    body = b"" if document is None else json.dumps(document).encode()
    lines = [f"{method} {target} HTTP/1.1", "Host: 127.0.0.1", *_who()]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if document is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _who() -> list[str]:
    """Companions of the run inherit the variable, so they ask as the same person."""
    token = os.environ.get(TOKEN)
    return [f"Authorization: Bearer {token}"] if token else []


def reply_end(buffer: bytes) -> tuple[int, int] | None:
    """Where the first reply's body begins and ends, or None while its head is incomplete."""
    head_end = buffer.find(b"\r\n\r\n")
    if head_end < 0:
        return None
    length = _LENGTH.search(buffer, 0, head_end + 2)
    if length is None and buffer[9:12] != b"204":
        raise UnexpectedReply(f"no Content-Length in {buffer[:head_end]!r}")
    return head_end + 4, head_end + 4 + (int(length[1]) if length else 0)


def connect(port: int) -> socket.socket:
    connected = socket.create_connection(("127.0.0.1", port), timeout=60)
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connected


class Connection:
    """One kept-alive connection; one exchange at a time."""

    def __init__(self, port: int) -> None:
        self._socket = connect(port)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def exchange(self, message: bytes) -> Reply:
        self._socket.sendall(message)
        buffer = self._receive()
        while (span := reply_end(buffer)) is None:
            buffer += self._receive()
        start, end = span
        chunks, have = [buffer], len(buffer)
        while have < end:
            chunks.append(self._receive())
            have += len(chunks[-1])
        return Reply(int(buffer[9:12]), b"".join(chunks)[start:end])

    def get(self, target: str) -> Any:
        return _document(self.exchange(request("GET", target)), target)

    def post(self, target: str, document: object) -> Any:
        return _document(self.exchange(request("POST", target, document)), target)

    def _receive(self) -> bytes:
        data = self._socket.recv(_RECEIVE_BYTES)
        if not data:
            raise UnexpectedReply("the server closed the connection")
        return data


def _document(reply: Reply, target: str) -> Any:
    if reply.status >= 300:
        raise UnexpectedReply(f"{target}: {reply.status} {reply.body[:500]!r}")
    return reply.json()
