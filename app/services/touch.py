"""The look at a task that comes before everything that is done to it."""

from typing import Protocol

from app.core.database import Database
from app.core.errors import Forbidden, NotFound
from app.core.masking import has_secrets, sees_secrets
from app.core.person import Person
from app.core.task import Task
from app.services.access import Act, Whose, demand, may_touch, whose
from app.store import find


class Refused(Protocol):
    """Hears of what was tried in vain. Waits for nothing."""

    def __call__(self, by: Person, action: str, *, target: str | None = None) -> None: ...


class Touch:
    """Goes by services.access, and tells `refused` of what it does not let through.

    An `action` is what the audit log calls what is tried. Whom every task is open to costs
    nothing but a look at the table.
    """

    def __init__(self, database: Database, *, refused: Refused) -> None:
        self._db = database
        self._refused = refused

    def demand(self, by: Person, act: Act, action: str, *, task_id: int | None = None) -> Whose:
        """Raises Unauthenticated, Forbidden."""
        try:
            return demand(by, act)
        except Forbidden:
            self._refused(by, action, target=None if task_id is None else target_of(task_id))
            raise

    def sees_all(self, by: Person, *, task_id: int | None = None) -> bool:
        """Whether every task, or those they made or are assigned. Raises what `demand` does."""
        return self.demand(by, Act.READ_TASKS, "task.read", task_id=task_id) is Whose.ALL

    async def task(self, task_id: int, act: Act, action: str, *, by: Person) -> None:
        """Raises NotFound for what they may not see, Forbidden for what they may not do.

        Says nothing of whether there is such a task to whom all are open.
        """
        if self.demand(by, act, action, task_id=task_id) is Whose.ALL:
            return
        people = await self._db.read(lambda c: find.people_of(c, task_id))
        if people is None:
            raise NotFound("task", task_id)
        self._check(task_id, *people, act, action, by=by)

    def found(self, task: Task, act: Act, action: str, *, by: Person) -> None:
        """The same for a task that was read."""
        if self.demand(by, act, action, task_id=task.id) is not Whose.ALL:
            self._check(task.id, task.created_by, task.assigned_to, act, action, by=by)

    def secrets(self, task: Task, action: str, *, by: Person) -> None:
        """For what would hand them over: raises Forbidden where there are some that `by` is shown
        only masks of."""
        if has_secrets(task) and not sees_secrets(by, task):
            self._refused(by, action, target=target_of(task.id))
            raise Forbidden(
                f"task {task.id} has secrets in its env that are not shown to you: give another env"
            )

    def seen(self, task: Task, *, by: Person) -> None:
        """Raises NotFound, and what `demand` does."""
        self.found(task, Act.READ_TASKS, "task.read", by=by)

    def _check(
        self,
        task_id: int,
        created_by: int,
        assigned_to: int | None,
        act: Act,
        action: str,
        *,
        by: Person,
    ) -> None:
        if may_touch(by, act, created_by=created_by, assigned_to=assigned_to):
            return
        self._refused(by, action, target=target_of(task_id))
        if may_touch(by, Act.READ_TASKS, created_by=created_by, assigned_to=assigned_to):
            raise Forbidden(f"task {task_id} was made by somebody else: you may not {act.value}")
        raise NotFound("task", task_id)


def only_of(by: Person, act: Act) -> int | None:
    """Whose a task must be, made or assigned, for them to do this to it; None is anybody's."""
    return None if whose(by, act) is Whose.ALL else by.id


def eyes_of(by: Person) -> int | None:
    """As whom they look for a task that they name in another one; None sees all."""
    return only_of(by, Act.READ_TASKS)


def target_of(task_id: int) -> str:
    """As the audit log names it."""
    return f"task:{task_id}"
