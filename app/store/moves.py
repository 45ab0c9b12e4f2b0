"""The verbs that move a task from one state to another.

Each is one guarded UPDATE: where the guard does not hold nothing happens, so of
two movers one wins, and an attempt that is not the task's own cannot end it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, bindparam, case, func, select, update

from app.core.account import AuditNote
from app.core.clock import Millis, now
from app.core.event import EventType
from app.core.group_commit import Change, Transaction
from app.core.lifecycle import ACTIVE, Reason, Status, sources_of
from app.core.task import Task
from app.models.tables import tasks
from app.store import control
from app.store.bulk import Prepared
from app.store.ordering import run_order
from app.store.rows import COLUMNS, task_of

t = tasks.c


@dataclass(frozen=True, slots=True)
class Claim:
    """Take up to `slots` waiting tasks to run them."""

    slots: int


class ClaimTasks:
    """The verb: the tasks to start, first to run first, each with its new attempt number."""

    def __init__(self, *, head_start: timedelta) -> None:
        self._head_start = head_start

    def __call__(self, tx: Transaction, claims: Sequence[Claim]) -> list[list[Task]]:
        return [self._claim(tx, one) for one in claims]

    def _claim(self, tx: Transaction, claim: Claim) -> list[Task]:
        taken = _CLAIM.tasks(tx.connection, slots=claim.slots, now=now())
        claimed = [changed(tx, task, "status", "attempt", "started_at") for task in taken]
        return sorted(claimed, key=self._place)

    def _place(self, task: Task) -> tuple[int, int]:
        queued_at = task.queued_at or task.created_at
        return run_order(queued_at, task.priority, head_start=self._head_start), task.id


# What the ending of an attempt before may have left.
_UNKNOWN_YET: dict[str, int | None] = {
    **dict.fromkeys(
        ("exit_code", "signal", "duration_ms", "cpu_ms", "rss_peak_bytes", "log_last_line",
         "progress_fraction", "progress_text", "progress_source")
    ),
    **dict.fromkeys(("log_lines", "log_bytes", "log_dropped_bytes"), 0),
}  # fmt: skip

_CLAIM = Prepared(
    update(tasks)
    .where(
        t.id.in_(
            select(t.id)
            .where(
                t.run_order.is_not(None), t.deadline.is_(None) | (t.deadline > bindparam("now", 0))
            )
            .order_by(t.run_order, t.id)
            .limit(bindparam("slots", 0))
        ),
        t.status == Status.QUEUED.value,
    )
    .values(
        status=Status.RUNNING.value,
        run_order=None,
        reason=None,
        reason_text=None,
        attempt=t.attempt + 1,
        started_at=bindparam("now", 0),
        updated_at=bindparam("now", 0),
        version=t.version + 1,
        **_UNKNOWN_YET,
    )
    .returning(*COLUMNS)
)


@dataclass(frozen=True, slots=True)
class StopRequest:
    """A wish to cancel. `reason_text` tells people why, `note` the audit log who."""

    task_id: int
    reason_text: str | None = None
    note: AuditNote | None = None


def request_stop(tx: Transaction, requests: Sequence[StopRequest]) -> list[Task | None]:
    """Waiting → cancelled, running → cancelling; None where it is neither."""
    return [_request_stop(tx, request) for request in requests]


def _request_stop(tx: Transaction, request: StopRequest) -> Task | None:
    task = _cancel_waiting(tx, request) or _cancel_running(tx, request)
    if task is not None:
        control.remember(tx, request.note, created_by=task.created_by)
    return task


def _cancel_waiting(tx: Transaction, request: StopRequest) -> Task | None:
    at = now()
    return _move_one(
        tx,
        request.task_id,
        from_=sources_of(Status.CANCELLED) - ACTIVE,
        status=Status.CANCELLED,
        run_order=None,
        due_at=None,
        reason=Reason.CANCELLED_BY_USER,
        reason_text=request.reason_text,
        finished_at=at,
        duration_ms=worked(at),
        updated_at=at,
    )


def worked(at: Millis | ColumnElement[int]) -> ColumnElement[int | None]:
    """How long somebody had a task under way that ends now. The clock may have been set back."""
    return case(
        (t.status == Status.IN_PROGRESS.value, func.max(0, at - t.started_at)),
        else_=t.duration_ms,
    )


def _cancel_running(tx: Transaction, request: StopRequest) -> Task | None:
    return _move_one(
        tx,
        request.task_id,
        from_=sources_of(Status.CANCELLING),
        status=Status.CANCELLING,
        reason=Reason.CANCELLED_BY_USER,
        reason_text=request.reason_text,
        updated_at=now(),
    )


def _move_one(
    tx: Transaction, task_id: int, *, from_: frozenset[Status], **values: object
) -> Task | None:
    row = tx.connection.execute(
        update(tasks)
        .where(t.id == task_id, t.status.in_([s.value for s in from_]))
        .values(version=t.version + 1, **values)
        .returning(*COLUMNS)
    ).first()
    return None if row is None else changed(tx, task_of(row), *values)


# Columns that are no members of a task, or change with every change.
_NOT_SHOWN = frozenset({"run_order", "due_at", "warned", "updated_at"})


def changed(tx: Transaction, task: Task, *names: str, lost_by: int | None = None) -> Task:
    """Notes for the journal which members of a task have new values, and who has it no more."""
    values = {name: getattr(task, name) for name in names if name not in _NOT_SHOWN}
    whom = (task.created_by, task.assigned_to, lost_by)
    tx.changes.append(Change(EventType.UPDATED, task.id, task, values, *whom))
    return task
