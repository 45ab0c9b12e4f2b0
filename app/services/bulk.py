"""One action on many tasks, with a result for each."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, replace

from app.core.database import Database
from app.core.errors import AppError
from app.core.lifecycle import FINAL, WORK, Status
from app.core.person import Person
from app.core.query import TaskQuery
from app.services.access import Act
from app.services.browse import Browse
from app.services.cancel import Cancel
from app.services.edit import EditTasks
from app.services.submit import Submit
from app.services.touch import Touch
from app.services.work import Work
from app.store import page

# Tasks acted on by one call; more are left for the next.
LIMIT = 1000
_AT_ONCE = 50
# Where a matching task must be for the action to make sense.
_FITTING = {"cancel": frozenset(Status) - FINAL, "assign": WORK}


@dataclass(frozen=True, slots=True)
class BulkItem:
    """`status` is the task's after it, or the new one's; `code` and `detail` say why not."""

    id: int
    ok: bool
    status: str | None = None
    code: str | None = None
    detail: str | None = None
    new_id: int | None = None


class Bulk:
    ACTIONS = frozenset({"cancel", "rerun", "delete", "assign"})

    def __init__(
        self,
        database: Database,
        browse: Browse,
        touch: Touch,
        *,
        cancel: Cancel,
        submit: Submit,
        edit: EditTasks,
        work: Work,
    ) -> None:
        self._db = database
        self._browse = browse
        self._touch = touch
        self._cancel = cancel
        self._submit = submit
        self._edit = edit
        self._work = work

    async def apply(
        self,
        action: str,
        *,
        by: Person,
        ids: list[int] | None = None,
        query: TaskQuery | None = None,
        user_id: int | None = None,
    ) -> list[BulkItem]:
        """The first LIMIT of the given tasks, or of the matching ones `by` may see, in their
        order. Raises Forbidden to who may do it to no task at all.

        Of the matching ones that have ended none is cancelled, or assigned to `user_id`: they
        would keep the first places for ever.
        """
        act = Act.ASSIGN_TASKS if action == "assign" else Act.CONTROL_TASKS
        self._touch.demand(by, act, f"task.{action}")
        chosen = ids if query is None else await self._matching(action, query, by=by)
        places = asyncio.Semaphore(_AT_ONCE)

        async def one(task_id: int) -> BulkItem:
            async with places:
                return await self._one(action, task_id, by=by, user_id=user_id)

        return await asyncio.gather(*map(one, dict.fromkeys(chosen or ())))

    async def _matching(self, action: str, query: TaskQuery, *, by: Person) -> list[int]:
        query = self._browse.seen(query, by=by)
        if fitting := _FITTING.get(action):
            wanted = fitting if query.statuses is None else query.statuses & fitting
            query = replace(query, statuses=wanted)
        return await self._db.scan(lambda c: page.ids(c, query, limit=LIMIT))

    async def _one(self, action: str, task_id: int, *, by: Person, user_id: int | None) -> BulkItem:
        try:
            return await self._act(action, task_id, by, user_id)
        except AppError as error:
            return BulkItem(task_id, False, code=error.code, detail=error.detail)

    def _act(
        self, action: str, task_id: int, by: Person, user_id: int | None
    ) -> Awaitable[BulkItem]:
        match action:
            case "assign" if user_id is not None:
                return self._assigned(task_id, user_id, by)
            case "cancel":
                return self._cancelled(task_id, by)
            case "rerun":
                return self._rerun(task_id, by)
            case "delete":
                return self._deleted(task_id, by)
            case _:
                raise ValueError(action)

    async def _cancelled(self, task_id: int, by: Person) -> BulkItem:
        task = await self._cancel.cancel(task_id, by=by, wait_seconds=0)
        return BulkItem(task_id, True, status=task.status.value)

    async def _rerun(self, task_id: int, by: Person) -> BulkItem:
        task = await self._submit.rerun(task_id, {}, by=by)
        return BulkItem(task_id, True, status=task.status.value, new_id=task.id)

    async def _assigned(self, task_id: int, user_id: int, by: Person) -> BulkItem:
        task = await self._work.assign(task_id, user_id, by=by)
        return BulkItem(task_id, True, status=task.status.value)

    async def _deleted(self, task_id: int, by: Person) -> BulkItem:
        await self._edit.delete(task_id, by=by)
        return BulkItem(task_id, True)
