"""Reads chunks of output. Each call is one short read: nothing stays open between two."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, func, select

from app.core.output import Chunk, Extent, LogKey
from app.models.output import log_chunk
from app.store.packing import unpack

_CHUNKS_PER_READ = 8

_column = log_chunk.c
_COLUMNS = (
    _column.first_byte,
    _column.first_line,
    _column.lines,
    _column.continues,
    _column.first_time,
    _column.last_time,
    _column.frames,
    _column.size,
    _column.packed,
    _column.data,
)


class LogReader:
    """A ChunkReader, for any number of threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def extent(self, key: LogKey) -> Extent:
        with self._engine.connect() as connection:
            return extent_of(connection, key)

    def chunks(self, key: LogKey, from_byte: int, to_byte: int) -> Iterator[Chunk]:
        # One at first: who looks for a line needs no more.
        limit = 1
        while from_byte < to_byte:
            some = self._some(key, from_byte, to_byte, limit)
            yield from (chunk for chunk in some if chunk.end > from_byte)
            if len(some) < limit:
                return
            from_byte = max(from_byte, some[-1].end)
            limit = min(2 * limit, _CHUNKS_PER_READ)

    def _some(self, key: LogKey, from_byte: int, to_byte: int, limit: int) -> list[Chunk]:
        beginning = (
            select(func.coalesce(func.max(_column.first_byte), 0))
            .where(_of(key), _column.first_byte <= from_byte)
            .scalar_subquery()
        )
        query = (
            select(*_COLUMNS)
            .where(_of(key), _column.first_byte >= beginning, _column.first_byte < to_byte)
            .order_by(_column.first_byte)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [_chunk(row) for row in connection.execute(query)]

    def before_line(self, key: LogKey, line: int) -> int:
        # The last chunk that holds an earlier line: the line begins in it or right after it.
        query = (
            select(_column.first_byte)
            .where(_of(key), _column.first_line < line)
            .order_by(_column.first_line.desc(), _column.first_byte.desc())
            .limit(1)
        )
        with self._engine.connect() as connection:
            return connection.scalar(query) or 0


def extent_of(connection: Connection, key: LogKey) -> Extent:
    size = connection.scalar(select(func.sum(_column.size)).where(_of(key)))
    last = connection.execute(
        select(*_COLUMNS).where(_of(key)).order_by(_column.first_byte.desc()).limit(1)
    ).one_or_none()
    if last is None:
        return Extent()
    chunk = _chunk(last)
    return Extent(size or 0, chunk.end, chunk)


def _of(key: LogKey) -> ColumnElement[bool]:
    return and_(_column.task_id == key.task_id, _column.attempt == key.attempt)


def _chunk(row: Sequence[Any]) -> Chunk:
    """`row` as _COLUMNS select it."""
    (
        first_byte,
        first_line,
        lines,
        continues,
        first_time,
        last_time,
        frames,
        size,
        packed,
        data,
    ) = row
    data = unpack(data, size=size) if packed else data
    return Chunk(
        first_byte, first_line, lines, bool(continues), first_time, last_time, frames, data
    )
