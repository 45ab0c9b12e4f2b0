"""The output of one task at any moment of its life, on a store of choice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import fields
from typing import Any

from app.core.errors import NotFound
from app.core.lifecycle import Status
from app.core.output import LogKey
from app.core.task import LogSummary, Task, TaskOutput
from app.logs.batches import End, LineBatch
from app.logs.book import LogBook
from app.logs.lines import Gap, Line
from app.logs.run_log import RunLog
from app.services.output import Output
from tests.logs.writing import book_on

TASK = 7


def task(status: Status, log: LogSummary) -> Task:
    """Only what reading output looks at."""
    facts = dict.fromkeys((field.name for field in fields(Task)), None)
    return Task(**facts | {"id": TASK, "attempt": 1, "status": status, "log": log})  # type: ignore[arg-type]


class Desk:
    """Plays the part of the tasks' table."""

    def __init__(self, book: LogBook, store: Any) -> None:
        self.book = book
        self.log: RunLog | None = None
        self.output = Output(self._find, book, store)
        self._inline: bytes | None = None
        self._task = task(Status.QUEUED, LogSummary())

    async def _find(self, task_id: int) -> TaskOutput:
        if task_id != TASK:
            raise NotFound("task", task_id)
        return TaskOutput(self._task, self._inline)

    def start(self) -> RunLog:
        self._task = task(Status.RUNNING, LogSummary())
        self.log = self.book.open(LogKey(TASK, 1), on_room=lambda: None)
        return self.log

    async def finish(self) -> None:
        assert self.log is not None
        finished = await self.log.finish()
        self._inline = finished.inline
        self._task = task(Status.COMPLETED, finished.summary)
        self.book.close(self.log.key)

    async def follow(self, from_line: int = 1) -> list[Line | Gap]:
        """Everything a follower sees up to the end."""
        seen: list[Line | Gap] = []
        async for event in self.output.follow(TASK, from_line=from_line):
            match event:
                case LineBatch():
                    seen += event.lines
                case Gap():
                    seen.append(event)
                case End(last_line):
                    lines = [item.n for item in seen if isinstance(item, Line)]
                    assert not lines or lines[-1] == last_line
                    return seen
        raise AssertionError("a log that is followed ends with End")


@asynccontextmanager
async def desk_on(writer: Any, reader: Any, **options: Any) -> AsyncIterator[Desk]:
    async with book_on(writer, **options) as book:
        desk = Desk(book, reader)
        try:
            yield desk
        finally:
            desk.output.close()


async def breath(times: int = 3) -> None:
    for _ in range(times):
        await asyncio.sleep(0)
