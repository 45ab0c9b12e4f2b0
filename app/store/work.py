"""The verbs of people's tasks.

Each is one guarded UPDATE, like those of commands (moves.py): of two people who want the same,
one gets it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, or_, update

from app.core.account import AuditNote
from app.core.clock import Millis, now
from app.core.deadline import due
from app.core.errors import Invalid
from app.core.group_commit import Transaction
from app.core.lifecycle import FINAL, WORK, Kind, Status, sources_of
from app.core.task import Task
from app.models.tables import tasks
from app.store import assignees, control, find, unfit
from app.store.moves import changed, worked
from app.store.rows import COLUMNS, task_of

t = tasks.c


@dataclass(frozen=True, slots=True)
class Step:
    """`only_of` is whose the task must be, made or assigned; None is anybody's. `note` is for
    the audit log, when neither who made the task nor who had it takes the step."""

    task_id: int
    only_of: int | None = None
    note: AuditNote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing(Step):
    to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening(Step):
    """`changes` may hold a deadline, None for none; without one the task keeps its own."""

    changes: Mapping[str, Millis | None] = field(default_factory=dict)


def assign(tx: Transaction, steps: Sequence[Handing]) -> list[Task | Invalid | None]:
    """Give it to somebody who has it not; Invalid where they can have none."""
    return [_assign(tx, step) for step in steps]


def _assign(tx: Transaction, step: Handing) -> Task | Invalid | None:
    if not assignees.able(tx.connection, [step.to]):
        return assignees.unable("/user_id")
    is_anothers = t.assigned_to.is_distinct_from(step.to)
    return _step(tx, step, is_anothers, from_=WORK, **handed(step.to))


def take(tx: Transaction, steps: Sequence[Handing]) -> list[Task | None]:
    """Give it to somebody while nobody has it."""
    from_ = frozenset({Status.UNASSIGNED})
    return [_step(tx, step, from_=from_, **handed(step.to)) for step in steps]


def unassign(tx: Transaction, steps: Sequence[Step]) -> list[Task | None]:
    from_ = sources_of(Status.UNASSIGNED)
    return [_step(tx, step, from_=from_, **handed(None)) for step in steps]


def handed(to: int | None) -> dict[str, object]:
    """The columns of a task that is given to somebody, or taken from whoever has it."""
    status = Status.UNASSIGNED if to is None else Status.PENDING
    return {"status": status.value, "assigned_to": to, "started_at": None}


def start(tx: Transaction, steps: Sequence[Step]) -> list[Task | None]:
    from_ = sources_of(Status.IN_PROGRESS)
    begun = {"status": Status.IN_PROGRESS.value, "started_at": now()}
    return [_step(tx, step, from_=from_, **begun) for step in steps]


def complete(tx: Transaction, steps: Sequence[Step]) -> list[Task | None]:
    return [_complete(tx, step) for step in steps]


def _complete(tx: Transaction, step: Step) -> Task | None:
    at = now()
    # Of many that are due at once this one may not have been said to fail yet.
    is_in_time = or_(t.deadline.is_(None), t.deadline > at)
    return _step(
        tx,
        step,
        is_in_time,
        from_=sources_of(Status.COMPLETED) & WORK,
        status=Status.COMPLETED.value,
        finished_at=at,
        duration_ms=worked(at),
        due_at=None,
    )


# What its end has left.
_NOT_YET = dict.fromkeys(("finished_at", "duration_ms", "reason", "reason_text"))


class ReopenTasks:
    """The verb: begin again what has ended. Invalid where its deadline has passed."""

    def __init__(self, *, warnings: Sequence[Millis] = ()) -> None:
        self._warnings = warnings

    def __call__(self, tx: Transaction, steps: Sequence[Reopening]) -> list[Task | Invalid | None]:
        return [self._reopen(tx, step) for step in steps]

    def _reopen(self, tx: Transaction, step: Reopening) -> Task | Invalid | None:
        task = find.one(tx.connection, step.task_id)
        if task is None or task.status not in FINAL:
            return None
        at = now()
        deadline = step.changes.get("deadline", task.deadline)
        if deadline is not None and deadline <= at:
            return unfit.too_late() if step.changes else _needs_another()
        next_ = due(deadline, now=at, warnings=self._warnings)
        # Who has gone since cannot have it again.
        to = task.assigned_to
        is_theirs = to is not None and bool(assignees.able(tx.connection, [to]))
        return _step(
            tx,
            step,
            from_=FINAL,
            attempt=t.attempt + 1,
            due_at=next_.at,
            warned=next_.warned,
            **handed(to if is_theirs else None),
            **_NOT_YET,
            **step.changes,
        )


def _needs_another() -> Invalid:
    why = "has passed: give another one, or null for none"
    return Invalid([("/deadline", "required", why)])


def _step(
    tx: Transaction,
    step: Step,
    *guards: ColumnElement[bool],
    from_: frozenset[Status],
    **values: Any,
) -> Task | None:
    people = find.people_of(tx.connection, step.task_id)
    if people is None:
        return None
    had = people[1]
    row = tx.connection.execute(
        update(tasks)
        .where(
            t.id == step.task_id,
            t.kind == Kind.PERSON.value,
            t.status.in_([status.value for status in from_]),
            *_whose(step),
            *guards,
        )
        .values(**values, updated_at=now(), version=t.version + 1)
        .returning(*COLUMNS)
    ).first()
    if row is None:
        return None
    task = task_of(row)
    if step.note is not None and step.note.actor_id != had:
        control.remember(tx, step.note, created_by=task.created_by)
    return changed(tx, task, *values, lost_by=had if had != task.assigned_to else None)


def _whose(step: Step) -> list[ColumnElement[bool]]:
    """The task may have changed hands since it was looked at whether they may."""
    if step.only_of is None:
        return []
    return [or_(t.created_by == step.only_of, t.assigned_to == step.only_of)]
