"""Queries about tasks. Lists go by keyset: the first page and a deep one cost the same."""

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from app.core.lifecycle import ACTIVE, Status
from app.core.task import Task, TaskOutput
from app.models.tables import attempts, task_counts, tasks
from app.store.rows import COLUMNS, task_of

t = tasks.c


def one(connection: Connection, task_id: int) -> Task | None:
    row = connection.execute(select(*COLUMNS).where(t.id == task_id)).first()
    return None if row is None else task_of(row)


def people_of(connection: Connection, task_id: int) -> tuple[int, int | None] | None:
    """Who made the task, and who is assigned to it."""
    row = connection.execute(select(t.created_by, t.assigned_to).where(t.id == task_id)).first()
    return None if row is None else (row.created_by, row.assigned_to)


def many(connection: Connection, task_ids: Collection[int]) -> dict[int, Task]:
    rows = connection.execute(select(*COLUMNS).where(t.id.in_(task_ids)))
    return {task.id: task for task in map(task_of, rows)}


def output(connection: Connection, task_id: int) -> TaskOutput | None:
    """The task with the inline output of its latest attempt."""
    row = connection.execute(
        select(*COLUMNS, attempts.c.output)
        .outerjoin(attempts, (attempts.c.task_id == t.id) & (attempts.c.attempt == t.attempt))
        .where(t.id == task_id)
    ).first()
    return None if row is None else TaskOutput(task_of(row[:-1]), row[-1])


def ahead_of(connection: Connection, task_id: int, *, at_most: int) -> int:
    """How many waiting tasks run before this waiting one, counted up to `at_most`."""
    mine = select(t.run_order).where(t.id == task_id).scalar_subquery()
    ahead = select(t.id).where(t.run_order < mine).limit(at_most).subquery()
    return connection.scalar(select(func.count()).select_from(ahead)) or 0


def totals(connection: Connection) -> dict[Status, int]:
    rows = connection.execute(select(task_counts.c.status, task_counts.c.n))
    counted = {Status(status): n for status, n in rows}
    return {status: counted.get(status, 0) for status in Status}


def active(connection: Connection) -> list[Task]:
    rows = connection.execute(
        select(*COLUMNS).where(t.status.in_([s.value for s in ACTIVE])).order_by(t.id)
    )
    return [task_of(row) for row in rows]
