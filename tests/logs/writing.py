"""A log book at work, for tests."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from app.core.output import ChunkWriter, LogKey
from app.logs.book import LogBook
from app.logs.run_log import RunLog

KEY = LogKey(7, 1)


@asynccontextmanager
async def book_on(store: ChunkWriter, **options: Any) -> AsyncIterator[LogBook]:
    options.setdefault("tick", timedelta(milliseconds=1))
    book = LogBook(store, **options)
    running = asyncio.create_task(book.run())
    try:
        yield book
    finally:
        await book.stop()
        await running


def open_log(book: LogBook, key: LogKey = KEY) -> RunLog:
    return book.open(key, on_room=lambda: None)


async def until(true: Callable[[], bool], *, within: float = 5.0) -> None:
    async with asyncio.timeout(within):
        while not true():  # noqa: ASYNC110 - any fact, not only those with an event
            await asyncio.sleep(0.001)
