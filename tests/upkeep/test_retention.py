from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Any

import pytest

from app.core.clock import now
from app.core.database import Database
from app.core.group_commit import Transaction
from app.core.lifecycle import Status
from app.core.output import LogKey, Stream
from app.core.person import LOCAL_ID
from app.core.task import LogSummary, NewTask, Task
from app.logs.book import LogBook
from app.logs.chunks import Frame, seal
from app.store import find, idempotency
from app.store.finish import FinishTasks, Outcome
from app.store.idempotency import Key, Reply
from app.store.moves import Claim, ClaimTasks
from app.upkeep.retention import Retention
from tests.logs.shelf import Shelf
from tests.logs.writing import book_on
from tests.store.conftest import HEAD_START, db, made, migrated, new, path, published

__all__ = ("db", "migrated", "path", "published")

DAY = timedelta(days=1)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def book(shelf: Shelf) -> AsyncIterator[LogBook]:
    async with book_on(shelf) as book:
        yield book


def keep(db: Database, book: LogBook, **limits: Any) -> Retention:
    unlimited = {"age": None, "count": None, "size": None, "journal_size": 100_000}
    return Retention(db, book, **{**unlimited, **limits})


async def running(db: Database, *tasks: NewTask) -> list[Task]:
    await made(db, *tasks)
    return await db.write(ClaimTasks(head_start=HEAD_START), Claim(1000))


async def ended(db: Database, *tasks: Task, before: timedelta = timedelta(0)) -> None:
    at = now() - before // timedelta(milliseconds=1)
    for task in tasks:
        outcome = Outcome(
            task_id=task.id,
            attempt=task.attempt,
            status=Status.COMPLETED,
            reason=None,
            reason_text=None,
            finished_at=at + task.id,
            log=LogSummary(),
        )
        await db.write(FinishTasks(head_start=HEAD_START), outcome)


def printed(shelf: Shelf, task: Task, data: bytes) -> None:
    chunk = seal([Frame(0, Stream.OUT, data)], first_byte=0, first_line=1, lines=1, continues=False)
    shelf.kept[LogKey(task.id, task.attempt)] = [chunk]


async def left(db: Database) -> set[str]:
    tasks = await db.read(lambda c: find.many(c, range(1000)))
    return {task.name for task in tasks.values()}


async def test_what_ended_long_ago_goes_with_its_output(
    db: Database, book: LogBook, shelf: Shelf
) -> None:
    old, young, active = await running(db, new("old"), new("young"), new("active"))
    for task in (old, young, active):
        printed(shelf, task, b"x")
    await ended(db, old, before=2 * DAY)
    await ended(db, young)
    assert await keep(db, book, age=DAY).step() < 1
    assert await keep(db, book, age=DAY).step() > 1
    assert await left(db) == {"young", "active"}
    assert {key.task_id for key in shelf.kept} == {young.id, active.id}


async def test_of_too_many_the_oldest_go(db: Database, book: LogBook) -> None:
    tasks = await running(db, *(new(str(n)) for n in range(5)))
    await ended(db, *tasks)
    await keep(db, book, count=2).step()
    assert await left(db) == {"3", "4"}


async def test_for_room_only_tasks_with_stored_output_go(
    db: Database, book: LogBook, shelf: Shelf
) -> None:
    silent, old, talks, young = await running(
        db, new("silent"), new("old"), new("talks"), new("young")
    )
    for task in (old, talks, young):
        printed(shelf, task, bytes(1000))
    await ended(db, silent, old)
    retention = keep(db, book, size=1500)
    await retention.step()
    assert await left(db) == {"silent", "talks", "young"}
    # What still runs takes more than there is to be: nothing that is over can help.
    assert await retention.step() > 1
    assert await left(db) == {"silent", "talks", "young"}


def remember(tx: Transaction, counts: Sequence[int]) -> list[None]:
    for n in range(sum(counts)):
        idempotency.save(tx.connection, Key(LOCAL_ID, str(n), b""), Reply(1, b"", b""))
    return [None for _ in counts]


async def test_keys_go_a_thousand_at_a_time(db: Database) -> None:
    await db.write(remember, 1001)
    assert await db.write(idempotency.forget, now() + 1000)
    assert not await db.write(idempotency.forget, now() + 1000)
