"""Change or delete a task."""

from collections.abc import Mapping
from typing import Any

from app.core.database import Database
from app.core.errors import Conflict, NotFound, PreconditionFailed, TaskActive, TaskFinished
from app.core.lifecycle import FINAL
from app.core.masking import refuse_masked
from app.core.output import LogKey
from app.core.person import Person
from app.core.task import Task
from app.logs.book import LogBook
from app.services.access import Act
from app.services.audit import note
from app.services.browse import Browse
from app.services.cancel import Cancel
from app.services.touch import Touch, eyes_of, only_of, target_of
from app.store.edit import Edit, EditTask, Removal, fixed, remove

# Deleting with force kills at once; more than this is not a matter of waiting.
_KILL_SECONDS = 30
# What decides which program gets the environment.
_COMMAND = frozenset({"command", "argv", "shell", "cwd"})


class EditTasks:
    def __init__(
        self,
        database: Database,
        browse: Browse,
        cancel: Cancel,
        book: LogBook,
        touch: Touch,
        *,
        edit: EditTask,
    ) -> None:
        self._db = database
        self._browse = browse
        self._cancel = cancel
        self._book = book
        self._touch = touch
        self._edit = edit

    async def patch(
        self,
        task_id: int,
        changes: Mapping[str, Any],
        *,
        by: Person,
        if_version: int | None = None,
    ) -> Task:
        """Raises NotFound, Forbidden, PreconditionFailed, Invalid when nobody can have it to
        whom it is to be assigned or the task has no such member, or Conflict for what is
        settled by now. Who works on a task may check off what is on its list."""
        act = Act.WORK_ON_TASKS if changes.keys() == {"checklist"} else Act.CONTROL_TASKS
        await self._touch.task(task_id, act, "task.change", by=by)
        refuse_masked(changes.get("env") or {})
        if _COMMAND & changes.keys() and "env" not in changes:
            # Another command could write them to the output.
            self._touch.secrets(await self._browse.current(task_id), "task.change", by=by)
        if changes:
            about = note(by, "task.change", target=target_of(task_id), changed=sorted(changes))
            edit = Edit(
                task_id, changes, if_version, about, only_of=only_of(by, act), seen_by=eyes_of(by)
            )
            edited = await self._db.write(self._edit, edit)
            if edited is not None:
                return self._browse.live(edited)
            await self._touch.task(task_id, act, "task.change", by=by)  # may be theirs no more
        task = await self._browse.current(task_id)
        if if_version is not None and task.version != if_version:
            raise PreconditionFailed(f"the task has version {task.version}, not {if_version}")
        if changes:
            members = ", ".join(fixed(task, changes))
            raise Conflict(f"{members} cannot change: {_why(task, changes)}")
        return task

    async def delete(self, task_id: int, *, by: Person, force: bool = False) -> None:
        """With its output. Raises NotFound, Forbidden, TaskActive; `force` cancels first."""
        await self._touch.task(task_id, Act.CONTROL_TASKS, "task.delete", by=by)
        task = await self._browse.current(task_id)
        if task.status not in FINAL:
            if not force:
                raise TaskActive(f"task {task_id} is {task.status.value}: cancel it first")
            task = await self._kill(task_id, by=by)
        # The output first: without its task nobody would ever come for what is left of it.
        await self._book.forget([LogKey(task_id, n) for n in range(1, task.attempt + 1)])
        about = note(by, "task.delete", target=target_of(task_id), name=task.name)
        if not (await self._db.write(remove, Removal(task_id, about))):
            raise NotFound("task", task_id)

    async def _kill(self, task_id: int, *, by: Person) -> Task:
        try:
            task = await self._cancel.cancel(task_id, by=by, force=True, wait_seconds=_KILL_SECONDS)
        except TaskFinished:  # by itself, meanwhile
            return await self._browse.current(task_id)
        if task.status not in FINAL:
            raise TaskActive(f"task {task_id} is still {task.status.value}")
        return task


def _why(task: Task, changes: Mapping[str, Any]) -> str:
    if "deadline" in changes and task.status not in FINAL:
        return "it has passed"
    return f"the task is {task.status.value}"
