"""What a stranger may cost before anybody knows who asks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from tests.server.conftest import StartYard
from tests.server.test_events import resident
from tests.server.yard import Yard

_PIECE = 64 * 1024
_MOST = 32 * 1024**2

BEGUN = {
    "a long header": (b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nCookie: ", b"a" * _PIECE),
    "many headers": (b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n", b"a: b\r\n" * 10_000),
    "a long address": (b"GET /", b"a" * _PIECE),
    "what follows a body": (
        b"POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
        b"Content-Type: application/json\r\n\r\n0\r\n",
        b"a: b\r\n" * 10_000,
    ),
}


@asynccontextmanager
async def connected(
    yard: Yard,
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", yard.port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


async def pour(writer: asyncio.StreamWriter, piece: bytes) -> None:
    for _ in range(_MOST // len(piece)):
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0)


@pytest.mark.parametrize("begun", BEGUN)
async def test_a_head_without_end_is_not_kept(start_yard: StartYard, begun: str) -> None:
    start, piece = BEGUN[begun]
    yard = start_yard()
    before = resident(yard)
    async with connected(yard) as (_, writer):
        writer.write(start)
        with pytest.raises((ConnectionResetError, BrokenPipeError)):  # it hung up
            await pour(writer, piece)
    assert resident(yard) - before < 32


async def test_a_head_that_is_too_large_is_told_so(yard: Yard) -> None:
    async with connected(yard) as (reader, writer):
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nCookie: " + b"a" * 70_000)
        answer = await asyncio.wait_for(reader.read(), 10)
    assert answer.startswith(b"HTTP/1.1 431 ")


async def test_a_head_of_a_usual_size_is_read(yard: Yard) -> None:
    async with yard.client() as client:
        answer = await client.get("/tasks", headers={"Cookie": "a=" + "b" * 30_000})
        assert answer.status_code == 200
        # The connection is used again, and counts from the beginning.
        for _ in range(4):
            answer = await client.get("/tasks", headers={"Cookie": "a=" + "b" * 30_000})
            assert answer.status_code == 200
