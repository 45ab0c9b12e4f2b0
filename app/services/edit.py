"""Change or delete a task."""

from collections.abc import Mapping
from typing import Any

from app.core.database import Database
from app.core.errors import Conflict, NotFound, PreconditionFailed, TaskActive, TaskFinished
from app.core.lifecycle import FINAL
from app.core.output import LogKey
from app.core.task import Task
from app.logs.book import LogBook
from app.services.browse import Browse
from app.services.cancel import Cancel
from app.store.edit import DEFINITION, Edit, EditTask, remove

# Deleting with force kills at once; more than this is not a matter of waiting.
_KILL_SECONDS = 30


class EditTasks:
    def __init__(
        self,
        database: Database,
        browse: Browse,
        cancel: Cancel,
        book: LogBook,
        *,
        edit: EditTask,
    ) -> None:
        self._db = database
        self._browse = browse
        self._cancel = cancel
        self._book = book
        self._edit = edit

    async def patch(
        self, task_id: int, changes: Mapping[str, Any], *, if_version: int | None = None
    ) -> Task:
        """Raises NotFound, PreconditionFailed, or Conflict for how a started task is run."""
        if changes:
            edited = await self._db.write(self._edit, Edit(task_id, changes, if_version))
            if edited is not None:
                return self._browse.live(edited)
        task = await self._browse.get(task_id)
        if if_version is not None and task.version != if_version:
            raise PreconditionFailed(f"the task has version {task.version}, not {if_version}")
        if changes:
            fixed = ", ".join(sorted(DEFINITION & changes.keys()))
            raise Conflict(f"{fixed} cannot change: the task is {task.status.value}")
        return task

    async def delete(self, task_id: int, *, force: bool = False) -> None:
        """With its output. Raises NotFound, TaskActive; `force` cancels first."""
        task = await self._browse.get(task_id)
        if task.status not in FINAL:
            if not force:
                raise TaskActive(f"task {task_id} is {task.status.value}: cancel it first")
            task = await self._kill(task_id)
        # The output first: without its task nobody would ever come for what is left of it.
        await self._book.forget([LogKey(task_id, n) for n in range(1, task.attempt + 1)])
        if not (await self._db.write(remove, task_id)):
            raise NotFound("task", task_id)

    async def _kill(self, task_id: int) -> Task:
        try:
            task = await self._cancel.cancel(task_id, force=True, wait_seconds=_KILL_SECONDS)
        except TaskFinished:  # by itself, meanwhile
            return await self._browse.get(task_id)
        if task.status not in FINAL:
            raise TaskActive(f"task {task_id} is still {task.status.value}")
        return task
