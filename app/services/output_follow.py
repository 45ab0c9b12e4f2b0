"""Following a log: what is stored, then what is in memory, then what comes."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Iterable
from concurrent.futures import Executor
from typing import Protocol, TypeAlias

from app.core.lifecycle import FINAL
from app.core.output import ChunkReader, LogKey
from app.core.person import Person
from app.core.task import TaskOutput
from app.logs.batches import End, Event, LineBatch, Move, move
from app.logs.book import LogBook
from app.logs.lines import LINE_LIMIT, Cursor, Gap, advance, unfinished
from app.logs.run_log import RunLog
from app.logs.source import Source, inline_source, running_source, stored_source

_PARTIAL_EVERY = 0.1
_LOOK_AGAIN = 2.0
_SHARED_MOVES = 8
_BEHIND = 512 * 1024
_REST_SHARE = 3
_LONGEST_REST = 0.05
_EVERYTHING = 1 << 62

_Place: TypeAlias = tuple[LogKey, int, int, bool, bool]


class Find(Protocol):
    def __call__(self, task_id: int, *, by: Person) -> Awaitable[TaskOutput]: ...


class Followers:
    def __init__(
        self,
        find: Find,
        book: LogBook,
        store: ChunkReader,
        pool: Executor,
    ) -> None:
        self._find = find
        self._book = book
        self._store = store
        self._pool = pool
        self._moves: dict[_Place, asyncio.Future[Move | None]] = {}

    async def follow(
        self, task_id: int, from_line: int, *, by: Person
    ) -> AsyncGenerator[Event, None]:
        while not self._book.hung_up:
            found = await self._find(task_id, by=by)
            key = LogKey(found.task.id, found.task.attempt)
            if log := self._book.get(key):
                events = self._running(log, from_line)
            elif found.inline is not None:
                events = self._ended(inline_source(key, found.inline), from_line)
            elif found.task.status in FINAL:
                events = self._ended(stored_source(key, self._store), from_line)
            else:  # it waits, or its log is just moving to its task
                await self._book.opened(task_id, within=_LOOK_AGAIN)
                continue
            async for event in events:
                yield event
            return
        yield End(0)

    async def _ended(self, source: Source, from_line: int) -> AsyncGenerator[Event, None]:
        cursor = await self._begin(source, from_line)
        while not self._book.hung_up:
            moved = await self._move_on(source, cursor, from_line)
            if moved is None:
                break
            cursor = moved.cursor
            for event in _visible(moved.events, from_line):
                yield event
        for last in self._last(cursor, from_line):
            yield last

    async def _move_on(self, source: Source, cursor: Cursor, from_line: int) -> Move | None:
        if source.store:
            return await self._stored(source.key, cursor, _EVERYTHING, from_line)
        chunk = next(source.chunks(cursor.byte), None)
        return move(advance(cursor, chunk)) if chunk else None

    async def _running(self, log: RunLog, from_line: int) -> AsyncGenerator[Event, None]:
        live = log.follow()
        cursor = await self._begin(running_source(log, self._store), from_line)
        told, told_at = -1, 0.0
        while not self._book.hung_up:
            moved = await self._next(log, cursor, from_line)
            if moved:
                cursor, began = moved.cursor, time.monotonic()
                for event in _visible(moved.events, from_line):
                    yield event
                if cursor.byte < log.bytes:
                    await asyncio.sleep(_rest(log, cursor, time.monotonic() - began))
            elif log.closed:
                break
            elif cursor.carry is None or cursor.byte == told or cursor.line < from_line:
                await live.news()
            elif (rest := told_at + _PARTIAL_EVERY - time.monotonic()) > 0:
                await live.news(within=rest)
            else:
                told, told_at = cursor.byte, time.monotonic()
                if partial := live.partial(cursor):
                    yield partial
        for last in self._last(cursor, from_line):
            yield last

    def _last(self, cursor: Cursor, from_line: int) -> Iterable[LineBatch | End]:
        if self._book.hung_up:  # whoever comes back wants the unfinished line whole
            yield End(cursor.line - 1)
            return
        last = unfinished(cursor)
        if last and last.first_line >= from_line:
            yield LineBatch((last,))
        yield End(cursor.line if last else cursor.line - 1)

    async def _next(self, log: RunLog, cursor: Cursor, from_line: int) -> Move | None:
        if cursor.byte < log.memory_from:
            stored = await self._stored(log.key, cursor, log.memory_from, from_line)
            if stored:
                return stored
        return log.follow().move(cursor, shared=cursor.line >= from_line)

    async def _begin(self, source: Source, from_line: int) -> Cursor:
        if from_line <= 1:
            return Cursor()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, _cursor_before, source, from_line)

    async def _stored(
        self, key: LogKey, cursor: Cursor, to_byte: int, from_line: int
    ) -> Move | None:
        """One read for all who are at the same place of the same log."""
        carry = cursor.carry
        place = (
            key,
            cursor.byte,
            len(carry.head) if carry else -1,
            bool(carry and carry.cut),
            cursor.line >= from_line,
        )
        reading = self._moves.get(place)
        if reading is None:
            loop = asyncio.get_running_loop()
            reading = loop.run_in_executor(self._pool, self._read, key, cursor, to_byte)
            self._moves[place] = reading
            if len(self._moves) > _SHARED_MOVES:
                del self._moves[next(iter(self._moves))]
        try:
            moved = await asyncio.shield(reading)
        except Exception:
            self._moves.pop(place, None)
            raise
        if moved is None:
            self._moves.pop(place, None)
        return moved

    def _read(self, key: LogKey, cursor: Cursor, to_byte: int) -> Move | None:
        if cursor.carry and len(cursor.carry.head) == LINE_LIMIT:
            # No more is shown of this line, however long it is.
            ahead = min(self._store.before_line(key, cursor.line + 1), to_byte)
            if ahead > cursor.byte:
                cursor = cursor._replace(byte=ahead, carry=cursor.carry._replace(cut=True))
        chunk = next(self._store.chunks(key, cursor.byte, to_byte), None)
        return move(advance(cursor, chunk)) if chunk else None


def _rest(log: RunLog, cursor: Cursor, spent: float) -> float:
    """Storing a flood comes before showing it: who is behind uses a part of the time only."""
    if log.closed or log.bytes - cursor.byte < _BEHIND:
        return 0
    return min(_LONGEST_REST, _REST_SHARE * spent)


def _cursor_before(source: Source, line: int) -> Cursor:
    """Where to read on so that the line is seen from its beginning."""
    place = source.before_line(line)
    chunk = next(source.chunks(place), None) if place else None
    return Cursor(chunk.first_byte, chunk.first_line) if chunk else Cursor()


def _visible(events: Iterable[LineBatch | Gap], from_line: int) -> Iterable[LineBatch | Gap]:
    for event in events:
        if isinstance(event, LineBatch):
            if part := event.from_line(from_line):
                yield part
        elif event.to_line >= from_line:
            yield event
