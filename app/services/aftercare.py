"""Asks people about commands that failed, where those who made them want it so.

A failure is heard of as it is committed; what an earlier server heard of and did not get to is
found at the start. The question is written with the answer to whether it was asked, at once.
"""

import asyncio
import logging
from collections.abc import Iterable

from app.core.database import Database
from app.core.errors import NotFound
from app.core.event import TaskEvent
from app.core.lifecycle import Status
from app.core.person import LOCAL_ID, Person, Role
from app.core.task import Task
from app.services.follow_up import LINES, follow_up
from app.services.output import Output
from app.store import find
from app.store.follow_up import OpenFollowUps, owed

_log = logging.getLogger(__name__)

_SERVER = Person(LOCAL_ID, "server", Role.ADMIN)
_AT_ONCE = 20


class Aftercare:
    def __init__(
        self, database: Database, output: Output, *, open_: OpenFollowUps, base_path: str = ""
    ) -> None:
        self._db = database
        self._output = output
        self._open = open_
        self._base_path = base_path
        self._is_owing = True

    def heard(self, events: Iterable[TaskEvent]) -> bool:
        """Whether any of these changes is a failure to ask about."""
        if not any(map(_is_owed, events)):
            return False
        self._is_owing = True
        return True

    async def step(self) -> float | None:
        """Ask about some. Returns the seconds to rest: None until something fails."""
        if not self._is_owing:
            return None
        self._is_owing = False
        try:
            found = await self._db.read(lambda c: owed(c, limit=_AT_ONCE))
            answers = await asyncio.gather(*map(self._ask, found), return_exceptions=True)
        except BaseException:
            self._is_owing = True
            raise
        failed = [answer for answer in answers if isinstance(answer, BaseException)]
        self._is_owing = self._is_owing or bool(failed) or len(found) == _AT_ONCE
        if failed:
            raise failed[0]
        return 0 if self._is_owing else None

    async def _ask(self, task_id: int) -> None:
        task = await self._db.read(lambda c: find.one(c, task_id))
        if task is None:
            return
        lines = await self._last_lines(task)
        asked = await self._db.write(self._open, follow_up(task, lines, base_path=self._base_path))
        if asked is not None:
            _log.info("follow-up opened", extra={"task_id": task_id, "opened": asked.follow_up})

    async def _last_lines(self, task: Task) -> list[str] | None:
        if task.attempt == 0:
            return []
        try:
            found = await self._output.lines(task.id, by=_SERVER, tail=LINES)
        except NotFound:
            return []  # it was deleted: there will be no question either
        except Exception:
            # The question matters more than what it quotes.
            _log.exception("output not readable", extra={"task_id": task.id})
            return None
        return [line.text for line in found.lines]


def _is_owed(event: TaskEvent) -> bool:
    task = event.task
    return (
        task is not None
        and task.on_failure is not None
        and task.status is Status.FAILED
        and task.follow_up is None
    )
