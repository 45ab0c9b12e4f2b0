"""New tasks: one, many, or another of one that is there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from app.core.database import Database, is_full
from app.core.errors import Invalid, NotFound, ShuttingDown, StorageFull
from app.core.kind_members import misplaced
from app.core.masking import refuse_masked
from app.core.person import Person
from app.core.task import NewTask, Task
from app.services.access import Act
from app.services.audit import note
from app.services.dispatch import Dispatch
from app.services.room import Room
from app.services.touch import Touch, eyes_of, target_of
from app.store import find
from app.store.create import Created, CreateTasks, Creation
from app.store.idempotency import Key


@dataclass(frozen=True, slots=True)
class Accepted:
    """`first_reply` is set when the request was a repetition: it is what was answered first."""

    task: Task | None
    first_reply: bytes | None = None


class Submit:
    def __init__(
        self,
        database: Database,
        dispatch: Dispatch,
        room: Room,
        touch: Touch,
        *,
        create: CreateTasks,
        is_closing: Callable[[], bool],
    ) -> None:
        self._db = database
        self._dispatch = dispatch
        self._room = room
        self._touch = touch
        self._create = create
        self._is_closing = is_closing

    async def create(
        self, new: NewTask, *, by: Person, key: str | None = None, body: bytes = b""
    ) -> Accepted:
        """Raises Forbidden, Invalid when nobody can have it to whom it is to be assigned,
        IdempotencyKeyReused, QueueFull, StorageFull, ShuttingDown."""
        self._touch.demand(by, Act.CREATE_TASKS, "task.create")
        with_key = None if key is None else Key(by.id, key, body)
        created = await self._write(Creation((new,), by.id, with_key, seen_by=eyes_of(by)))
        if created.first_reply is not None:
            return Accepted(None, created.first_reply)
        return Accepted(created.tasks[0])

    async def create_many(self, new: list[NewTask], *, by: Person) -> list[Task]:
        """All or none."""
        self._touch.demand(by, Act.CREATE_TASKS, "task.create")
        creation = Creation(tuple(new), by.id, is_batch=True, seen_by=eyes_of(by))
        return (await self._write(creation)).tasks

    async def rerun(self, task_id: int, overrides: Mapping[str, Any], *, by: Person) -> Task:
        """A new task of `by` with the definition of this one, but for what `overrides` says.

        Raises NotFound, Invalid, and what `create` does.
        """
        self._touch.demand(by, Act.CREATE_TASKS, "task.rerun", task_id=task_id)
        task = await self._db.read(lambda c: find.one(c, task_id))
        if task is None:
            raise NotFound("task", task_id)
        self._touch.found(task, Act.CONTROL_TASKS, "task.rerun", by=by)
        if elsewhere := misplaced(task.kind, overrides):
            raise Invalid(elsewhere)
        if "env" not in overrides:
            self._touch.secrets(task, "task.rerun", by=by)  # the new task is theirs
        again = replace(definition_of(task), **overrides)
        if again.argv is not None and again.shell is not None:
            raise Invalid([("/shell", "conflict", "argv is run without a shell")])
        is_own = task.created_by == by.id
        about = None if is_own else note(by, "task.rerun", target=target_of(task_id))
        # What it waited for it may name again, as far as that is still there.
        is_new = "after" in overrides
        creation = Creation(
            (again,),
            by.id,
            note=about,
            seen_by=eyes_of(by) if is_new else None,
            forgives_gone=not is_new,
        )
        return (await self._write(creation)).tasks[0]

    async def _write(self, creation: Creation) -> Created:
        for new in creation.new:
            if new.env:
                refuse_masked(new.env)
        if self._is_closing():
            raise ShuttingDown
        self._room.check()
        try:
            waiting = self._db.write_soon(self._create, creation)
            self._dispatch.wake()  # its claim rides on the same commit
            return await waiting
        except Exception as error:
            if is_full(error):
                raise StorageFull("the disk is full: nothing was stored") from error
            raise


# What names the old task from outside does not name the new one, what dates it does not date it,
# nor is it given to anybody.
_NOT_AGAIN = dict.fromkeys(("external_id", "deadline", "assigned_to"))


def definition_of(task: Task) -> NewTask:
    members = {f.name: getattr(task, f.name) for f in fields(NewTask)} | _NOT_AGAIN
    undone = task.checklist and tuple(replace(item, done=False) for item in task.checklist)
    return NewTask(**{**members, "checklist": undone, "source": "rerun"})
