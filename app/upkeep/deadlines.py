"""Waits for the next deadline, or warning before one, and has done then what is due."""

import logging
import time
from collections.abc import Iterable, Sequence
from datetime import timedelta

from app.core.clock import Millis, now
from app.core.database import Database
from app.core.deadline import due
from app.core.event import TaskEvent
from app.core.lifecycle import FINAL
from app.services.dispatch import Dispatch
from app.store.deadlines import Sweep, SweepDeadlines, Swept, earliest

_log = logging.getLogger(__name__)

# Few enough at once that nobody who writes meanwhile waits for long, and a pause for them.
_BATCH = 50
_PAUSE = 0.02
# What comes due one after the other is taken together: a commit for each would cost others more.
_GATHER = 0.1
# Before anybody is listened to, nobody waits for a write, but all do for the start: so many
# seconds it takes for what is due, at the most.
_BATCH_AT_START = 200
_START = 5.0
# Seconds. Timers do not follow when somebody sets the clock: it is looked at this often.
_LOOK = 1.0


class Deadlines:
    """Remembers when something is due next, and asks the database only then."""

    def __init__(
        self,
        database: Database,
        dispatch: Dispatch,
        *,
        sweep: SweepDeadlines,
        warnings: Sequence[Millis],
    ) -> None:
        self._db = database
        self._dispatch = dispatch
        self._sweep = sweep
        self._warnings = warnings
        self._next_at: Millis | None = None
        self._is_known = False

    async def catch_up(self) -> int:
        """Do what became due while nobody was there to do it; how many tasks. Of so many that the
        start would be late the rest is left to the steps."""
        count, at, began = 0, now(), time.monotonic()
        while True:
            swept = await self._swept(at, limit=_BATCH_AT_START)
            count += swept.count
            is_late = time.monotonic() - began >= _START
            if is_late or swept.next_at is None or swept.next_at > at:
                return count

    def heard(self, events: Iterable[TaskEvent]) -> bool:
        """Whether by these changes something is due sooner than was known."""
        dues = [at for event in events if (at := self._due_by(event)) is not None]
        return bool(dues) and self._expect(min(dues))

    async def step(self) -> float | None:
        """Do one batch of what is due. Returns the seconds to rest, None when nothing ever is."""
        if not self._is_known:
            await self._ask()
        if self._next_at is None:
            return None
        rest = (self._next_at - now()) / 1000
        if rest > 0:
            return min(rest, _LOOK)
        at = now()
        next_at = (await self._swept(at, limit=_BATCH)).next_at
        return _PAUSE if next_at is not None and next_at <= at else _GATHER

    def _due_by(self, event: TaskEvent) -> Millis | None:
        task = event.task
        if task is None or task.deadline is None or task.status in FINAL:
            return None
        return due(task.deadline, now=now(), warnings=self._warnings).at

    def _expect(self, at: Millis | None) -> bool:
        if at is None or (self._next_at is not None and self._next_at <= at):
            return False
        self._next_at = at
        return True

    async def _ask(self) -> None:
        self._is_known = True
        try:
            self._expect(await self._db.read(earliest))
        except BaseException:
            self._is_known = False
            raise

    async def _swept(self, at: Millis, *, limit: int) -> Swept:
        # What is heard of meanwhile counts beside what is left then.
        self._next_at, self._is_known = None, False
        swept = await self._db.write(self._sweep, Sweep(at, limit))
        self._is_known = True
        self._expect(swept.next_at)
        for task in swept.stopping:
            self._dispatch.stop(task, grace=timedelta(milliseconds=task.grace_ms))
        _tell(swept)
        return swept


def _tell(swept: Swept) -> None:
    for what, some in (("expired", swept.expired), ("stopped", swept.stopping)):
        if some:
            _log.info("deadlines passed", extra={what: [task.id for task in some]})
