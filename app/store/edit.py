"""Changes people make to a task that is not a move, and its removal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, update

from app.core.account import AuditNote
from app.core.clock import Millis, millis, now
from app.core.deadline import due
from app.core.errors import Invalid
from app.core.event import EventType
from app.core.group_commit import Change, Transaction
from app.core.lifecycle import FINAL, Priority, Status
from app.core.task import OnInterrupt, Task
from app.models.tables import task_tags, tasks
from app.store import assignees, control, find
from app.store.bulk import insert_rows
from app.store.ordering import run_order
from app.store.rows import COLUMNS, task_of

t = tasks.c

# What says how a command runs: it can change only as long as it waits.
DEFINITION = frozenset(
    {"command", "argv", "shell", "cwd", "env", "umask", "nice", "timeout_ms", "grace_ms",
     "on_interrupt"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edit:
    """`changes` maps members of NewTask to new values; `if_version` guards against a newer one.

    `note` is for the audit log when somebody else made the task.
    """

    task_id: int
    changes: Mapping[str, Any]
    if_version: int | None = None
    note: AuditNote | None = None


class EditTask:
    """The verb: the edited task, or None where a guard does not hold (or there is no such task).

    Invalid where it would be given to nobody who can have it.
    """

    def __init__(
        self, *, head_start: timedelta, grace: timedelta, warnings: Sequence[Millis] = ()
    ) -> None:
        self._head_start = head_start
        self._grace = grace
        self._warnings = warnings

    def __call__(self, tx: Transaction, edits: Sequence[Edit]) -> list[Task | Invalid | None]:
        return [self._edit(tx, edit) for edit in edits]

    def _edit(self, tx: Transaction, edit: Edit) -> Task | Invalid | None:
        had = _assignee(tx, edit)
        given = edit.changes.get("assigned_to")
        if given not in (None, had) and not assignees.able(tx.connection, [given]):
            return assignees.unable("/assigned_to")
        statement = update(tasks).where(t.id == edit.task_id)
        if edit.if_version is not None:
            statement = statement.where(t.version == edit.if_version)
        if DEFINITION & edit.changes.keys():
            statement = statement.where(t.status == Status.QUEUED.value)
        values = dict(edit.changes)
        if values.get("grace_ms", 0) is None:
            values["grace_ms"] = millis(self._grace)
        if "deadline" in values:
            next_ = due(values["deadline"], now=now(), warnings=self._warnings)
            values |= {"due_at": next_.at, "warned": next_.warned}
        if "on_interrupt" in values:
            values["max_attempts"] = OnInterrupt(values["on_interrupt"]).max_attempts
        if "priority" in values:
            # The head start is linear, so the order moves by the difference of levels.
            start = run_order(0, Priority(values["priority"]), head_start=self._head_start)
            now_at = (t.priority - Priority.NORMAL) * run_order(
                0, Priority.LOW, head_start=self._head_start
            )
            values["run_order"] = t.run_order - now_at + start
            values["priority"] = int(values["priority"])
        row = tx.connection.execute(
            statement.values(**values, updated_at=now(), version=t.version + 1).returning(*COLUMNS)
        ).first()
        if row is None:
            return None
        task = task_of(row)
        if "tags" in edit.changes:
            _replace_tags(tx, task)
        changed = {name: getattr(task, name) for name in edit.changes}
        whom = (task.created_by, task.assigned_to, had if had != task.assigned_to else None)
        tx.changes.append(Change(EventType.UPDATED, task.id, task, changed, *whom))
        control.remember(tx, edit.note, created_by=task.created_by)
        return task


def _assignee(tx: Transaction, edit: Edit) -> int | None:
    """Whom the task is assigned to, when that is to change."""
    if "assigned_to" not in edit.changes:
        return None
    people = find.people_of(tx.connection, edit.task_id)
    return None if people is None else people[1]


def _replace_tags(tx: Transaction, task: Task) -> None:
    tx.connection.execute(delete(task_tags).where(task_tags.c.task_id == task.id))
    tags = [(tag, task.id) for tag in set(task.tags)]
    insert_rows(tx.connection, task_tags, ("tag", "task_id"), tags)


@dataclass(frozen=True, slots=True)
class Removal:
    """`note` is for the audit log when somebody else made the task."""

    task_id: int
    note: AuditNote | None = None


def remove(tx: Transaction, removals: Sequence[Removal]) -> list[bool]:
    """Delete those that have ended, with their attempts; False where there was none such."""
    rows = tx.connection.execute(
        delete(tasks)
        .where(
            t.id.in_([removal.task_id for removal in removals]),
            t.status.in_([s.value for s in FINAL]),
        )
        .returning(t.id, t.created_by, t.assigned_to)
    )
    gone = {row.id: row for row in rows}
    tx.changes += [
        Change(EventType.DELETED, task_id, None, {}, row.created_by, row.assigned_to)
        for task_id, row in sorted(gone.items())
    ]
    for removal in removals:
        if removal.task_id in gone:
            control.remember(tx, removal.note, created_by=gone[removal.task_id].created_by)
    return [removal.task_id in gone for removal in removals]
