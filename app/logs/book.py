"""All logs being written, and the one way of their bytes to the store.

Full chunks go at once, smaller pieces after a short rest; whatever is ready
while the store works travels together in the next batch.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from app.core.errors import StorageFull
from app.core.output import ChunkWriter, Delivery, LogKey
from app.core.task import LogSummary
from app.logs.run_log import CHUNK_SIZE, RunLog, last_line_of

_A = TypeVar("_A")
_R = TypeVar("_R")

MIB = 1024 * 1024
# About once a second: tails over the cap, and pieces so small that a page is a waste on them.
_RARE_TICKS = 6
_FORGET_AT_ONCE = 100
# Small enough that the next is being filled while one is written.
_BATCH_BYTES = 2 * MIB


@dataclass(frozen=True, slots=True)
class Cap:
    """How much of one log is kept: its head in chunks, and its newest tail in pieces."""

    head: int
    tail: int
    chunk: int
    piece: int

    @classmethod
    def of(cls, size: int, chunk: int) -> "Cap":
        tail = max(1, min(MIB, size // 4))
        piece = max(1, min(chunk, tail // 8))
        return cls(head=max(0, size - tail), tail=tail, chunk=chunk, piece=piece)


class LogBook:
    def __init__(
        self,
        store: ChunkWriter,
        *,
        cap_bytes: int = 256 * MIB,
        chunk_bytes: int = CHUNK_SIZE,
        backlog_bytes: int = 8 * MIB,
        tick: timedelta = timedelta(milliseconds=160),
        on_storage_full: Callable[[bool], None] = lambda full: None,
    ) -> None:
        self.cap = Cap.of(cap_bytes, chunk_bytes)
        self.backlog = 0
        self.storage_full = False
        self.hung_up = False
        self._store = store
        self._backlog_bytes = backlog_bytes
        self._tick = tick.total_seconds()
        self._on_storage_full = on_storage_full
        self._logs: dict[LogKey, RunLog] = {}
        # Insertion-ordered sets: fair, and the same in every run.
        self._young: dict[RunLog, None] = {}
        self._ripe: dict[RunLog, None] = {}
        self._over: dict[RunLog, None] = {}
        self._ready: dict[RunLog, None] = {}
        self._paused: dict[RunLog, None] = {}
        self._settling: dict[RunLog, asyncio.Future[None]] = {}
        self._opening: dict[int, list[asyncio.Future[None]]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._ticks = 0
        self._wake = asyncio.Event()
        self._stopping = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="output-writer")

    # The logs

    def open(self, key: LogKey, *, on_room: Callable[[], None]) -> RunLog:
        log = self._logs[key] = RunLog(key, self, on_room)
        self._tell_opened(key.task_id)
        return log

    def _tell_opened(self, task_id: int) -> None:
        for future in self._opening.pop(task_id, ()):
            if not future.done():
                future.set_result(None)

    def get(self, key: LogKey) -> RunLog | None:
        return self._logs.get(key)

    def close(self, key: LogKey) -> None:
        """After the task's final state is committed: readers go to the stores from here on."""
        log = self._logs.pop(key, None)
        if log is None:
            return
        log.seal()
        log.closed = True
        for waiting in (self._young, self._ripe, self._over, self._paused):
            waiting.pop(log, None)
        if log.live:
            log.live.wake()

    async def opened(self, task_id: int, *, within: float) -> None:
        """Until a log of this task is opened, or that many seconds passed."""
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        self._opening.setdefault(task_id, []).append(future)
        try:
            await asyncio.wait((future,), timeout=within)
        finally:
            waiting = self._opening.get(task_id, [])
            if future in waiting:
                waiting.remove(future)
            if not waiting:
                self._opening.pop(task_id, None)

    # Called by the logs

    def has_room_for(self, log: RunLog) -> bool:
        if self.backlog <= self._backlog_bytes:
            return True
        self._paused[log] = None
        return False

    def began(self, log: RunLog) -> None:
        if log not in self._over:
            self._young[log] = None
        self._start_timer()

    def is_ready(self, log: RunLog) -> None:
        self._young.pop(log, None)
        self._ripe.pop(log, None)
        self._ready[log] = None
        self._wake.set()

    def went_over(self, log: RunLog) -> None:
        self._over[log] = None
        self._start_timer()

    def ended_inline(self, log: RunLog) -> None:
        self._young.pop(log, None)
        self._ripe.pop(log, None)
        self._give_room()

    async def settle(self, log: RunLog) -> int:
        """Until all of a log is stored or given up; returns how many bytes are not stored."""
        self._over.pop(log, None)
        if not log.is_settled:
            self._settling[log] = asyncio.get_running_loop().create_future()
            self.is_ready(log)
            await self._settling[log]
        if not log.has_lost:
            return 0
        extent = await self._in_thread(self._store.extent, log.key)
        return log.bytes - extent.size

    # The stored logs

    async def forget(self, keys: Sequence[LogKey]) -> None:
        """Delete the output of attempts that have ended, between the writes of others."""
        for start in range(0, len(keys), _FORGET_AT_ONCE):
            while await self._in_thread(self._store.forget, keys[start : start + _FORGET_AT_ONCE]):
                pass

    async def stored_bytes(self) -> int:
        return await self._in_thread(lambda _: self._store.stored_bytes(), None)

    async def oldest_stored(self, *, limit: int) -> list[int]:
        """The lowest ids of tasks that have stored output, running ones too."""
        return await self._in_thread(self._store.oldest_tasks, limit)

    async def stored_summary(self, key: LogKey) -> LogSummary:
        """What the store alone knows of a log whose run was lost."""
        return await self._in_thread(self._summary, key)

    def _summary(self, key: LogKey) -> LogSummary:
        extent = self._store.extent(key)
        last = last_line_of(extent.last) if extent.last else None
        return LogSummary(extent.last_line, extent.end, extent.end - extent.size, last)

    def hang_up(self) -> None:
        """Whoever follows a log gets its end now; the logs themselves go on."""
        self.hung_up = True
        for log in self._logs.values():
            if log.live:
                log.live.wake()
        for task_id in list(self._opening):
            self._tell_opened(task_id)

    # The loop

    async def run(self) -> None:
        while not self._stopping or self._ready:
            self._wake.clear()
            if self._ready:
                await self._flush()
                await asyncio.sleep(self._tick if self.storage_full else 0)
            if not self._ready and not self._stopping:
                await self._wake.wait()
        self._thread.shutdown(wait=False)

    async def stop(self) -> None:
        """Everything taken so far is stored before `run` returns."""
        for log in self._logs.values():
            log.seal()
            self._ready[log] = None
        self._stopping = True
        self._wake.set()

    async def _flush(self) -> None:
        logs, self._ready = list(self._ready), {}
        deliveries: list[tuple[RunLog, Delivery]] = []
        room = _BATCH_BYTES
        for log in logs:
            if room > 0 and (out := log.outgoing(room)):
                deliveries.append((log, out))
                room -= out.size
            if log.has_more:
                self._ready[log] = None
        stored = await self._store_all([out for _, out in deliveries])
        for log, out in deliveries:
            log.settled(out, stored=stored)
        for log in logs:
            self._release(log, given_up=not stored and log not in self._ready)
        self._give_room()

    async def _store_all(self, deliveries: list[Delivery]) -> bool:
        if not deliveries:
            return True
        try:
            await self._in_thread(self._store.write, deliveries)
        except StorageFull:
            self._tell_full(True)
            return False
        self._tell_full(False)
        return True

    def _release(self, log: RunLog, *, given_up: bool) -> None:
        future = self._settling.get(log)
        if future and (given_up or log.is_settled):
            del self._settling[log]
            if not future.done():
                future.set_result(None)

    async def _in_thread(self, call: Callable[[_A], _R], argument: _A) -> _R:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call, argument)

    def _tell_full(self, full: bool) -> None:
        if full or self.storage_full:
            self.storage_full = full
            self._on_storage_full(full)

    def _give_room(self) -> None:
        if not self._paused or self.backlog > self._backlog_bytes // 2:
            return
        paused, self._paused = self._paused, {}
        for log in paused:
            log.on_room()

    # The timer runs only while something waits for it.

    def _start_timer(self) -> None:
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self._tick, self._on_tick)

    def _on_tick(self) -> None:
        """Two generations, so that what began just before a tick has its full rest too."""
        self._timer = None
        self._ticks += 1
        is_rare = self._ticks % _RARE_TICKS == 0
        ripe, self._ripe, self._young = self._ripe, self._young, {}
        for log in ripe:
            if log.is_slow and not is_rare:
                self._ripe[log] = None
            else:
                log.seal()
        if is_rare:
            for log in list(self._over):
                log.seal()
                self.is_ready(log)
        if self._ripe or self._over:
            self._start_timer()
