import asyncio
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from app.core.event import EventType, TaskEvent
from app.core.event_bus import EventBus
from app.core.lifecycle import Status
from app.core.output import Extent, LogKey, Stream
from app.core.task import LogSummary, Task, Usage
from app.executor.command import Command
from app.executor.ending import Ending, Exited
from app.logs.book import LogBook
from app.services import dispatch as module
from app.services.dispatch import Dispatch
from app.services.progress import ProgressTeller
from app.store.finish import Outcome
from tests.logs.shelf import Shelf
from tests.logs.writing import book_on, until
from tests.services.outputs import ADMIN, TASK, silent, task

LONG_OUTPUT = b"x" * 10_000


class Queue:
    """A database with one task in its queue; it records endings unless it is broken."""

    def __init__(self) -> None:
        self.waiting = [task(Status.RUNNING, LogSummary())]
        self.recorded: list[Outcome] = []
        self.is_broken = False

    async def write(self, _verb: object, _claim: object) -> list[Task]:
        waiting, self.waiting = self.waiting, []
        return waiting

    def write_soon(self, _verb: object, outcome: Outcome) -> "asyncio.Future[None]":
        answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self.is_broken:
            answer.set_exception(OSError("the disk is full"))
        else:
            self.recorded.append(outcome)
            answer.set_result(None)
        return answer


class Stage:
    """An executor whose one run writes and ends when the test says so."""

    def __init__(self) -> None:
        self.sink: Any = None
        self.end: Callable[[Ending], None] | None = None
        self.stops: list[timedelta | None] = []

    def start(self, _command: Command, *, sink: Any, on_end: Any, **_: object) -> Any:
        self.sink, self.end = sink, on_end
        return SimpleNamespace(stop=lambda grace: self.stops.append(grace), resume=lambda: None)

    def exit(self) -> None:
        assert self.end is not None
        self.end(Exited(0, Usage(1, 1)))


class UnreadableShelf(Shelf):
    def extent(self, key: LogKey) -> Extent:
        raise OSError("input/output error")


def dispatch_of(queue: Queue, stage: Stage, book: LogBook) -> Dispatch:
    anything: Any = None
    return Dispatch(
        queue,  # type: ignore[arg-type]
        stage,  # type: ignore[arg-type]
        book,
        slots=1,
        claim=anything,
        finish=anything,
        to_command=lambda _: Command(argv=("true",)),
    )


async def closed(dispatch: Dispatch) -> None:
    await dispatch.close(drain=timedelta(0), grace=timedelta(0))


async def test_an_ending_is_recorded_though_its_output_cannot_be_looked_at() -> None:
    shelf, queue, stage = UnreadableShelf(), Queue(), Stage()
    async with book_on(shelf) as book:
        dispatch = dispatch_of(queue, stage, book)
        running = asyncio.create_task(dispatch.run())
        await until(lambda: stage.end is not None)
        shelf.is_full = True
        stage.sink.write(Stream.OUT, LONG_OUTPUT)
        stage.exit()
        await until(lambda: bool(queue.recorded))
        assert queue.recorded[0].log.bytes == len(LONG_OUTPUT)
        await closed(dispatch)
        await running


async def test_the_server_ends_though_endings_cannot_be_recorded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_LAST_RECORDS", timedelta(milliseconds=10))
    queue, stage = Queue(), Stage()
    async with book_on(Shelf()) as book:
        dispatch = dispatch_of(queue, stage, book)
        running = asyncio.create_task(dispatch.run())
        await until(lambda: stage.end is not None)
        queue.is_broken = True
        stage.exit()
        await closed(dispatch)
        await running
    assert queue.recorded == []


async def test_an_ending_that_cannot_be_recorded_is_recorded_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_RETRY_SECONDS", 0.001)
    queue, stage = Queue(), Stage()
    async with book_on(Shelf()) as book:
        dispatch = dispatch_of(queue, stage, book)
        running = asyncio.create_task(dispatch.run())
        await until(lambda: stage.end is not None)
        queue.is_broken = True
        stage.exit()
        await asyncio.sleep(0)
        queue.is_broken = False
        await closed(dispatch)
        await running
    assert [outcome.status for outcome in queue.recorded] == [Status.COMPLETED]


async def test_a_stop_that_comes_after_the_end_is_not_kept_for_a_later_attempt() -> None:
    queue, stage = Queue(), Stage()
    async with book_on(Shelf()) as book:
        dispatch = dispatch_of(queue, stage, book)
        running = asyncio.create_task(dispatch.run())
        await until(lambda: stage.end is not None)
        stage.exit()
        dispatch.stop(task(Status.CANCELLING, LogSummary()), grace=timedelta(0))
        stage.end = None
        queue.waiting = [task(Status.RUNNING, LogSummary())]
        dispatch.wake()
        await until(lambda: stage.end is not None)
        assert dispatch.find(TASK) is not None
        assert stage.stops == []
        stage.exit()
        await closed(dispatch)
        await running


async def test_progress_tells_of_the_task_as_it_is_by_now() -> None:
    queue, stage, bus = Queue(), Stage(), EventBus(silent)
    heard = bus.subscribe(by=ADMIN, sees_all=True)
    async with book_on(Shelf()) as book:
        dispatch = dispatch_of(queue, stage, book)
        running = asyncio.create_task(dispatch.run())
        await until(lambda: stage.end is not None)
        cancelling = task(Status.CANCELLING, LogSummary())
        dispatch.heard([TaskEvent(1, EventType.UPDATED, TASK, cancelling)])
        stage.sink.write(Stream.OUT, b"going on\n")
        await ProgressTeller(dispatch, bus).step()
        (told,) = await heard.next()
        assert told.event.task is not None
        assert told.event.task.status is Status.CANCELLING
        assert told.event.task.log.last_line == "going on"
        stage.exit()
        await closed(dispatch)
        await running


async def test_a_log_is_held_in_memory_until_its_ending_is_recorded_and_no_longer() -> None:
    queue, stage = Queue(), Stage()
    async with book_on(Shelf()) as book:
        dispatch = dispatch_of(queue, stage, book)
        running = asyncio.create_task(dispatch.run())
        await until(lambda: stage.end is not None)
        stage.sink.write(Stream.OUT, b"hello\n")
        assert book.get(LogKey(TASK, 1)) is not None
        stage.exit()
        assert book.get(LogKey(TASK, 1)) is not None
        await until(lambda: bool(queue.recorded) and book.get(LogKey(TASK, 1)) is None)
        await closed(dispatch)
        await running
