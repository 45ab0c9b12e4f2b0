"""A task that has not begun is to wait for others than before."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, update

from app.core.clock import now
from app.core.errors import Invalid
from app.core.group_commit import Transaction
from app.core.lifecycle import Status
from app.core.task import AfterPolicy, Task
from app.models.tables import tasks
from app.store import dependencies, prerequisites
from app.store.moves import changed
from app.store.prerequisites import Waiting
from app.store.rows import COLUMNS, task_of

t = tasks.c

# What says for whom a task waits.
MEMBERS = frozenset({"after", "after_policy"})


def plan(
    connection: Connection, task: Task, changes: Mapping[str, Any], *, seen_by: int | None
) -> Waiting | Invalid | None:
    """What the task would wait for after these changes; None when they do not say.

    What it names already it may name again, also when that is gone.
    """
    if not MEMBERS & changes.keys():
        return None
    after = changes.get("after", task.after)
    known = prerequisites.find(connection, after)
    problems = prerequisites.refused(after, known, seen_by=seen_by, besides=task.after)
    if problems:
        return Invalid(problems)
    policy = AfterPolicy(changes.get("after_policy", task.after_policy))
    waiting = prerequisites.waiting(after, known, policy)
    way = prerequisites.circle(connection, task.id, waiting.awaited)
    return waiting if way is None else prerequisites.in_a_circle(way)


def replace(tx: Transaction, task: Task, waiting: Waiting, *, head_start: timedelta) -> Task:
    """The task, which has its new members by now, as what it waits for makes it."""
    dependencies.forget(tx, [task.id])
    if waiting.lost is not None:
        return next(iter(dependencies.fail(tx, {task.id: waiting.lost})), task)
    dependencies.wait_for(tx, {task.id: waiting})
    if waiting.awaited:
        return _blocked(tx, task.id) or task
    return next(iter(dependencies.release(tx, [task.id], head_start=head_start)), task)


def _blocked(tx: Transaction, task_id: int) -> Task | None:
    row = tx.connection.execute(
        update(tasks)
        .where(t.id == task_id, t.status == Status.QUEUED.value)
        .values(
            status=Status.BLOCKED.value,
            queued_at=None,
            run_order=None,
            reason=None,
            reason_text=None,
            updated_at=now(),
            version=t.version + 1,
        )
        .returning(*COLUMNS)
    ).first()
    if row is None:
        return None
    return changed(tx, task_of(row), "status", "queued_at", "reason", "reason_text")
