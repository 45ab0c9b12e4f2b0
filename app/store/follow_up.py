"""The person's task that a command's failure opens."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, literal_column, select, update

from app.core.clock import now
from app.core.group_commit import Transaction
from app.core.lifecycle import Status
from app.core.task import NewTask, Task
from app.models.tables import tasks
from app.store import assignees
from app.store.create import Created, CreateTasks, Creation
from app.store.moves import changed
from app.store.rows import COLUMNS, task_of

t = tasks.c

# Failures that somebody is still to be asked about. The words of the index that holds no others:
# with a parameter in them SQLite would not know that it may use it.
_OWED = (
    t.status == literal_column(f"'{Status.FAILED.value}'"),
    t.on_failure.is_not(None),
    t.follow_up.is_(None),
)


def owed(connection: Connection, *, limit: int) -> list[int]:
    """The ids of failed tasks that are to open one and have not, the oldest first."""
    return list(connection.scalars(select(t.id).where(*_OWED).order_by(t.id).limit(limit)))


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What the failed task opens. When nobody active is `new.assigned_to`, it is nobody's, and
    `if_nobodys` is added to its description."""

    of: int
    new: NewTask
    if_nobodys: str


class OpenFollowUps:
    """The verb: each failed task with its new `follow_up`, or None where it owes none (any
    more): however often it is asked for, one is opened."""

    def __init__(self, create: CreateTasks) -> None:
        self._create = create

    def __call__(
        self, tx: Transaction, follow_ups: Sequence[FollowUp]
    ) -> list[Task | Exception | None]:
        return [self._open(tx, one) for one in follow_ups]

    def _open(self, tx: Transaction, asked: FollowUp) -> Task | Exception | None:
        is_owed = select(t.created_by).where(t.id == asked.of, *_OWED)
        created_by = tx.connection.scalar(is_owed)
        if created_by is None:
            return None
        (created,) = self._create(tx, [Creation((_for_somebody(tx, asked),), created_by)])
        return _linked(tx, asked.of, created) if isinstance(created, Created) else created


def _for_somebody(tx: Transaction, asked: FollowUp) -> NewTask:
    to = asked.new.assigned_to
    if to is None or assignees.able(tx.connection, [to]):
        return asked.new
    text = f"{asked.new.description or ''}{asked.if_nobodys}"
    return replace(asked.new, assigned_to=None, description=text)


def _linked(tx: Transaction, task_id: int, created: Created) -> Task:
    row = tx.connection.execute(
        update(tasks)
        .where(t.id == task_id, *_OWED)
        .values(follow_up=created.tasks[0].id, updated_at=now(), version=t.version + 1)
        .returning(*COLUMNS)
    ).one()
    return changed(tx, task_of(row), "follow_up")
