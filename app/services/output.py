"""What tasks wrote: read, searched, downloaded, followed, wherever it is kept."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, TypeVar

from app.core.event_bus import EventBus
from app.core.lifecycle import FINAL
from app.core.output import ChunkReader, LogKey, Stream
from app.core.person import Person
from app.core.task import LogSummary
from app.logs.batches import Event
from app.logs.book import LogBook
from app.logs.pattern import compiled
from app.logs.search import EVERYWHERE, SearchResult, Sought, search
from app.logs.source import Source, inline_source, running_source, stored_source
from app.services.access import Act
from app.services.hold import Hold
from app.services.output_follow import Find, Followers
from app.services.output_view import Asked, LogLines, LogText, lines_of, text_of
from app.services.touch import Touch

_T = TypeVar("_T")

_THREADS = 4
_SEARCHES = 2
_SEARCH_SECONDS = 2.0


class _Located(NamedTuple):
    source: Source
    summary: LogSummary
    finished: bool


class Output:
    """`find` gives a task and where its output is; it raises NotFound, also for a task that
    `by` may not see."""

    def __init__(
        self,
        find: Find,
        book: LogBook,
        store: ChunkReader,
        bus: EventBus,
        touch: Touch,
    ) -> None:
        self._find = find
        self._bus = bus
        self._touch = touch
        self._book = book
        self._store = store
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="output-reader")
        self._searching = asyncio.Semaphore(_SEARCHES)
        self._followers = Followers(find, book, store, self._pool)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def text(
        self,
        task_id: int,
        *,
        by: Person,
        tail: int | None = None,
        from_line: int | None = None,
        to_line: int | None = None,
        stream: Stream | None = None,
    ) -> LogText:
        asked = Asked(tail=tail, from_line=from_line, to_line=to_line, stream=stream)
        source, summary, finished = await self._locate(task_id, by=by)
        return await self._run(lambda: text_of(source, asked, summary, finished=finished))

    async def lines(
        self,
        task_id: int,
        *,
        by: Person,
        tail: int | None = None,
        from_line: int | None = None,
        to_line: int | None = None,
        limit: int | None = None,
        stream: Stream | None = None,
    ) -> LogLines:
        asked = Asked(tail=tail, from_line=from_line, to_line=to_line, stream=stream, limit=limit)
        source, summary, finished = await self._locate(task_id, by=by)
        return await self._run(lambda: lines_of(source, asked, summary, finished=finished))

    async def raw(self, task_id: int, *, by: Person) -> AsyncGenerator[bytes, None]:
        """Every byte kept, as far as the task has come; a piece at a time.

        Breaks off with Unauthenticated when the access ends, with NotFound when the task is
        taken from `by`.
        """
        source, _, _ = await self._locate(task_id, by=by)
        return self._held(task_id, self._raw(source, task_id, by), by)

    async def _raw(self, source: Source, task_id: int, by: Person) -> AsyncGenerator[bytes, None]:
        await self._touch.task(task_id, Act.READ_TASKS, "task.read", by=by)
        chunks = source.chunks()
        while (chunk := await self._run(lambda: next(chunks, None))) is not None:
            yield chunk.data

    async def search(
        self,
        task_id: int,
        *,
        by: Person,
        q: str,
        regex: bool = False,
        case: bool = False,
        sought: Sought = EVERYWHERE,
    ) -> SearchResult:
        """Raises Invalid naming `q`."""
        pattern = compiled(q, regex=regex, case=case)
        source, _, _ = await self._locate(task_id, by=by)
        async with self._searching:
            return await self._run(lambda: search(source, pattern, sought, seconds=_SEARCH_SECONDS))

    def follow(
        self, task_id: int, *, by: Person, from_line: int = 1
    ) -> AsyncGenerator[Event, None]:
        """History, then live: every line from `from_line` on once, in order, up to End.

        Breaks off as `raw` does.
        """
        return self._held(task_id, self._followers.follow(task_id, from_line, by=by), by)

    def _held(
        self, task_id: int, pieces: AsyncGenerator[_T, None], by: Person
    ) -> AsyncGenerator[_T, None]:
        sees_all = self._touch.sees_all(by, task_id=task_id)
        return Hold(self._bus, task_id, by=by, sees_all=sees_all).over(pieces)

    async def _locate(self, task_id: int, *, by: Person) -> _Located:
        before: LogKey | None = None
        while True:
            found = await self._find(task_id, by=by)
            task, inline = found.task, found.inline
            key = LogKey(task.id, task.attempt)
            finished = task.status in FINAL
            if log := self._book.get(key):
                source = running_source(log, self._store)
                return _Located(source, log.summary(), finished)
            if inline is not None:
                return _Located(inline_source(key, inline), task.log, finished)
            # A log may have moved from memory to its task while the task was looked up.
            if finished or before == key:
                return _Located(stored_source(key, self._store), task.log, finished)
            before = key

    async def _run(self, read: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, read)
