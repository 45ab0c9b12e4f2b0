"""The verb that ends attempts: all endings of a commit in one guarded UPDATE."""

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
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from app.core.clock import Millis, millis
from app.core.database import as_json
from app.core.group_commit import Transaction
from app.core.lifecycle import ACTIVE, Reason, Status
from app.core.task import LogSummary, Progress, Task, Usage
from app.models.tables import attempts, tasks
from app.store.bulk import Prepared, insert_rows
from app.store.moves import changed
from app.store.rows import COLUMNS

t = tasks.c


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
        changed(tx, moved[o.task_id], *_FINISH_CHANGES) if o.task_id in moved else None
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
    # It was to be stopped: it does not run again, and keeps what was said of that.
    cancelled = and_(again, t.status == Status.CANCELLING.value)
    expired = and_(cancelled, t.reason == Reason.EXPIRED.value)
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
                "status": case(
                    (expired, Status.FAILED.value),
                    (cancelled, Status.CANCELLED.value),
                    else_=given("status"),
                ),
                "reason": case((cancelled, t.reason), else_=given("reason")),
                "reason_text": case((cancelled, t.reason_text), else_=given("reason_text")),
                "finished_at": case((requeued, None), else_=given("finished_at")),
                "due_at": case((requeued, t.due_at), else_=None),
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
