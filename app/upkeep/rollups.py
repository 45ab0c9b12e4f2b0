"""Adds up what happens to tasks, little by little, so that statistics need not look at them."""

from app.core.clock import now
from app.core.database import Database
from app.core.statistics import Span
from app.store import rollup

# In one transaction: few enough that nobody waits for it.
_EVENTS = 500
_OLDER_TASKS = 100
_FORGOTTEN = 1000
# Seconds.
_SHORT_REST = 0.02
_LONG_REST = 1.0


class Rollups:
    """What is older than the statistics comes second: nobody waits for that."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._forget_at = 0

    async def step(self) -> float:
        """Count one batch. Returns the seconds to rest: few while there is more."""
        pending = await self._db.read(rollup.pending)
        more = pending.events and await self._db.write(rollup.roll_up, _EVENTS)
        if not more and pending.older:
            more = await self._db.write(rollup.look_back, _OLDER_TASKS)
        if not more and now() >= self._forget_at:
            more = await self._forget()
        return _SHORT_REST if more else _LONG_REST

    async def _forget(self) -> bool:
        more = await self._db.write(rollup.forget_old, _FORGOTTEN)
        if not more:
            self._forget_at = now() + Span.HOUR
        return more
