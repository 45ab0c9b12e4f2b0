"""The output of one task at any moment of its life, on a store of choice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import fields
from functools import partial
from typing import Any, cast

from app.core.database import Database
from app.core.errors import NotFound
from app.core.event import TaskEvent
from app.core.event_bus import EventBus
from app.core.lifecycle import Status
from app.core.output import LogKey
from app.core.person import LOCAL_ID, Person, Role
from app.core.task import LogSummary, Task, TaskOutput
from app.logs.batches import End, LineBatch
from app.logs.book import LogBook
from app.logs.lines import Gap, Line
from app.logs.run_log import RunLog
from app.services.output import Output
from app.services.touch import Touch
from tests.logs.writing import book_on

TASK = 7
ADMIN = Person(LOCAL_ID, "local", Role.ADMIN)


def task(status: Status, log: LogSummary) -> Task:
    """Only what reading output looks at."""
    facts = dict.fromkeys((field.name for field in fields(Task)), None)
    known = {"id": TASK, "attempt": 1, "status": status, "log": log, "created_by": LOCAL_ID}
    return Task(**facts | known)  # type: ignore[arg-type]


def silent(_event: TaskEvent, *, masked: bool) -> bytes:
    return b""


class Reading:
    """Output as one person reads it."""

    def __init__(self, output: Output, by: Person) -> None:
        for name in ("text", "lines", "raw", "search", "follow"):
            setattr(self, name, partial(getattr(output, name), by=by))
        self.close = output.close

    text: Any
    lines: Any
    raw: Any
    search: Any
    follow: Any


class Desk:
    """Plays the part of the tasks' table."""

    def __init__(self, book: LogBook, store: Any) -> None:
        self.book = book
        self.log: RunLog | None = None
        touch = Touch(cast(Database, None), refused=lambda *_, **__: None)
        output = Output(self._find, book, store, EventBus(silent), touch)
        self.output = Reading(output, ADMIN)
        self._inline: bytes | None = None
        self._task = task(Status.QUEUED, LogSummary())

    async def _find(self, task_id: int, *, by: Person) -> TaskOutput:
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
