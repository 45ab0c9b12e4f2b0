"""The journal: every change of every task, numbered in the order of the commits."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select

from app.core.clock import now
from app.core.database import as_json
from app.core.event import EventType, PastEvent, TaskEvent
from app.core.group_commit import Transaction
from app.models.tables import events
from app.store import find
from app.store.bulk import insert_rows
from app.store.ids import last_id, next_ids
from app.store.rollup import count_told

_COLUMNS = (
    "id", "at", "type", "task_id", "changed", "created_by", "assigned_to", "lost_by",
)  # fmt: skip


def write(tx: Transaction) -> list[TaskEvent]:
    """Journal what the transaction changed; what it returns is to be published."""
    if not tx.changes:
        return []
    at = now()
    ids = next_ids(tx.connection, events, len(tx.changes))
    rows = [
        (i, at, c.type.value, c.task_id, as_json(c.values), c.created_by, c.assigned_to, c.lost_by)
        for i, c in zip(ids, tx.changes, strict=True)
    ]
    insert_rows(tx.connection, events, _COLUMNS, rows)
    return [
        TaskEvent(
            i, c.type, c.task_id, c.task, tuple(c.values), c.created_by, c.assigned_to, c.lost_by
        )
        for i, c in zip(ids, tx.changes, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Extent:
    """The ids the journal holds. An empty one has oldest > newest."""

    oldest: int
    newest: int

    def can_resume_after(self, event_id: int) -> bool:
        return self.oldest - 1 <= event_id <= self.newest


def extent(connection: Connection) -> Extent:
    newest = last_id(connection, events)
    oldest = connection.scalar(select(func.min(events.c.id)))
    return Extent(newest + 1 if oldest is None else oldest, newest)


def after(connection: Connection, event_id: int, *, limit: int) -> list[TaskEvent]:
    """What came after `event_id`, oldest first, each with its task as it is now."""
    e = events.c
    rows = connection.execute(
        select(e.id, e.type, e.task_id, e.changed, e.created_by, e.assigned_to, e.lost_by)
        .where(e.id > event_id)
        .order_by(e.id)
        .limit(limit)
    ).all()
    tasks = find.many(connection, {row.task_id for row in rows})
    return [
        TaskEvent(id_, EventType(type_), task_id, tasks.get(task_id), tuple(changed), *whom)
        for id_, type_, task_id, changed, *whom in rows
    ]


def of_task(connection: Connection, task_id: int, *, limit: int) -> list[PastEvent]:
    """The newest `limit` of one task that are kept, oldest first."""
    e = events.c
    rows = connection.execute(
        select(e.id, e.at, e.type, e.changed)
        .where(e.task_id == task_id)
        .order_by(e.id.desc())
        .limit(limit)
    ).all()
    return [PastEvent(id_, at, EventType(type_), changed) for id_, at, type_, changed in rows[::-1]]


def trim(tx: Transaction, keep: Sequence[int]) -> list[bool]:
    """Forget all but the newest `keep` events, at most a thousand at a time; is there more?

    What the statistics do not know of them yet is counted before.
    """
    newest = last_id(tx.connection, events)
    oldest = tx.connection.scalar(select(func.min(events.c.id))) or newest
    last = oldest - 1
    for one in keep:
        last = min(newest - one, oldest + 999)
        count_told(tx.connection, upto=last)
        tx.connection.execute(delete(events).where(events.c.id <= last))
    return [last < newest - one for one in keep]
