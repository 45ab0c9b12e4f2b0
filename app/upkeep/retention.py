"""Forgets what is older, or more, than an operator wants to keep: little by little."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from app.core.clock import millis, now
from app.core.database import Database
from app.core.output import LogKey
from app.logs.book import LogBook
from app.store import idempotency, journal, retention
from app.store.edit import remove

_log = logging.getLogger(__name__)

# Tasks deleted in one transaction: few enough that nobody waits for it.
_BATCH = 100
_KEYS_KEPT = timedelta(hours=24)


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
        has_more = await self._db.write(journal.trim, self._journal_size)
        await self._db.write(idempotency.forget, now() - millis(_KEYS_KEPT))
        surplus = await self._surplus()
        if not surplus:
            return 0.1 if has_more else 60.0
        await self._forget(surplus)
        return 0.1

    async def _surplus(self) -> list[LogKey]:
        if self._age is not None:
            before = now() - millis(self._age)
            old = await self._db.read(lambda c: retention.ended_before(c, before, limit=_BATCH))
            if old:
                return old
        too_many = await self._too_many()
        if too_many > 0:
            return await self._db.read(lambda c: retention.oldest_ended(c, limit=too_many))
        return []

    async def _too_many(self) -> int:
        if self._size is not None and await self._book.stored_bytes() > self._size:
            return _BATCH // 10
        if self._count is not None:
            surplus = await self._db.read(retention.ended_count) - self._count
            return min(surplus, _BATCH)
        return 0

    async def _forget(self, tasks: Sequence[LogKey]) -> None:
        # The output first: without its task nobody would ever come for what is left of it.
        await self._book.forget(
            [LogKey(key.task_id, n) for key in tasks for n in range(1, key.attempt + 1)]
        )
        await asyncio.gather(*(self._db.write(remove, key.task_id) for key in tasks))
        _log.info("tasks forgotten", extra={"count": len(tasks)})
