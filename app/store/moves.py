"""The verbs that move a task from one state to another.

Each is one guarded UPDATE: where the guard does not hold nothing happens, so of
two movers one wins, and an attempt that is not the task's own cannot end it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Text,
    and_,
    bindparam,
    case,
    func,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from app.core.clock import Millis, millis, now
from app.core.database import as_json
from app.core.event import EventType
from app.core.group_commit import Change, Transaction
from app.core.lifecycle import ACTIVE, Reason, Status, sources_of
from app.core.task import LogSummary, Progress, Task, Usage
from app.models.tables import attempts, tasks
from app.store.bulk import Prepared, insert_rows
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
        claimed = [_changed(tx, task, "status", "attempt", "started_at") for task in taken]
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
            .where(t.run_order.is_not(None))
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
    """A wish to cancel. `reason_text` tells people why."""

    task_id: int
    reason_text: str | None = None


def request_stop(tx: Transaction, requests: Sequence[StopRequest]) -> list[Task | None]:
    """Waiting → cancelled, running → cancelling; None where it is neither."""
    return [_cancel_waiting(tx, r) or _cancel_running(tx, r) for r in requests]


def _cancel_waiting(tx: Transaction, request: StopRequest) -> Task | None:
    at = now()
    return _move_one(
        tx,
        request.task_id,
        from_=frozenset({Status.QUEUED}),
        status=Status.CANCELLED,
        run_order=None,
        reason=Reason.CANCELLED_BY_USER,
        reason_text=request.reason_text,
        finished_at=at,
        updated_at=at,
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
    return None if row is None else _changed(tx, task_of(row), *values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How an attempt ended, and what became of the task by it.

    `duration_ms` is monotonic. `inline` is a short output whole.
    """

    task_id: int
    attempt: int
    status: Status
    reason: Reason | None
    reason_text: str | None
    finished_at: Millis
    exit_code: int | None = None
    signal: int | None = None
    duration_ms: int | None = None
    usage: Usage | None = None
    log: LogSummary = field(default_factory=LogSummary)
    progress: Progress | None = None
    inline: bytes | None = field(default=None, repr=False)


class FinishTasks:
    """The verb: the finished tasks; None where the attempt was no longer the task's own.

    A task sent back to the queue is an outcome too: its attempt is over. It gets the
    place it would have had.
    """

    def __init__(self, *, head_start: timedelta) -> None:
        self._head_start = millis(head_start)

    def __call__(self, tx: Transaction, outcomes: Sequence[Outcome]) -> list[Task | None]:
        given = _as_json(outcomes)
        found = _FINISH.tasks(tx.connection, rows=given, head_start=self._head_start)
        return _finished(tx, outcomes, {task.id: task for task in found})


def _finished(
    tx: Transaction, outcomes: Sequence[Outcome], moved: Mapping[int, Task]
) -> list[Task | None]:
    ended = [o for o in outcomes if o.task_id in moved]
    insert_rows(
        tx.connection,
        attempts,
        tuple(attempts.c.keys()),
        [_attempt_row(o, moved[o.task_id]) for o in ended],
    )
    return [
        _changed(tx, moved[o.task_id], *_FINISH_CHANGES) if o.task_id in moved else None
        for o in outcomes
    ]


_FINISH_CHANGES = ("status", "reason", "exit_code", "signal", "finished_at", "duration_ms")


def _as_json(outcomes: Sequence[Outcome]) -> str:
    return as_json([_outcome_row(o) for o in outcomes])


def _outcome_row(o: Outcome) -> dict[str, object]:
    usage, progress = o.usage, o.progress
    return {
        "id": o.task_id,
        "attempt": o.attempt,
        "status": o.status,
        "reason": o.reason,
        "reason_text": o.reason_text,
        "finished_at": o.finished_at,
        "exit_code": o.exit_code,
        "signal": o.signal,
        "duration_ms": o.duration_ms,
        "cpu_ms": usage and usage.cpu_ms,
        "rss_peak_bytes": usage and usage.rss_peak_bytes,
        "log_lines": o.log.lines,
        "log_bytes": o.log.bytes,
        "log_dropped_bytes": o.log.dropped_bytes,
        "log_last_line": o.log.last_line,
        "progress_fraction": progress and progress.fraction,
        "progress_text": progress and progress.text,
        "progress_source": progress and progress.source,
    }


def _attempt_row(o: Outcome, task: Task) -> tuple[object, ...]:
    """In the order of the table's columns."""
    return (
        o.task_id,
        o.attempt,
        task.status.value,
        task.reason and task.reason.value,
        o.exit_code,
        o.signal,
        task.started_at,
        o.finished_at,
        o.usage and o.usage.cpu_ms,
        o.usage and o.usage.rss_peak_bytes,
        o.inline,
    )


def _finish_statement() -> ReturningUpdate[Any]:
    """One UPDATE for all outcomes, which travel as one JSON array."""
    rows = func.json_each(bindparam("rows", "[]", type_=Text)).table_valued("value").alias("o")

    def given(name: str) -> ColumnElement[Any]:
        return func.json_extract(rows.c.value, f"$.{name}")

    again = given("status") == Status.QUEUED.value
    requeued = and_(again, t.status == Status.RUNNING.value)
    # Somebody wants it cancelled: it does not run again, and keeps what was said of that.
    cancelled = and_(again, t.status == Status.CANCELLING.value)
    copied = (
        "exit_code", "signal", "duration_ms", "cpu_ms", "rss_peak_bytes",
        "log_lines", "log_bytes", "log_dropped_bytes", "log_last_line",
        "progress_fraction", "progress_text", "progress_source",
    )  # fmt: skip
    return (
        update(tasks)
        .where(
            t.id == given("id"),
            t.attempt == given("attempt"),
            # Not `in` the active ones: SQLite would go through all of those for each outcome.
            t.status.not_in([s.value for s in Status if s not in ACTIVE]),
        )
        .values(
            {
                **{name: given(name) for name in copied},
                "status": case((cancelled, Status.CANCELLED.value), else_=given("status")),
                "reason": case((cancelled, t.reason), else_=given("reason")),
                "reason_text": case((cancelled, t.reason_text), else_=given("reason_text")),
                "finished_at": case((requeued, None), else_=given("finished_at")),
                "run_order": case(
                    (requeued, t.queued_at + (t.priority - 1) * bindparam("head_start", 0))
                ),
                "queued_at": case((requeued, given("finished_at")), else_=t.queued_at),
                "updated_at": given("finished_at"),
                "version": t.version + 1,
            }
        )
        .returning(*COLUMNS)
    )


_FINISH = Prepared(_finish_statement())


# Columns that are no members of a task, or change with every change.
_NOT_SHOWN = frozenset({"run_order", "updated_at"})


def _changed(tx: Transaction, task: Task, *names: str) -> Task:
    values = {name: getattr(task, name) for name in names if name not in _NOT_SHOWN}
    tx.changes.append(Change(EventType.UPDATED, task.id, task, values))
    return task
