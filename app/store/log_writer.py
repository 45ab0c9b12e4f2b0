"""Writes chunks of output: many logs in one transaction."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, and_, delete, insert, select, text, tuple_
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import OperationalError

from app.core.errors import StorageFull
from app.core.output import Chunk, Delivery, Extent, LogKey
from app.core.sqlite_driver import driver_of
from app.models.output import log_chunk
from app.store.log_reader import extent_of
from app.store.packing import pack

_FORGET_ROWS = 64
_VACUUM_PAGES = 64
# What a full disk looks like, besides being told so, and a lock nobody gives back.
_CANNOT_STORE = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk takes no output",
    sqlite3.SQLITE_BUSY: "another process holds the output database",
}

_NAMES = [column.name for column in log_chunk.columns if not column.primary_key]
_column = log_chunk.c
_INSERT = str(insert(log_chunk).compile(dialect=sqlite.dialect(), column_keys=_NAMES))

# From one task to the next: going through all chunks of each would take seconds.
_OLDEST_TASKS = text(
    "WITH RECURSIVE holder(id) AS ("
    " SELECT min(task_id) FROM log_chunk UNION ALL"
    " SELECT (SELECT min(task_id) FROM log_chunk WHERE task_id > holder.id)"
    " FROM holder WHERE holder.id IS NOT NULL"
    ") SELECT id FROM holder WHERE id IS NOT NULL LIMIT :limit"
)


class LogWriter:
    """A ChunkWriter. One thread at a time."""

    def __init__(self, engine: Engine, *, has_room: Callable[[], bool] = lambda: True) -> None:
        self._engine = engine
        self._has_room = has_room

    def write(self, deliveries: Sequence[Delivery]) -> None:
        if not self._has_room():
            raise StorageFull("the disk is nearly full")
        with self._transaction() as connection:
            for delivery in deliveries:
                if delivery.replaces:
                    _remove(connection, delivery.key, *delivery.replaces)
            rows = [_row(out.key, chunk) for out in deliveries for chunk in out.chunks]
            # The driver's own executemany: SQLAlchemy's costs as much as the write itself.
            connection.exec_driver_sql(_INSERT, rows)

    def extent(self, key: LogKey) -> Extent:
        with self._engine.connect() as connection:
            return extent_of(connection, key)

    def forget(self, keys: Sequence[LogKey]) -> bool:
        whose = and_(
            # SQLite takes the index for this one only, and would go through all of it without.
            _column.task_id.in_({key.task_id for key in keys}),
            tuple_(_column.task_id, _column.attempt).in_(keys),
        )
        with self._transaction() as connection:
            some = select(_column.id).where(whose).limit(_FORGET_ROWS)
            gone = connection.execute(delete(log_chunk).where(_column.id.in_(some))).rowcount
        return self._give_back() or gone == _FORGET_ROWS

    def _give_back(self) -> bool:
        """Free pages to the disk, some at a time; are there more?"""
        with self._engine.connect() as connection:
            free = connection.scalar(text("PRAGMA freelist_count")) or 0
            if free == 0:
                return False
            # `execute` would stop after the first page: the pragma gives a row for each.
            driver_of(connection).executescript(f"PRAGMA incremental_vacuum({_VACUUM_PAGES})")
            if free <= _VACUUM_PAGES:
                # The file gets shorter when the log is folded into it, not before.
                connection.execute(text("PRAGMA wal_checkpoint")).close()
        return free > _VACUUM_PAGES

    def stored_bytes(self) -> int:
        """What the output takes on disk; space to be used again does not count."""
        with self._engine.connect() as connection:
            pages, free, size = (
                connection.scalar(text(f"PRAGMA {name}")) or 0
                for name in ("page_count", "freelist_count", "page_size")
            )
        return int((pages - free) * size)

    def oldest_tasks(self, limit: int) -> list[int]:
        with self._engine.connect() as connection:
            return list(connection.scalars(_OLDEST_TASKS, {"limit": limit}))

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield connection
                connection.exec_driver_sql("COMMIT")
            except OperationalError as error:
                _roll_back(connection)
                raise _meaning(error) from error
            except BaseException:
                _roll_back(connection)
                raise


def _roll_back(connection: Connection) -> None:
    driver = driver_of(connection)
    if driver.in_transaction:  # SQLite may have rolled back by itself
        driver.rollback()


def _meaning(error: OperationalError) -> Exception:
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    return StorageFull(_CANNOT_STORE[code]) if code in _CANNOT_STORE else error


def _remove(connection: Connection, key: LogKey, from_byte: int, to_byte: int) -> None:
    connection.execute(
        delete(log_chunk).where(
            _column.task_id == key.task_id,
            _column.attempt == key.attempt,
            _column.first_byte >= from_byte,
            _column.first_byte < to_byte,
        )
    )


def _row(key: LogKey, chunk: Chunk) -> tuple[object, ...]:
    packed, data = pack(chunk.data)
    return (
        *key,
        chunk.first_byte,
        len(chunk.data),
        chunk.first_line,
        chunk.lines,
        chunk.continues,
        chunk.first_time,
        chunk.last_time,
        chunk.frames,
        packed,
        data,
    )
