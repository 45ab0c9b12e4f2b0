"""A lean client for tests that send thousands of requests: one connection, one after another."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

from tests.server.yard import Yard

Reply = tuple[int, Any]


class Wire:
    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, who: Mapping[str, str]
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._who = [f"{name}: {value}" for name, value in who.items()]

    async def send(self, method: str, path: str, body: object = None, *headers: str) -> Reply:
        """Raises OSError or IncompleteReadError when the server is gone."""
        content = b"" if body is None else json.dumps(body).encode()
        lines = (
            f"{method} /api/v1{path} HTTP/1.1",
            "Host: localhost",
            f"Content-Length: {len(content)}",
            "Content-Type: application/json",
            *self._who,
            *headers,
        )
        self._writer.write("\r\n".join((*lines, "", "")).encode() + content)
        return await self._reply()

    async def _reply(self) -> Reply:
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        length = head.partition(b"\r\ncontent-length: ")[2].partition(b"\r\n")[0]
        content = await self._reader.readexactly(int(length or 0))
        return int(head.split(b" ", 2)[1]), json.loads(content) if content else None


@asynccontextmanager
async def wire(yard: Yard, headers: Mapping[str, str] | None = None) -> AsyncIterator[Wire]:
    """The owner's, unless `headers` say who else."""
    reader, writer = await asyncio.open_connection("127.0.0.1", yard.port)
    try:
        yield Wire(reader, writer, yard.owner if headers is None else headers)
    finally:
        writer.close()
        with suppress(OSError):  # the server may have gone first
            await writer.wait_closed()
