"""What blocked tasks still wait for, to be told to people."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from app.core.database import as_json
from app.models.tables import task_after, tasks
from app.store.prerequisites import given

t, a = tasks.c, task_after.c


@dataclass(frozen=True, slots=True)
class Awaited:
    """The first of the tasks somebody waits for, of how many; its name and whose it is."""

    id: int
    count: int
    name: str
    created_by: int
    assigned_to: int | None


_firsts = (
    select(a.task_id, func.min(a.after_id).label("first"), func.count().label("n"))
    .where(a.task_id.in_(given()))
    .group_by(a.task_id)
    .subquery()
)
_AWAITED = select(
    _firsts.c.task_id, t.id, _firsts.c.n, t.name, t.created_by, t.assigned_to
).join_from(_firsts, tasks, t.id == _firsts.c.first)


def by(connection: Connection, task_ids: Collection[int]) -> dict[int, Awaited]:
    """By the id of who waits."""
    rows = connection.execute(_AWAITED, {"ids": as_json(list(task_ids))})
    return {task_id: Awaited(*first) for task_id, *first in rows}
