"""Changes people make to a task that is not a move, and its removal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, update

from app.core.account import AuditNote
from app.core.clock import Millis, millis, now
from app.core.deadline import due
from app.core.errors import AppError, Invalid
from app.core.event import EventType
from app.core.group_commit import Change, Transaction
from app.core.kind_members import OF_COMMANDS, misplaced
from app.core.lifecycle import FINAL, Kind, Priority, Status
from app.core.task import OnInterrupt, Task
from app.models.tables import task_tags, tasks
from app.store import assignees, control, dependencies, find, rewait, unfit
from app.store.bulk import insert_rows
from app.store.moves import changed
from app.store.ordering import run_order
from app.store.rows import COLUMNS, task_of
from app.store.work import handed

t = tasks.c

# What says how a command runs: it can change only as long as it waits.
DEFINITION = frozenset(OF_COMMANDS)


@dataclass(frozen=True, slots=True)
class Edit:
    """`changes` maps members of NewTask to new values; `if_version` guards against a newer one.

    `note` is for the audit log when somebody else made the task. `only_of` is whose it must be,
    made or assigned; None is anybody's. It may be made to wait for what `seen_by` sees; None
    sees all.
    """

    task_id: int
    changes: Mapping[str, Any]
    if_version: int | None = None
    note: AuditNote | None = None
    only_of: int | None = None
    seen_by: int | None = None


class EditTask:
    """The verb: the edited task, or None where a guard does not hold (or there is no such task).

    Invalid where it would be given to nobody who can have it, or has no such member; Conflict
    where its external id is in use.
    """

    def __init__(
        self, *, head_start: timedelta, grace: timedelta, warnings: Sequence[Millis] = ()
    ) -> None:
        self._head_start = head_start
        self._grace = grace
        self._warnings = warnings

    def __call__(self, tx: Transaction, edits: Sequence[Edit]) -> list[Task | AppError | None]:
        return [self._edit(tx, edit) for edit in edits]

    def _edit(self, tx: Transaction, edit: Edit) -> Task | AppError | None:
        if rewait.MEMBERS & edit.changes.keys():
            # An end that it waited for is not to come between.
            dependencies.settle(tx, head_start=self._head_start)
        before = find.one(tx.connection, edit.task_id)
        if before is None or edit.if_version not in (None, before.version):
            return None
        if edit.only_of not in (None, before.created_by, before.assigned_to):
            return None  # it has changed hands
        if fixed(before, edit.changes):
            return None
        problem = _problem(tx, before, edit.changes)
        if problem is not None:
            return problem
        waits = rewait.plan(tx.connection, before, edit.changes, seen_by=edit.seen_by)
        if isinstance(waits, Invalid):
            return waits
        row = tx.connection.execute(
            update(tasks)
            .where(t.id == before.id, t.version == before.version)
            .values(**self._values(before, edit.changes), updated_at=now(), version=t.version + 1)
            .returning(*COLUMNS)
        ).one()
        task = _edited(tx, before, task_of(row), edit)
        if waits is None:
            return task
        return rewait.replace(tx, task, waits, head_start=self._head_start)

    def _values(self, before: Task, changes: Mapping[str, Any]) -> dict[str, Any]:
        values = dict(changes)
        if "after_policy" in values:
            values["after_policy"] = values["after_policy"].value
        if values.get("grace_ms", 0) is None:
            values["grace_ms"] = millis(self._grace)
        if "deadline" in values:
            next_ = due(values["deadline"], now=now(), warnings=self._warnings)
            values |= {"due_at": next_.at, "warned": next_.warned}
        if "on_interrupt" in values:
            values["max_attempts"] = OnInterrupt(values["on_interrupt"]).max_attempts
        if "priority" in values:
            values |= self._priority(Priority(values["priority"]))
        if changes.get("checklist"):
            values["checklist"] = [{"text": c.text, "done": c.done} for c in changes["checklist"]]
        if before.kind is Kind.PERSON and changes_hands(before, changes):
            values |= handed(changes["assigned_to"])
        return values

    def _priority(self, priority: Priority) -> dict[str, Any]:
        """The head start is linear, so the order moves by the difference of levels."""
        start = run_order(0, priority, head_start=self._head_start)
        level = run_order(0, Priority.LOW, head_start=self._head_start)
        now_at = (t.priority - Priority.NORMAL) * level
        return {"run_order": t.run_order - now_at + start, "priority": int(priority)}


def changes_hands(task: Task, changes: Mapping[str, Any]) -> bool:
    to: int | None = changes.get("assigned_to", task.assigned_to)
    return to != task.assigned_to


def fixed(task: Task, changes: Mapping[str, Any]) -> list[str]:
    """What of this cannot change, now that the task is in its state."""
    found: set[str] = set()
    if task.kind is Kind.COMMAND and task.status not in _BEFORE_IT_RUNS:
        found |= DEFINITION & changes.keys()
    if task.kind is Kind.PERSON and task.status in FINAL and changes_hands(task, changes):
        found.add("assigned_to")
    if task.status in FINAL or (task.deadline is not None and task.deadline <= now()):
        found |= {"deadline"} & changes.keys()
    return sorted(found)


_BEFORE_IT_RUNS = frozenset({Status.BLOCKED, Status.QUEUED})


def _problem(tx: Transaction, task: Task, changes: Mapping[str, Any]) -> AppError | None:
    if elsewhere := misplaced(task.kind, changes):
        return Invalid(elsewhere)
    to, deadline = changes.get("assigned_to"), changes.get("deadline")
    if to not in (None, task.assigned_to) and not assignees.able(tx.connection, [to]):
        return assignees.unable("/assigned_to")
    follower = changes["on_failure"].assign_to if changes.get("on_failure") else None
    if follower is not None and not assignees.able(tx.connection, [follower]):
        return assignees.unable("/on_failure/assign_to")
    if deadline is not None and deadline <= now():
        return unfit.too_late()
    external_id = changes.get("external_id")
    if external_id not in (None, task.external_id):
        return unfit.clash_of(tx.connection, task.id, external_id)
    return None


def _edited(tx: Transaction, before: Task, task: Task, edit: Edit) -> Task:
    if "tags" in edit.changes:
        _replace_tags(tx, task)
    members = {**edit.changes, **({} if task.status is before.status else {"status": None})}
    lost_by = before.assigned_to if before.assigned_to != task.assigned_to else None
    changed(tx, task, *members, lost_by=lost_by)
    if not _is_own_work(before, edit):
        control.remember(tx, edit.note, created_by=task.created_by)
    return task


def _is_own_work(task: Task, edit: Edit) -> bool:
    """Who has it checks off what is on its list."""
    actor = None if edit.note is None else edit.note.actor_id
    return edit.changes.keys() == {"checklist"} and actor == task.assigned_to


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
