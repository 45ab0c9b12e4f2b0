"""The verb that does what deadlines ask for: warnings before them, an end at them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Integer, Text, bindparam, func, select, update

from app.core.clock import Millis
from app.core.database import as_json
from app.core.deadline import due
from app.core.event import EventType
from app.core.group_commit import Change, Transaction
from app.core.lifecycle import ACTIVE, FINAL, Reason, Status, sources_of
from app.core.task import Task
from app.models.tables import tasks
from app.store.bulk import Prepared
from app.store.moves import changed, worked
from app.store.rows import COLUMNS

t = tasks.c


@dataclass(frozen=True, slots=True)
class Sweep:
    """Do what is due at `at`, of at most `limit` tasks: those that were due first."""

    at: Millis
    limit: int


@dataclass(frozen=True, slots=True)
class Swept:
    """`expired` have failed; `stopping` are commands that ran and are to be stopped.

    `next_at` is when something is due next: now, when there were more than the limit.
    """

    expired: list[Task]
    stopping: list[Task]
    warned: list[Task]
    next_at: Millis | None

    @property
    def count(self) -> int:
        return len(self.expired) + len(self.stopping) + len(self.warned)


class SweepDeadlines:
    """Who is quicker wins: a task that has ended keeps its end, one that is being cancelled
    is cancelled. `warnings` say how long before a deadline each comes, the earliest first."""

    def __init__(self, *, warnings: Sequence[Millis]) -> None:
        self._warnings = warnings

    def __call__(self, tx: Transaction, sweeps: Sequence[Sweep]) -> list[Swept]:
        return [self._sweep(tx, sweep) for sweep in sweeps]

    def _sweep(self, tx: Transaction, sweep: Sweep) -> Swept:
        rows = _DUE.rows(tx.connection, at=sweep.at, limit=sweep.limit)
        ids = as_json([task_id for task_id, _ in rows])
        ahead = [(i, deadline) for i, deadline in rows if deadline and deadline > sweep.at]
        swept = Swept(
            expired=_in_order(_EXPIRE.tasks(tx.connection, ids=ids, at=sweep.at)),
            stopping=_in_order(_STOP.tasks(tx.connection, ids=ids, at=sweep.at)),
            warned=self._warn(tx.connection, ahead, at=sweep.at),
            next_at=_settle(tx.connection, ids, at=sweep.at),
        )
        _tell(tx, swept)
        return swept

    def _warn(
        self, connection: Connection, ahead: Sequence[tuple[int, Millis]], *, at: Millis
    ) -> list[Task]:
        if not ahead:
            return []
        nexts = [(i, due(deadline, now=at, warnings=self._warnings)) for i, deadline in ahead]
        rows = [{"id": i, "at": next_.at, "warned": next_.warned} for i, next_ in nexts]
        return _in_order(_WARN.tasks(connection, rows=as_json(rows)))


def earliest(connection: Connection) -> Millis | None:
    """When something is due next, of all tasks."""
    found: Millis | None = connection.scalar(_EARLIEST)
    return found


def _settle(connection: Connection, ids: str, *, at: Millis) -> Millis | None:
    _FORGET.rows(connection, ids=ids, at=at)
    return earliest(connection)


def _tell(tx: Transaction, swept: Swept) -> None:
    for task in swept.expired:
        changed(tx, task, "status", "reason", "finished_at", "duration_ms")
    for task in swept.stopping:
        changed(tx, task, "status", "reason")
    tx.changes += [
        Change(
            EventType.DUE_SOON,
            task.id,
            task,
            {"deadline": task.deadline},
            task.created_by,
            task.assigned_to,
        )
        for task in swept.warned
    ]


def _in_order(found: list[Task]) -> list[Task]:
    return sorted(found, key=lambda task: task.id)


def _is_of(some: frozenset[Status]) -> ColumnElement[bool]:
    """Not `in` those: SQLite would go through all tasks that are."""
    return t.status.not_in([s.value for s in Status if s not in some])


_ids = func.json_each(bindparam("ids", "[]", type_=Text)).table_valued("value")
_at = bindparam("at", 0, type_=Integer)
_TAKEN = t.id.in_(select(_ids.c.value))
_PASSED = "deadline " + func.strftime("%Y-%m-%dT%H:%M:%SZ", t.deadline // 1000, "unixepoch")

_DUE = Prepared(
    select(t.id, t.deadline)
    .where(t.due_at.is_not(None), t.due_at <= _at)
    .order_by(t.due_at)
    .limit(bindparam("limit", 0))
)

_EXPIRE = Prepared(
    update(tasks)
    .where(
        _TAKEN,
        t.deadline <= _at,
        _is_of(sources_of(Status.FAILED) - ACTIVE),
    )
    .values(
        status=Status.FAILED.value,
        reason=Reason.EXPIRED.value,
        reason_text=_PASSED + " passed",
        run_order=None,
        due_at=None,
        finished_at=_at,
        duration_ms=worked(_at),
        updated_at=_at,
        version=t.version + 1,
    )
    .returning(*COLUMNS)
)

_STOP = Prepared(
    update(tasks)
    .where(
        _TAKEN,
        t.deadline <= _at,
        _is_of(sources_of(Status.CANCELLING)),
    )
    .values(
        status=Status.CANCELLING.value,
        reason=Reason.EXPIRED.value,
        reason_text=_PASSED + " passed",
        due_at=None,
        updated_at=_at,
        version=t.version + 1,
    )
    .returning(*COLUMNS)
)

_rows = func.json_each(bindparam("rows", "[]", type_=Text)).table_valued("value").alias("w")

_WARN = Prepared(
    update(tasks)
    .where(
        t.id == func.json_extract(_rows.c.value, "$.id"),
        _is_of(frozenset(Status) - FINAL - {Status.CANCELLING}),
    )
    .values(
        due_at=func.json_extract(_rows.c.value, "$.at"),
        warned=func.json_extract(_rows.c.value, "$.warned"),
    )
    .returning(*COLUMNS)
)

# What has ended, or is being cancelled anyway, waits for nothing more.
_FORGET = Prepared(update(tasks).where(_TAKEN, t.due_at <= _at).values(due_at=None))

_EARLIEST = select(func.min(t.due_at)).where(t.due_at.is_not(None))
