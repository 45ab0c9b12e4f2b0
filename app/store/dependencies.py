"""Tasks that wait for others, and what becomes of them when those end."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, bindparam, case, delete, exists, func, or_, update
from sqlalchemy.sql.dml import ReturningUpdate

from app.core.clock import millis, now
from app.core.database import as_json
from app.core.event import TaskEvent
from app.core.group_commit import Transaction
from app.core.lifecycle import FINAL, Reason, Status
from app.core.task import AfterPolicy, Task
from app.models.tables import task_after, tasks
from app.store import journal
from app.store.bulk import Prepared, insert_rows
from app.store.moves import changed
from app.store.prerequisites import Prerequisite, Waiting, given
from app.store.rows import COLUMNS

t, a = tasks.c, task_after.c

# What it is to wait for can be said as long as it waits.
UNSTARTED = frozenset({Status.BLOCKED, Status.QUEUED})


class Settle:
    """How every commit closes: those who waited for what it ended go on or fail, and then all
    of it is journaled. Here, and not in each verb that ends tasks, so that none can forget."""

    def __init__(self, *, head_start: timedelta) -> None:
        self._head_start = head_start

    def __call__(self, tx: Transaction) -> list[TaskEvent]:
        settle(tx, head_start=self._head_start)
        return journal.write(tx)


def settle(tx: Transaction, *, head_start: timedelta) -> None:
    """For all endings of the transaction that nobody has looked at; failing is an ending too."""
    while tx.settled < len(tx.changes):
        ended = _unsettled(tx)
        if ended:
            _settle(tx, ended, millis(head_start))


def begin(tx: Transaction, made: Sequence[Task], waits: Mapping[int, Waiting]) -> list[Task]:
    """New tasks, some of which wait: those that do so in vain have failed."""
    lost = {task_id: waiting.lost for task_id, waiting in waits.items() if waiting.lost}
    failed = {task.id: task for task in fail(tx, lost)} if lost else {}
    wait_for(tx, {i: waiting for i, waiting in waits.items() if i not in failed})
    return [failed.get(task.id, task) for task in made]


def wait_for(tx: Transaction, waits: Mapping[int, Waiting]) -> None:
    """Tasks that have just become blocked, by their ids."""
    rows = [(i, after_id) for i, waiting in waits.items() for after_id in waiting.awaited]
    insert_rows(tx.connection, task_after, ("task_id", "after_id"), rows)


def forget(tx: Transaction, task_ids: Collection[int]) -> None:
    """These wait for nobody any more."""
    _FORGET.rows(tx.connection, ids=as_json(list(task_ids)))


def release(tx: Transaction, task_ids: Collection[int], *, head_start: timedelta) -> list[Task]:
    """Of these the blocked ones that wait for nobody any more are queued."""
    return _release(tx, task_ids, millis(head_start))


def fail(tx: Transaction, lost: Mapping[int, Prerequisite | Task]) -> list[Task]:
    """Of these tasks, each with what it waits for in vain, the waiting ones that needed it
    completed have failed."""
    rows = as_json([_loss(task_id, one) for task_id, one in lost.items()])
    failed = _FAIL.tasks(tx.connection, rows=rows, now=now())
    return [changed(tx, task, "status", "reason", "reason_text", "finished_at") for task in failed]


def _unsettled(tx: Transaction) -> dict[int, Task]:
    """By id, each as its first ending left it: what comes after, a reopening, is not heard."""
    ended: dict[int, Task] = {}
    for change in tx.changes[tx.settled :]:
        task = change.task
        if task is not None and task.status in FINAL and "status" in change.values:
            ended.setdefault(task.id, task)
    tx.settled = len(tx.changes)
    return ended


def _settle(tx: Transaction, ended: Mapping[int, Task], head_start: int) -> None:
    gave_up = [task.id for task in ended.values() if task.after]
    if gave_up:
        forget(tx, gave_up)
    freed = _FREE.rows(tx.connection, ids=as_json(list(ended)))
    if not freed:
        return
    lost: dict[int, Task] = {}
    for task_id, after_id in sorted(freed):
        if ended[after_id].status is not Status.COMPLETED:
            lost.setdefault(task_id, ended[after_id])
    failed = {task.id for task in fail(tx, lost)} if lost else set()
    rest = sorted({task_id for task_id, _ in freed} - failed)
    if rest:
        _release(tx, rest, head_start)


def _release(tx: Transaction, task_ids: Collection[int], head_start: int) -> list[Task]:
    ids = as_json(list(task_ids))
    freed = _RELEASE.tasks(tx.connection, ids=ids, now=now(), head_start=head_start)
    return [changed(tx, task, "status", "queued_at") for task in freed]


def _loss(task_id: int, one: Prerequisite | Task) -> dict[str, object]:
    how = _how_it_ended(one.status, one.reason)
    return {
        "id": task_id,
        "named": f"task {one.id} ({one.name}) {how}",
        "unnamed": f"task {one.id} {how}",
        "people": [one.created_by, one.assigned_to],
    }


def _how_it_ended(status: Status, reason: Reason | None) -> str:
    if status is Status.CANCELLED:
        return "was cancelled"
    return "expired" if reason is Reason.EXPIRED else "failed"


# All endings of a commit in one statement, and nearly always it finds nothing.
_FREE = Prepared(delete(task_after).where(a.after_id.in_(given())).returning(a.task_id, a.after_id))

_FORGET = Prepared(delete(task_after).where(a.task_id.in_(given())).returning(a.task_id))

_RELEASE = Prepared(
    update(tasks)
    .where(
        t.id.in_(given()),
        t.status == Status.BLOCKED.value,
        ~exists().where(a.task_id == t.id),
    )
    .values(
        status=Status.QUEUED.value,
        queued_at=bindparam("now", 0),
        run_order=bindparam("now", 0) + (t.priority - 1) * bindparam("head_start", 0),
        updated_at=bindparam("now", 0),
        version=t.version + 1,
    )
    .returning(*COLUMNS)
)


def _fail_statement() -> ReturningUpdate[Any]:
    rows = func.json_each(bindparam("rows", "[]", type_=Text)).table_valued("value").alias("o")

    def told(path: str) -> Any:
        return func.json_extract(rows.c.value, f"$.{path}")

    def is_of(whose: ColumnElement[int | None]) -> ColumnElement[bool]:
        return func.coalesce(whose.in_([told("people[0]"), told("people[1]")]), False)

    # Somebody else may have named it: to who made the task, or has it, it may be a stranger's.
    is_known = and_(is_of(t.created_by), or_(t.assigned_to.is_(None), is_of(t.assigned_to)))
    return (
        update(tasks)
        .where(
            and_(
                t.id == told("id"),
                # Not `in` those: SQLite would go through all of them for each.
                t.status.not_in([s.value for s in Status if s not in UNSTARTED]),
                t.after_policy == AfterPolicy.ALL_COMPLETED.value,
            )
        )
        .values(
            status=Status.FAILED.value,
            reason=Reason.DEPENDENCY_FAILED.value,
            reason_text=case((is_known, told("named")), else_=told("unnamed")),
            run_order=None,
            due_at=None,
            finished_at=bindparam("now", 0),
            updated_at=bindparam("now", 0),
            version=t.version + 1,
        )
        .returning(*COLUMNS)
    )


_FAIL = Prepared(_fail_statement())
