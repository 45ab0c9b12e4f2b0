"""Rows of the tasks table as facts, and back."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from app.core.clock import Millis, millis
from app.core.database import as_json
from app.core.deadline import Due
from app.core.lifecycle import Kind, Priority, Reason, Status
from app.core.task import (
    AfterPolicy,
    CheckItem,
    LogSummary,
    NewTask,
    OnFailure,
    OnInterrupt,
    Progress,
    Task,
    Usage,
)
from app.models.tables import tasks

# Selecting these, in this order, gives what `task_of` reads.
COLUMNS = list(tasks.c)
_NAMES = tuple(c.name for c in COLUMNS)

_STATUS = {s.value: s for s in Status}
_REASON = {r.value: r for r in Reason}
_PRIORITY = {p.value: p for p in Priority}
_ON_INTERRUPT = {o.value: o for o in OnInterrupt}
_KIND = {k.value: k for k in Kind}
_AFTER_POLICY = {p.value: p for p in AfterPolicy}


def task_of(row: Sequence[Any]) -> Task:
    r = dict(zip(_NAMES, row, strict=True))
    return Task(
        id=r["id"],
        name=r["name"],
        command=r["command"],
        argv=None if r["argv"] is None else tuple(r["argv"]),
        shell=r["shell"],
        description=r["description"],
        status=_STATUS[r["status"]],
        reason=None if r["reason"] is None else _REASON[r["reason"]],
        reason_text=r["reason_text"],
        exit_code=r["exit_code"],
        signal=r["signal"],
        priority=_PRIORITY[r["priority"]],
        tags=tuple(r["tags"]),
        external_id=r["external_id"],
        cwd=r["cwd"],
        env=r["env"],
        umask=r["umask"],
        nice=r["nice"],
        timeout_ms=r["timeout_ms"],
        grace_ms=r["grace_ms"],
        on_interrupt=_ON_INTERRUPT[r["on_interrupt"]],
        attempt=r["attempt"],
        max_attempts=r["max_attempts"],
        created_at=r["created_at"],
        updated_at=r["updated_at"],
        queued_at=r["queued_at"],
        started_at=r["started_at"],
        finished_at=r["finished_at"],
        duration_ms=r["duration_ms"],
        source=r["source"],
        progress=_progress_of(r),
        log=LogSummary(r["log_lines"], r["log_bytes"], r["log_dropped_bytes"], r["log_last_line"]),
        usage=None if r["cpu_ms"] is None else Usage(r["cpu_ms"], r["rss_peak_bytes"] or 0),
        version=r["version"],
        created_by=r["created_by"],
        assigned_to=r["assigned_to"],
        kind=_KIND[r["kind"]],
        deadline=r["deadline"],
        checklist=None if r["checklist"] is None else _checklist(r["checklist"]),
        after=() if r["after"] is None else tuple(r["after"]),
        after_policy=_AFTER_POLICY[r["after_policy"]],
        on_failure=None if r["on_failure"] is None else OnFailure(**r["on_failure"]),
        follow_up=r["follow_up"],
    )


def _checklist(items: Sequence[Mapping[str, Any]]) -> tuple[CheckItem, ...]:
    return tuple(CheckItem(item["text"], item["done"]) for item in items)


def _progress_of(r: Mapping[str, Any]) -> Progress | None:
    if r["progress_source"] is None:
        return None
    return Progress(r["progress_fraction"], r["progress_text"], r["progress_source"])


def beginning(new: NewTask) -> Status:
    if new.kind is Kind.COMMAND:
        return Status.BLOCKED if new.after else Status.QUEUED
    return Status.UNASSIGNED if new.assigned_to is None else Status.PENDING


def new_task(task_id: int, new: NewTask, *, by: int, now: Millis, grace: timedelta) -> Task:
    status = beginning(new)
    return Task(
        id=task_id,
        name=new.name,
        command=new.command,
        argv=new.argv,
        shell=new.shell,
        description=new.description,
        status=status,
        reason=None,
        reason_text=None,
        exit_code=None,
        signal=None,
        priority=new.priority,
        tags=new.tags,
        external_id=new.external_id,
        cwd=new.cwd,
        env=new.env,
        umask=new.umask,
        nice=new.nice,
        timeout_ms=new.timeout_ms,
        grace_ms=millis(grace) if new.grace_ms is None else new.grace_ms,
        on_interrupt=new.on_interrupt,
        attempt=0 if new.kind is Kind.COMMAND else 1,
        max_attempts=new.on_interrupt.max_attempts,
        created_at=now,
        updated_at=now,
        queued_at=now if status is Status.QUEUED else None,
        started_at=None,
        finished_at=None,
        duration_ms=None,
        source=new.source,
        progress=None,
        log=LogSummary(),
        usage=None,
        version=1,
        created_by=by,
        assigned_to=new.assigned_to,
        kind=new.kind,
        deadline=new.deadline,
        checklist=new.checklist,
        after=new.after,
        after_policy=new.after_policy,
        on_failure=new.on_failure,
        follow_up=None,
    )


# What `row_of` gives, in the order of the table.
NEW_COLUMNS = (
    "id", "name", "command", "argv", "shell", "description", "status", "priority", "run_order",
    "tags", "external_id", "cwd", "env", "umask", "nice", "timeout_ms", "grace_ms",
    "on_interrupt", "attempt", "max_attempts", "created_at", "updated_at", "queued_at", "source",
    "log_lines", "log_bytes", "log_dropped_bytes", "version", "created_by", "assigned_to", "kind",
    "deadline", "due_at", "warned", "checklist", "after", "after_policy", "on_failure",
)  # fmt: skip


def row_of(task: Task, *, run_order: int | None, due: Due) -> tuple[object, ...]:
    """The row of a task that has just been created."""
    return (
        task.id,
        task.name,
        task.command,
        None if task.argv is None else as_json(task.argv),
        task.shell,
        task.description,
        task.status.value,
        task.priority.value,
        run_order,
        as_json(task.tags) if task.tags else "[]",
        task.external_id,
        task.cwd,
        as_json(task.env) if task.env else "{}",
        task.umask,
        task.nice,
        task.timeout_ms,
        task.grace_ms,
        task.on_interrupt.value,
        task.attempt,
        task.max_attempts,
        task.created_at,
        task.updated_at,
        task.queued_at,
        task.source,
        task.log.lines,
        task.log.bytes,
        task.log.dropped_bytes,
        task.version,
        task.created_by,
        task.assigned_to,
        task.kind.value,
        task.deadline,
        due.at,
        due.warned,
        None if task.checklist is None else as_json(task.checklist),
        as_json(task.after) if task.after else None,
        task.after_policy.value,
        None if task.on_failure is None else as_json(task.on_failure),
    )
