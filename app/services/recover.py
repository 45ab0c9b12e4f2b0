"""After a start: nothing says `running` that does not run."""

import logging

from app.core.clock import now
from app.core.database import Database
from app.core.output import LogKey
from app.core.task import LogSummary, Task
from app.logs.book import LogBook
from app.services.outcome import after_a_crash
from app.store import find
from app.store.finish import FinishTasks, Outcome

_log = logging.getLogger(__name__)


class Recover:
    """To be called before the server listens, when no process of an earlier one lives."""

    def __init__(self, database: Database, book: LogBook, *, finish: FinishTasks) -> None:
        self._db = database
        self._finish = finish
        self._book = book

    async def interrupted(self) -> int:
        """Give every task that was running its end, or its place in the queue; how many."""
        found = await self._db.read(find.active)
        for task in found:
            summary = await self._book.stored_summary(LogKey(task.id, task.attempt))
            await self._db.write(self._finish, _outcome(task, summary))
        if found:
            _log.warning("tasks were interrupted", extra={"count": len(found)})
        return len(found)


def _outcome(task: Task, log: LogSummary) -> Outcome:
    verdict = after_a_crash(task)
    return Outcome(
        task_id=task.id,
        attempt=task.attempt,
        status=verdict.status,
        reason=verdict.reason,
        reason_text=verdict.text,
        finished_at=now(),
        log=log,
    )
