"""Which ended tasks are to go."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from app.core.clock import Millis
from app.core.lifecycle import FINAL
from app.core.output import LogKey
from app.models.tables import tasks
from app.store import find

t = tasks.c


def ended_before(connection: Connection, at: Millis, *, limit: int) -> list[LogKey]:
    """The tasks that ended before `at`, oldest first, each with its latest attempt."""
    rows = connection.execute(
        select(t.id, t.attempt)
        .where(t.finished_at.is_not(None), t.finished_at < at)
        .order_by(t.finished_at)
        .limit(limit)
    )
    return [LogKey(*row) for row in rows]


def oldest_ended(connection: Connection, *, limit: int) -> list[LogKey]:
    rows = connection.execute(
        select(t.id, t.attempt)
        .where(t.finished_at.is_not(None))
        .order_by(t.finished_at)
        .limit(limit)
    )
    return [LogKey(*row) for row in rows]


def ended_among(connection: Connection, task_ids: Collection[int], *, limit: int) -> list[LogKey]:
    """Those of these tasks that have ended, oldest first."""
    rows = connection.execute(
        select(t.id, t.attempt)
        .where(t.id.in_(task_ids), t.finished_at.is_not(None))
        .order_by(t.finished_at)
        .limit(limit)
    )
    return [LogKey(*row) for row in rows]


def ended_count(connection: Connection) -> int:
    totals = find.totals(connection)
    return sum(totals[status] for status in FINAL)
