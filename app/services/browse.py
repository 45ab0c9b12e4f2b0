"""What there is: one task, a page of them, how many."""

from dataclasses import replace

from app.core.database import Database
from app.core.errors import NotFound
from app.core.lifecycle import Status
from app.core.person import Person
from app.core.query import TaskPage, TaskQuery
from app.core.task import Task, TaskOutput
from app.services.access import Act, may_touch
from app.services.dispatch import Dispatch
from app.services.touch import Touch
from app.store import awaited, find, page
from app.store.awaited import Awaited

# A place in line further back than this is told as "more than".
_COUNTED = 1000


class Browse:
    def __init__(self, database: Database, dispatch: Dispatch, touch: Touch) -> None:
        self._db = database
        self._dispatch = dispatch
        self._touch = touch

    async def get(self, task_id: int, *, by: Person) -> Task:
        """The task as it is now; raises NotFound."""
        self._touch.sees_all(by, task_id=task_id)
        task = await self._found(task_id)
        self._touch.seen(task, by=by)
        return await self._current(task, by)

    async def current(self, task_id: int) -> Task:
        """The same, for services that have looked already whether their caller may."""
        return await self._current(await self._found(task_id))

    async def output(self, task_id: int, *, by: Person) -> TaskOutput:
        """The task and its output as far as that is kept with it; raises NotFound."""
        self._touch.sees_all(by, task_id=task_id)
        found = await self._db.read(lambda c: find.output(c, task_id))
        if found is None:
            raise NotFound("task", task_id)
        self._touch.seen(found.task, by=by)
        return found

    async def page(self, query: TaskQuery, *, by: Person) -> TaskPage:
        query = self.seen(query, by=by)
        found = await self._db.scan(lambda c: page.page(c, query))
        tasks = await self._blocked(found.tasks, by)
        return replace(found, tasks=[self.live(task) for task in tasks])

    async def counts(self, query: TaskQuery, *, by: Person) -> dict[str, int]:
        """By status, of what the filters but the status leave."""
        query = self.seen(query, by=by)
        counted = await self._db.scan(lambda c: page.counts(c, query))
        return {status.value: n for status, n in counted.items()}

    def seen(self, query: TaskQuery, *, by: Person) -> TaskQuery:
        """The same question, about what `by` may see."""
        return replace(query, seen_by=None if self._touch.sees_all(by) else by.id)

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

    async def _found(self, task_id: int) -> Task:
        task = await self._db.read(lambda c: find.one(c, task_id))
        if task is None:
            raise NotFound("task", task_id)
        return task

    async def _blocked(self, tasks: list[Task], by: Person | None) -> list[Task]:
        """Those that are blocked say for whom they wait."""
        blocked = [task.id for task in tasks if task.status is Status.BLOCKED]
        if not blocked:
            return tasks
        waits = await self._db.read(lambda c: awaited.by(c, blocked))
        return [_waits_for(task, waits.get(task.id), by) for task in tasks]

    async def _current(self, task: Task, by: Person | None = None) -> Task:
        """`by` reads it: names of what they may not see are not told, nor any to nobody."""
        if task.status is Status.BLOCKED:
            return (await self._blocked([task], by))[0]
        if task.status is not Status.QUEUED:
            return self.live(task)
        ahead = await self._db.read(lambda c: find.ahead_of(c, task.id, at_most=_COUNTED))
        place = f"place {ahead + 1} in line" if ahead < _COUNTED else f"over {ahead} are before it"
        return self._waiting(task, place)

    def _waiting(self, task: Task, place: str | None = None) -> Task:
        if self._dispatch.free > 0:
            return task
        slots = self._dispatch.slots
        why = f"waits for a slot: {slots} of {slots} are busy"
        return replace(task, reason_text=", ".join(filter(None, (task.reason_text, why, place))))


def _waits_for(task: Task, first: Awaited | None, by: Person | None) -> Task:
    if first is None:
        return task
    whose = {"created_by": first.created_by, "assigned_to": first.assigned_to}
    may_know = by is not None and may_touch(by, Act.READ_TASKS, **whose)
    name = f" ({first.name})" if may_know else ""
    more = f", {first.count - 1} more" if first.count > 1 else ""
    return replace(task, reason_text=f"waits for task {first.id}{name}{more}")
