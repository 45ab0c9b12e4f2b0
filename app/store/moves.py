"""The verbs that move a task from one state to another.

Each is one guarded UPDATE: where the guard does not hold nothing happens, so of
two movers one wins, and an attempt that is not the task's own cannot end it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Text,
    bindparam,
    case,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from app.core.clock import Millis, now
from app.core.database import as_json
from app.core.event import EventType
from app.core.group_commit import Change, Transaction
from app.core.lifecycle import ACTIVE, Reason, Status, sources_of
from app.core.task import LogSummary, Progress, Task, Usage
from app.models.tables import attempts, tasks
from app.store.bulk import insert_rows
from app.store.rows import COLUMNS, task_of

t = tasks.c


@dataclass(frozen=True, slots=True)
class Claim:
    """Take up to `slots` waiting tasks to run them."""

    slots: int


def claim(tx: Transaction, claims: Sequence[Claim]) -> list[list[Task]]:
    """The tasks to start, first to run first, each with its new attempt number."""
    return [_claim(tx, one) for one in claims]


def _claim(tx: Transaction, claim: Claim) -> list[Task]:
    rows = tx.connection.execute(_CLAIM, {"slots": claim.slots, "now": now()})
    claimed = sorted(rows, key=lambda row: (row.run_order, row.id))
    return [_changed(tx, row, "status", "attempt", "started_at") for row in claimed]


_CLAIM = (
    update(tasks)
    .where(
        t.id.in_(
            select(t.id)
            .where(t.status == literal(Status.QUEUED.value, literal_execute=True))
            .order_by(t.run_order, t.id)
            .limit(bindparam("slots"))
        ),
    )
    .values(
        status=Status.RUNNING.value,
        reason=None,
        reason_text=None,
        attempt=t.attempt + 1,
        started_at=bindparam("now"),
        updated_at=bindparam("now"),
        version=t.version + 1,
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
    return None if row is None else _changed(tx, row, *values)


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


def finish(tx: Transaction, outcomes: Sequence[Outcome]) -> list[Task | None]:
    """The finished tasks; None where the attempt was no longer the task's own.

    A task sent back to the queue is an outcome too: its attempt is over.
    """
    rows = tx.connection.execute(_FINISH, {"rows": _as_json(outcomes)}).all()
    moved = {row.id: row for row in rows}
    ended = [o for o in outcomes if o.task_id in moved]
    insert_rows(
        tx.connection,
        attempts,
        tuple(attempts.c.keys()),
        [_attempt_row(o, started_at=moved[o.task_id].started_at) for o in ended],
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


def _attempt_row(o: Outcome, *, started_at: Millis | None) -> tuple[object, ...]:
    """In the order of the table's columns."""
    return (
        o.task_id,
        o.attempt,
        o.status.value,
        o.reason and o.reason.value,
        o.exit_code,
        o.signal,
        started_at,
        o.finished_at,
        o.usage and o.usage.cpu_ms,
        o.usage and o.usage.rss_peak_bytes,
        o.inline,
    )


def _finish_statement() -> ReturningUpdate[Any]:
    """One UPDATE for all outcomes, which travel as one JSON array."""
    rows = func.json_each(bindparam("rows", type_=Text)).table_valued("value").alias("o")

    def given(name: str) -> ColumnElement[Any]:
        return func.json_extract(rows.c.value, f"$.{name}")

    requeued = given("status") == Status.QUEUED.value
    copied = (
        "reason", "reason_text", "exit_code", "signal", "duration_ms", "cpu_ms",
        "rss_peak_bytes", "log_lines", "log_bytes", "log_dropped_bytes", "log_last_line",
        "progress_fraction", "progress_text", "progress_source",
    )  # fmt: skip
    return (
        update(tasks)
        .where(
            t.id == given("id"),
            t.attempt == given("attempt"),
            t.status.in_([s.value for s in ACTIVE]),
        )
        .values(
            {
                **{name: given(name) for name in copied},
                "status": given("status"),
                "finished_at": case((requeued, None), else_=given("finished_at")),
                "queued_at": case((requeued, given("finished_at")), else_=t.queued_at),
                "updated_at": given("finished_at"),
                "version": t.version + 1,
            }
        )
        .returning(*COLUMNS)
    )


_FINISH = _finish_statement()


def _changed(tx: Transaction, row: Row[Any], *names: str) -> Task:
    task = task_of(row)
    values = {name: getattr(task, name) for name in names if name != "updated_at"}
    tx.changes.append(Change(EventType.UPDATED, task.id, task, values))
    return task
