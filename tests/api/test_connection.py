"""How long a connection waits for what does not come."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest
import uvicorn
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from app.api.connection import HttpConnection


class Impatient(HttpConnection):
    patience = 0.2


async def length(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the length of the body, after a while."""
    with suppress(ClientDisconnect):
        body = await Request(scope, receive).body()
        await asyncio.sleep(0.5)
        await PlainTextResponse(str(len(body)))(scope, receive, send)


@pytest.fixture
async def port() -> AsyncIterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        how: dict[str, Any] = {"http": Impatient, "lifespan": "off", "log_config": None}
        server = uvicorn.Server(uvicorn.Config(length, timeout_keep_alive=1, **how))
        serving = asyncio.create_task(server._serve([listener]))
        yield listener.getsockname()[1]
        server.should_exit = True
        await serving


async def answer_to(port: int, *pieces: bytes, every: float = 0.0) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    with suppress(OSError):
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(every)
    answer = b""
    with suppress(OSError):
        answer = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    return answer


HEAD = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [b"\r\n"],
        [HEAD],
        [bytes([byte]) for byte in HEAD],
        [HEAD + b"\r\n"],
        [HEAD + b"\r\n", b"abc"],
    ],
)
async def test_who_does_not_say_all_is_not_waited_for(port: int, pieces: list[bytes]) -> None:
    assert await answer_to(port, *pieces, every=0.02) == b""


async def test_a_slow_body_is_waited_for_and_so_is_the_reply(port: int) -> None:
    answer = await answer_to(port, HEAD + b"\r\n", b"a", b"b", b"c", b"d", every=0.12)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b"4")


async def test_the_next_request_is_waited_for_as_long(port: int) -> None:
    answer = await answer_to(port, HEAD + b"\r\nabcd", b"", HEAD, b"\r\nabcd", every=0.6)
    assert answer.count(b"HTTP/1.1 200 ") == 1
