"""What people do with the tasks that are theirs to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from app.core.clock import Millis, now
from app.core.database import Database
from app.core.errors import Conflict
from app.core.group_commit import Verb
from app.core.lifecycle import WORK, Kind, Status
from app.core.person import Person
from app.core.task import Task
from app.services.access import Act
from app.services.audit import note
from app.services.browse import Browse
from app.services.touch import Touch, only_of, target_of
from app.store import work
from app.store.work import Handing, Reopening, ReopenTasks, Step

S = TypeVar("S", bound=Step)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of step: what it takes, what the audit log calls it, and what a task cannot be
    where it is refused."""

    act: Act
    action: str
    done: str


_ASSIGN = _Kind(Act.ASSIGN_TASKS, "task.assign", "assigned")
_UNASSIGN = _Kind(Act.ASSIGN_TASKS, "task.unassign", "unassigned")
_REOPEN = _Kind(Act.ASSIGN_TASKS, "task.reopen", "reopened")
_TAKE = _Kind(Act.WORK_ON_TASKS, "task.take", "taken")
_START = _Kind(Act.WORK_ON_TASKS, "task.start", "started")
_COMPLETE = _Kind(Act.WORK_ON_TASKS, "task.complete", "completed")
_NEED_SOMEBODY = (_START, _COMPLETE)


class Work:
    """Each call is one step of one task; of two people who want the same one gets it.

    All raise NotFound, Forbidden, and Conflict for a command or a task in another state.
    """

    def __init__(
        self, database: Database, browse: Browse, touch: Touch, *, reopen: ReopenTasks
    ) -> None:
        self._db = database
        self._browse = browse
        self._touch = touch
        self._reopen = reopen

    async def assign(self, task_id: int, user_id: int, *, by: Person) -> Task:
        """Whoever had it has it no more; who has it already keeps it as it is. Raises Invalid
        when this person can have none."""
        about = note(by, _ASSIGN.action, target=target_of(task_id), to=user_id)
        task = await self._take(_ASSIGN, work.assign, Handing(task_id, None, about, to=user_id), by)
        if task is not None:
            return task
        task = await self._browse.current(task_id)
        if task.kind is Kind.PERSON and task.status in WORK and task.assigned_to == user_id:
            return task
        raise self._refusal(task, _ASSIGN, by)

    async def unassign(self, task_id: int, *, by: Person) -> Task:
        return await self._step(_UNASSIGN, work.unassign, _noted(_UNASSIGN, task_id, by), by)

    async def take(self, task_id: int, *, by: Person) -> Task:
        """Have it oneself, as long as nobody has it."""
        step = Handing(task_id, only_of(by, _TAKE.act), to=by.id)
        return await self._step(_TAKE, work.take, step, by)

    async def start(self, task_id: int, *, by: Person) -> Task:
        return await self._step(_START, work.start, _noted(_START, task_id, by), by)

    async def complete(self, task_id: int, *, by: Person) -> Task:
        """From the moment that somebody has it, started or not."""
        return await self._step(_COMPLETE, work.complete, _noted(_COMPLETE, task_id, by), by)

    async def reopen(
        self, task_id: int, changes: Mapping[str, Millis | None], *, by: Person
    ) -> Task:
        """Who had it has it again. `changes` may hold another deadline, None for none: raises
        Invalid when the task's own has passed."""
        about = note(by, _REOPEN.action, target=target_of(task_id))
        step = Reopening(task_id, None, about, changes=changes)
        return await self._step(_REOPEN, self._reopen, step, by)

    async def _step(self, kind: _Kind, verb: Verb[S, Task | None], step: S, by: Person) -> Task:
        task = await self._take(kind, verb, step, by)
        if task is None:
            raise self._refusal(await self._browse.current(step.task_id), kind, by)
        return task

    async def _take(
        self, kind: _Kind, verb: Verb[S, Task | None], step: S, by: Person
    ) -> Task | None:
        """None where a guard does not hold."""
        await self._touch.task(step.task_id, kind.act, kind.action, by=by)
        return await self._db.write(verb, step)

    def _refusal(self, task: Task, kind: _Kind, by: Person) -> Conflict:
        """It may have changed hands since it was looked at whether they may."""
        self._touch.found(task, kind.act, kind.action, by=by)
        refuse_command(task)
        why = f"task {task.id} is {task.status.value}: "
        if task.status is Status.UNASSIGNED and kind in _NEED_SOMEBODY:
            return Conflict(f"{why}take it first")
        if kind is _COMPLETE and task.deadline is not None and task.deadline <= now():
            return Conflict(f"{why}its deadline has passed")
        return Conflict(f"{why}it cannot be {kind.done}")


def refuse_command(task: Task) -> None:
    if task.kind is Kind.COMMAND:
        raise Conflict(f"task {task.id} is a command: the server runs it")


def _noted(kind: _Kind, task_id: int, by: Person) -> Step:
    about = note(by, kind.action, target=target_of(task_id))
    return Step(task_id, only_of(by, kind.act), about)
