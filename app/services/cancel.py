"""Stop a task, and know that every process of it is gone."""

from datetime import timedelta

from app.core.database import Database
from app.core.errors import TaskFinished
from app.core.lifecycle import FINAL, Status
from app.core.person import Person
from app.core.task import Task
from app.services.access import Act
from app.services.audit import note
from app.services.browse import Browse
from app.services.dispatch import Dispatch
from app.services.touch import Touch, target_of
from app.services.wait import Wait
from app.store import audit
from app.store.moves import StopRequest, request_stop


class Cancel:
    def __init__(
        self, database: Database, dispatch: Dispatch, browse: Browse, wait: Wait, touch: Touch
    ) -> None:
        self._db = database
        self._dispatch = dispatch
        self._browse = browse
        self._wait = wait
        self._touch = touch

    async def cancel(
        self,
        task_id: int,
        *,
        by: Person,
        reason: str | None = None,
        force: bool = False,
        grace_ms: int | None = None,
        wait_seconds: float = 5,
    ) -> Task:
        """The cancelled task, or the `cancelling` one when it takes longer than `wait_seconds`.

        `force` kills at once. Cancelling again is fine, and with a shorter grace
        shortens it. Raises NotFound, Forbidden, TaskFinished.
        """
        await self._touch.task(task_id, Act.CONTROL_TASKS, "task.cancel", by=by)
        about = note(by, "task.cancel", target=target_of(task_id), reason=reason, force=force)
        why = reason or f"cancelled by {by.name}"
        task = await self._db.write(request_stop, StopRequest(task_id, why, about))
        if task is None:
            task = await self._browse.current(task_id)
            if task.status is Status.CANCELLING and task.created_by != by.id:
                await self._db.write(audit.write, about)
        if task.status is Status.CANCELLING:
            millis = 0 if force else task.grace_ms if grace_ms is None else grace_ms
            self._dispatch.stop(task, grace=timedelta(milliseconds=millis))
            task = await self._wait.until_over(task_id, by=by, seconds=wait_seconds)
        if task.status in FINAL - {Status.CANCELLED}:
            raise TaskFinished(f"task {task_id} is {task.status.value} already")
        return task
