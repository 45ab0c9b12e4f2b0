import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from pathlib import Path
from sqlite3 import IntegrityError

import pytest
from sqlalchemy import text

from app.core.database import Database
from app.core.event import TaskEvent
from app.core.group_commit import Transaction


def commit_nothing(tx: Transaction, items: Sequence[int]) -> list[None]:
    """What it leaves is refused by the COMMIT itself."""
    tx.connection.execute(text("PRAGMA defer_foreign_keys=ON"))
    tx.connection.execute(text("INSERT INTO children VALUES (1)"))
    return [None for _ in items]


def refuse_for_room(tx: Transaction, items: Sequence[int]) -> list[None]:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    raise full


def no_room() -> None:
    raise OSError("the reserve cannot be removed")


def no_listener(_events: list[TaskEvent]) -> None:
    raise ArithmeticError("an event that cannot be told")


def add(tx: Transaction, items: Sequence[int]) -> list[int | Exception]:
    """Adds numbers; 13 breaks the transaction, negative ones are refused alone."""
    _calls.append(len(items))
    for item in items:
        tx.connection.execute(text("INSERT INTO numbers VALUES (:n)"), {"n": item})
        if item == 13:
            raise ArithmeticError("13")
    return [ValueError(str(i)) if i < 0 else i * 2 for i in items]


_calls: list[int] = []


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "numbers.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE numbers (n INTEGER PRIMARY KEY)")
        connection.execute("CREATE TABLE children (n INTEGER REFERENCES numbers)")
    return file


@pytest.fixture
async def db(path: Path) -> AsyncIterator[Database]:
    _calls.clear()
    database = Database(
        path, journal=lambda _tx: [], published=lambda _events: None, make_room=lambda: None
    )
    await database.open()
    yield database
    await database.close()


async def numbers(db: Database) -> list[int]:
    return sorted(await db.read(lambda c: list(c.scalars(text("SELECT n FROM numbers")))))


async def test_writes_of_one_moment_share_a_commit(db: Database) -> None:
    assert await asyncio.gather(*(db.write(add, n) for n in range(10))) == [
        n * 2 for n in range(10)
    ]
    assert _calls == [10]


async def test_one_broken_write_fails_alone(db: Database) -> None:
    answers = await asyncio.gather(*(db.write(add, n) for n in (1, 13, 2)), return_exceptions=True)
    assert answers[0] == 2
    assert isinstance(answers[1], ArithmeticError)
    assert answers[2] == 4
    assert await numbers(db) == [1, 2]


async def test_a_refusal_is_raised_for_its_own_caller(db: Database) -> None:
    with pytest.raises(ValueError, match="-1"):
        await db.write(add, -1)


async def test_a_caller_that_goes_away_harms_nobody(db: Database) -> None:
    leaving = asyncio.ensure_future(db.write(add, 1))
    staying = asyncio.ensure_future(db.write(add, 2))
    await asyncio.sleep(0)
    leaving.cancel()
    assert await staying == 4
    assert await numbers(db) == [1, 2]


async def test_an_answered_write_is_in_the_file(db: Database, path: Path) -> None:
    await db.write(add, 5)
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT n FROM numbers").fetchall() == [(5,)]


async def test_closing_commits_what_was_submitted(path: Path) -> None:
    database = Database(
        path, journal=lambda _tx: [], published=lambda _events: None, make_room=lambda: None
    )
    await database.open()
    pending = [database.write_soon(add, n) for n in range(5)]
    await database.close()
    assert [p.result() for p in pending] == [0, 2, 4, 6, 8]


_LONG = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    " SELECT i FROM n LIMIT 1 OFFSET :n"
)


async def test_no_read_waits_for_scans(db: Database) -> None:
    assert await numbers(db) == []
    scans = [
        asyncio.create_task(db.scan(lambda c: c.scalar(text(_LONG), {"n": 300_000})))
        for _ in range(6)
    ]
    await asyncio.sleep(0)
    assert await numbers(db) == []
    assert not all(scan.done() for scan in scans)
    assert set(await asyncio.gather(*scans)) == {300_001}


async def test_a_query_is_seen_through_though_nobody_waits_for_it_any_more(db: Database) -> None:
    """One that is broken off costs its connection, and leaves a task that nothing ever ends."""
    found: list[object] = []
    asked = asyncio.create_task(
        db.read(lambda c: found.append(c.scalar(text(_LONG), {"n": 300_000})))
    )
    await asyncio.sleep(0)
    asked.cancel()
    await asyncio.wait([asked])
    assert asked.cancelled()
    assert found == []
    await db.close()
    assert found == [300_001]


async def test_a_database_locked_by_another_is_waited_for(db: Database, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.ensure_future(db.write(add, 7))
    done, _ = await asyncio.wait([waiting], timeout=0.2)
    assert not done
    other.execute("COMMIT")
    assert await waiting == 14
    other.close()


async def test_a_commit_that_fails_leaves_the_next_one_alone(db: Database) -> None:
    with pytest.raises(IntegrityError):
        await db.write(commit_nothing, 1)
    assert await db.write(add, 3) == 6
    assert await numbers(db) == [3]


async def test_room_that_cannot_be_made_does_not_end_the_writer(path: Path) -> None:
    database = Database(
        path, journal=lambda _tx: [], published=lambda _events: None, make_room=no_room
    )
    await database.open()
    with pytest.raises(OSError, match="reserve"):
        await database.write(refuse_for_room, 1)
    assert await database.write(add, 3) == 6
    await database.close()


async def test_who_writes_is_answered_though_nobody_can_be_told(path: Path) -> None:
    told: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, fault: told.append(fault))
    database = Database(path, journal=lambda _tx: [], published=no_listener, make_room=no_room)
    await database.open()
    assert await database.write(add, 3) == 6
    assert len(told) == 1
    await database.close()


async def test_a_database_that_stays_locked_fails_all_who_wait_at_once(path: Path) -> None:
    waited: list[int] = []

    def begins_late(tx: Transaction, items: Sequence[int]) -> list[int | Exception]:
        waited.append(len(items))
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise error

    database = Database(
        path, journal=lambda _tx: [], published=lambda _events: None, make_room=lambda: None
    )
    await database.open()
    answers = await asyncio.gather(
        *(database.write(begins_late, n) for n in range(5)), return_exceptions=True
    )
    await database.close()
    assert [type(answer) for answer in answers] == [sqlite3.OperationalError] * 5
    assert waited == [5]
