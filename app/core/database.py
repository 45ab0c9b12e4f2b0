"""The task database: many readers, one writer whose commits are shared.

A query is a plain function of a Connection and runs on a read-only aiosqlite
engine. A write is a *verb*: a function of a Transaction and a list of items,
called once per commit with everything that waits for it. The verbs of one
commit run on the writer's own thread, on the one connection that may write
(and checkpoint), between BEGIN IMMEDIATE and a COMMIT that is on disk before
any caller is answered. See docs/decisions/0003.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import orjson
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from app.core.errors import Busy
from app.core.event import TaskEvent
from app.core.group_commit import GroupCommit, Transaction, Verb

T = TypeVar("T")
A = TypeVar("A")
R = TypeVar("R")

# How long a statement waits for another process that holds the file.
_BUSY_SECONDS = 30


class Database:
    """`journal` writes a transaction's changes and returns the events to publish;
    `published` is called with them on the loop, in commit order, before any of
    the writers goes on. `make_room` is called when the disk is full, before the
    one retry."""

    def __init__(
        self,
        path: Path,
        *,
        journal: Callable[[Transaction], list[TaskEvent]],
        published: Callable[[list[TaskEvent]], None],
        make_room: Callable[[], None],
    ) -> None:
        self._writer = _writer_engine(path)
        self._reader = _reader_engine(path, connections=2)
        self._scanner = _reader_engine(path, connections=1)
        self._queries: set[asyncio.Task[Any]] = set()
        self._commits = GroupCommit(
            self._writer,
            journal=journal,
            published=published,
            is_full=is_full,
            make_room=make_room,
        )

    async def open(self) -> None:
        await self._commits.start()

    async def read(self, query: Callable[[Connection], T]) -> T:
        return await self._run(self._reader, query)

    async def scan(self, query: Callable[[Connection], T]) -> T:
        """For what may look at very many rows: these wait for each other, and no `read` does.

        Raises Busy after waiting for others in vain.
        """
        try:
            return await self._run(self._scanner, query)
        except PoolTimeout:
            raise Busy from None

    async def write(self, verb: Verb[A, R], item: A) -> R:
        """The verb's result for `item`, once it is on disk; raises what the verb raised for it."""
        return await self._commits.submit(verb, item)

    def write_soon(self, verb: Verb[A, R], item: A) -> "asyncio.Future[R]":
        """The same for callers that do not wait."""
        return self._commits.submit(verb, item)

    async def close(self) -> None:
        await self._commits.stop()
        await asyncio.gather(*self._queries, return_exceptions=True)
        await self._reader.dispose()
        await self._scanner.dispose()
        self._writer.dispose()

    async def _run(self, engine: AsyncEngine, query: Callable[[Connection], T]) -> T:
        # Seen through when who asked goes away: a query that is cancelled costs its connection,
        # and one that is cancelled again, as anyio does, leaves a task that nothing ever ends.
        work = asyncio.create_task(_answer(engine, query))
        self._queries.add(work)
        work.add_done_callback(self._queries.discard)
        return await asyncio.shield(work)


def is_full(error: BaseException) -> bool:
    """Did the disk refuse this write for lack of room?"""
    cause = error.orig if isinstance(error, OperationalError) else error
    return isinstance(cause, sqlite3.OperationalError) and (
        cause.sqlite_errorcode == sqlite3.SQLITE_FULL
    )


def as_json(value: object) -> str:
    """As the JSON columns hold it."""
    return orjson.dumps(value).decode()


def _writer_engine(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        connect_args={"check_same_thread": False, "timeout": _BUSY_SECONDS},
        hide_parameters=True,  # of errors, which are logged: hashes, environments
        isolation_level="AUTOCOMMIT",  # transactions are the group commit's own
        json_serializer=as_json,
        json_deserializer=orjson.loads,
    )
    event.listen(engine, "connect", _prepare_writer)
    return engine


async def _answer(engine: AsyncEngine, query: Callable[[Connection], T]) -> T:
    async with engine.connect() as connection:
        return await connection.run_sync(query)


def _reader_engine(path: Path, *, connections: int) -> AsyncEngine:
    engine = create_async_engine(
        URL.create(
            "sqlite+aiosqlite",
            database=path.absolute().as_uri(),
            query={"mode": "ro", "uri": "true"},
        ),
        connect_args={"timeout": _BUSY_SECONDS},
        hide_parameters=True,
        json_deserializer=orjson.loads,
        pool_size=connections,
        max_overflow=connections,
    )
    event.listen(engine.sync_engine, "connect", _prepare_reader)
    return engine


def _prepare_writer(connection: Any, _record: object) -> None:
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "wal_autocheckpoint=4000",
        "cache_size=-8000",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_reader(connection: Any, _record: object) -> None:
    for pragma in ("query_only=ON", "cache_size=-4000", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}").close()
