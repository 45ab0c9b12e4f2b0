"""Reading event streams as a client does: message by message, leaving when it likes."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx


@dataclass(frozen=True)
class Message:
    name: str | None
    id: int | None
    data: Any


@asynccontextmanager
async def stream(
    client: httpx.AsyncClient, path: str, *, after: int | None = None, **parameters: object
) -> AsyncIterator[AsyncIterator[Message]]:
    headers = {} if after is None else {"Last-Event-ID": str(after)}
    async with client.stream(
        "GET",
        path,
        headers=headers,
        params=parameters,  # type: ignore[arg-type]
    ) as answer:
        assert answer.status_code == 200, await answer.aread()
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield _messages(answer)


async def _messages(answer: httpx.Response) -> AsyncIterator[Message]:
    rest = b""
    async for part in answer.aiter_bytes():
        *blocks, rest = (rest + part).split(b"\n\n")
        for block in blocks:
            message = _message(block)
            if message is not None:
                yield message


def _message(block: bytes) -> Message | None:
    """None for what has no data: a comment, or the time to wait before coming back."""
    fields = dict(line.split(b": ", 1) for line in block.split(b"\n") if b": " in line)
    if b"data" not in fields:
        return None
    name, ident = fields.get(b"event"), fields.get(b"id")
    return Message(
        name.decode() if name else None,
        int(ident) if ident else None,
        json.loads(fields[b"data"]),
    )
