"""What there is: one task, a page of them, how many."""

from dataclasses import replace

from app.core.database import Database
from app.core.errors import NotFound
from app.core.lifecycle import Status
from app.core.query import TaskPage, TaskQuery
from app.core.task import Task, TaskOutput
from app.services.dispatch import Dispatch
from app.store import find, page

# A place in line further back than this is told as "more than".
_COUNTED = 1000


class Browse:
    def __init__(self, database: Database, dispatch: Dispatch) -> None:
        self._db = database
        self._dispatch = dispatch

    async def get(self, task_id: int) -> Task:
        """The task as it is now; raises NotFound."""
        task = await self._db.read(lambda c: find.one(c, task_id))
        if task is None:
            raise NotFound("task", task_id)
        if task.status is not Status.QUEUED:
            return self.live(task)
        ahead = await self._db.read(lambda c: find.ahead_of(c, task_id, at_most=_COUNTED))
        place = f"place {ahead + 1} in line" if ahead < _COUNTED else f"over {ahead} are before it"
        return self._waiting(task, place)

    async def output(self, task_id: int) -> TaskOutput:
        """The task and its output as far as that is kept with it; raises NotFound."""
        found = await self._db.read(lambda c: find.output(c, task_id))
        if found is None:
            raise NotFound("task", task_id)
        return found

    async def page(self, query: TaskQuery) -> TaskPage:
        found = await self._db.scan(lambda c: page.page(c, query))
        return replace(found, tasks=[self.live(task) for task in found.tasks])

    async def counts(self, query: TaskQuery) -> dict[str, int]:
        """By status, of what the filters but the status leave."""
        counted = await self._db.scan(lambda c: page.counts(c, query))
        return {status.value: n for status, n in counted.items()}

    def live(self, task: Task) -> Task:
        """The task with what is known of its run at this moment."""
        running = self._dispatch.find(task.id)
        if running is not None and running.task.attempt == task.attempt:
            return replace(
                task,
                log=running.log.summary(),
                progress=running.log.progress(),
                usage=running.usage,
            )
        return self._waiting(task) if task.status is Status.QUEUED else task

    def _waiting(self, task: Task, place: str | None = None) -> Task:
        if self._dispatch.free > 0:
            return task
        slots = self._dispatch.slots
        why = f"waits for a slot: {slots} of {slots} are busy"
        return replace(task, reason_text=", ".join(filter(None, (task.reason_text, why, place))))
