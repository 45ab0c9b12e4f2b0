"""Forgets what is older, or more, than an operator wants to keep: little by little."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from app.core.clock import millis, now
from app.core.database import Database
from app.core.output import LogKey
from app.logs.book import LogBook
from app.store import idempotency, journal, retention, sessions
from app.store.edit import Removal, remove

_log = logging.getLogger(__name__)

# Tasks deleted in one transaction: few enough that nobody waits for it.
_BATCH = 100
# Among so many tasks with output those that have ended are looked for.
_LOOKED_AT = 10_000
# Seconds.
_SHORT_REST = 0.1
_LONG_REST = 60.0
_KEYS_KEPT = timedelta(hours=24)
# After their end: who looks where they were signed in wants to see them for a while.
_ACCESSES_KEPT = timedelta(days=90)


class Retention:
    """None keeps without limit."""

    def __init__(
        self,
        database: Database,
        book: LogBook,
        *,
        age: timedelta | None,
        count: int | None,
        size: int | None,
        journal_size: int,
    ) -> None:
        self._db = database
        self._book = book
        self._age = age
        self._count = count
        self._size = size
        self._journal_size = journal_size

    async def step(self) -> float:
        """Forget one batch. Returns the seconds to rest: few while there is more."""
        more_events = await self._db.write(journal.trim, self._journal_size)
        more_keys = await self._db.write(idempotency.forget, now() - millis(_KEYS_KEPT))
        more_accesses = await self._db.write(sessions.forget_old, now() - millis(_ACCESSES_KEPT))
        surplus = await self._too_old() or await self._too_large() or await self._too_many()
        if surplus:
            await self._forget(surplus)
        more = surplus or more_events or more_keys or more_accesses
        return _SHORT_REST if more else _LONG_REST

    async def _too_old(self) -> list[LogKey]:
        if self._age is None:
            return []
        before = now() - millis(self._age)
        return await self._db.read(lambda c: retention.ended_before(c, before, limit=_BATCH))

    async def _too_large(self) -> list[LogKey]:
        """Only what has output stored: nothing else would make room."""
        if self._size is None or await self._book.stored_bytes() <= self._size:
            return []
        holders = await self._book.oldest_stored(limit=_LOOKED_AT)
        return await self._db.read(lambda c: retention.ended_among(c, holders, limit=_BATCH // 10))

    async def _too_many(self) -> list[LogKey]:
        if self._count is None:
            return []
        surplus = await self._db.read(retention.ended_count) - self._count
        if surplus <= 0:
            return []
        limit = min(surplus, _BATCH)
        return await self._db.read(lambda c: retention.oldest_ended(c, limit=limit))

    async def _forget(self, tasks: Sequence[LogKey]) -> None:
        # The output first: without its task nobody would ever come for what is left of it.
        await self._book.forget(
            [LogKey(key.task_id, n) for key in tasks for n in range(1, key.attempt + 1)]
        )
        await asyncio.gather(*(self._db.write(remove, Removal(key.task_id)) for key in tasks))
        _log.info("tasks forgotten", extra={"count": len(tasks)})
