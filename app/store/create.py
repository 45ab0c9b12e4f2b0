"""New tasks, many in one statement, each at most once per idempotency key."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select

from app.core.account import AuditNote
from app.core.clock import Millis, now
from app.core.deadline import due
from app.core.errors import AppError, IdempotencyKeyReused, Invalid, QueueFull
from app.core.event import EventType
from app.core.group_commit import Change, Transaction
from app.core.lifecycle import Kind, Status
from app.core.task import NewTask, Task
from app.models.tables import task_counts, task_tags, tasks
from app.store import assignees, audit, dependencies, idempotency, prerequisites, unfit
from app.store.bulk import Prepared, insert_rows
from app.store.idempotency import Key, Place, Reply
from app.store.ids import next_ids
from app.store.ordering import run_order
from app.store.prerequisites import Prerequisite, Waiting
from app.store.rows import NEW_COLUMNS, new_task, row_of


@dataclass(frozen=True, slots=True)
class Creation:
    """Tasks that `by` creates together, all or none; with a key, just one.

    Problems are told at the members of the task, or of each in a batch. `note` is for the
    audit log, when it is to know. They may wait for what `seen_by` sees (None: for all there
    is), and for what is there no more if `forgives_gone`: that holds nobody back.
    """

    new: tuple[NewTask, ...]
    by: int
    key: Key | None = None
    is_batch: bool = False
    note: AuditNote | None = None
    seen_by: int | None = None
    forgives_gone: bool = False


@dataclass(frozen=True, slots=True)
class Created:
    """`first_reply` is what was answered when the key was first used, None the first time."""

    tasks: list[Task]
    first_reply: bytes | None = None


class CreateTasks:
    """The verb. `encode` gives the reply a task's creator gets."""

    def __init__(
        self,
        *,
        head_start: timedelta,
        grace: timedelta,
        encode: Callable[[Task], bytes],
        queue_limit: int,
        warnings: Sequence[Millis] = (),
    ) -> None:
        self._head_start = head_start
        self._grace = grace
        self._encode = encode
        self._limit = queue_limit
        self._warnings = warnings

    def __call__(self, tx: Transaction, creations: Sequence[Creation]) -> list[Created | Exception]:
        keys = [c.key for c in creations if c.key is not None]
        replies = idempotency.find(tx.connection, keys) if keys else {}
        known = self._prerequisites(tx, creations)
        problems: dict[int, AppError] = {**_with_unable_assignees(tx, creations, but=replies)}
        problems |= _with_refused_prerequisites(creations, known, but=replies)
        problems |= _unfit(tx, creations, but=replies, besides=problems)
        fresh = self._fresh(tx, creations, used=set(replies), but=problems)
        made = iter(self._insert(tx, [creations[i] for i in fresh], known, at=now()))
        outcomes: dict[int, Created | Exception] = {**problems}
        for i in fresh:
            creation = creations[i]
            outcomes[i] = created = Created([next(made) for _ in creation.new])
            if creation.note is not None:
                _tell_audit(tx, creation.note, created)
            if creation.key is not None:
                reply = self._remember(tx, creation.key, created.tasks[0])
                replies[creation.key.place] = reply
        return [outcomes.get(i) or _refusal(c, replies) for i, c in enumerate(creations)]

    def _fresh(
        self,
        tx: Transaction,
        creations: Sequence[Creation],
        *,
        used: set[Place],
        but: Container[int],
    ) -> list[int]:
        """The places of those to be carried out: not a key's second use, and there is room."""
        room = self._limit - _waiting(tx)
        fresh: list[int] = []
        for i, creation in enumerate(creations):
            if i in but or (creation.key and creation.key.place in used):
                continue
            commands = sum(new.kind is Kind.COMMAND for new in creation.new)
            if commands and commands > room:
                continue
            room -= commands
            fresh.append(i)
            if creation.key is not None:
                used.add(creation.key.place)
        return fresh

    def _remember(self, tx: Transaction, key: Key, task: Task) -> Reply:
        reply = Reply(task.id, key.body_hash, self._encode(task))
        idempotency.save(tx.connection, key, reply)
        return reply

    def _prerequisites(
        self, tx: Transaction, creations: Sequence[Creation]
    ) -> dict[int, Prerequisite]:
        wanted = {task_id for c in creations for n in c.new for task_id in n.after}
        if wanted:
            # What ended earlier in this commit, and goes on again, is not an end for these.
            dependencies.settle(tx, head_start=self._head_start)
        return prerequisites.find(tx.connection, wanted)

    def _insert(
        self,
        tx: Transaction,
        creations: Sequence[Creation],
        known: Mapping[int, Prerequisite],
        *,
        at: Millis,
    ) -> list[Task]:
        new = [(n, c.by) for c in creations for n in c.new]
        if not new:
            return []
        ids = next_ids(tx.connection, tasks, len(new))
        made = [
            new_task(i, n, by=by, now=at, grace=self._grace)
            for i, (n, by) in zip(ids, new, strict=True)
        ]
        waits = prerequisites.waits_of(made, known)
        made = [_begun(task, waits.get(task.id), at=at) for task in made] if waits else made
        insert_rows(tx.connection, tasks, NEW_COLUMNS, [self._row(t, at=at) for t in made])
        tags = [(tag, t.id) for t in made for tag in set(t.tags)]
        insert_rows(tx.connection, task_tags, ("tag", "task_id"), tags)
        tx.changes += [
            Change(EventType.CREATED, t.id, t, {"status": t.status}, t.created_by, t.assigned_to)
            for t in made
        ]
        return dependencies.begin(tx, made, waits) if waits else made

    def _row(self, task: Task, *, at: Millis) -> tuple[object, ...]:
        waits = task.status is Status.QUEUED
        return row_of(
            task,
            run_order=run_order(at, task.priority, head_start=self._head_start) if waits else None,
            due=due(task.deadline, now=at, warnings=self._warnings),
        )


def _tell_audit(tx: Transaction, note: AuditNote, created: Created) -> None:
    details = {**note.details, "new_ids": [task.id for task in created.tasks]}
    audit.write(tx, [replace(note, details=details)])


def _with_unable_assignees(
    tx: Transaction, creations: Sequence[Creation], *, but: Container[Place]
) -> dict[int, Invalid]:
    """Those that would give a task to nobody who can have it, by their places; a request that
    is repeated gets its first reply, whoever can have tasks now."""
    asked = {whom for c in creations for n in c.new for _, whom in _named(n)}
    if not asked:
        return {}
    fit = assignees.able(tx.connection, asked)
    new = ((i, c) for i, c in enumerate(creations) if c.key is None or c.key.place not in but)
    unfit = ((i, _first_unfit(c, fit)) for i, c in new)
    return {i: assignees.unable(where) for i, where in unfit if where is not None}


def _first_unfit(creation: Creation, fit: Container[int]) -> str | None:
    for i, new in enumerate(creation.new):
        for member, user_id in _named(new):
            if user_id not in fit:
                return f"/tasks/{i}{member}" if creation.is_batch else member
    return None


def _named(new: NewTask) -> list[tuple[str, int]]:
    """Whom it names, and where."""
    later = None if new.on_failure is None else new.on_failure.assign_to
    whom = (("/assigned_to", new.assigned_to), ("/on_failure/assign_to", later))
    return [(member, user_id) for member, user_id in whom if user_id is not None]


def _with_refused_prerequisites(
    creations: Sequence[Creation], known: Mapping[int, Prerequisite], *, but: Container[Place]
) -> dict[int, Invalid]:
    problems = {
        i: prerequisites.refused_in(c.new, known, seen_by=c.seen_by, is_batch=c.is_batch)
        for i, c in enumerate(creations)
        if not c.forgives_gone and (c.key is None or c.key.place not in but)
    }
    return {i: Invalid(found) for i, found in problems.items() if found}


def _unfit(
    tx: Transaction,
    creations: Sequence[Creation],
    *,
    but: Container[Place],
    besides: Container[int],
) -> dict[int, AppError]:
    found: dict[int, AppError] = {}
    new = {
        i: c
        for i, c in enumerate(creations)
        if i not in besides and (c.key is None or c.key.place not in but)
    }
    found |= unfit.late(new, at=now())
    found |= unfit.clashes(tx.connection, {i: c for i, c in new.items() if i not in found})
    return found


def _begun(task: Task, waiting: Waiting | None, *, at: Millis) -> Task:
    """What it would wait for may have ended already."""
    if waiting is None or waiting.awaited or waiting.lost:
        return task
    return replace(task, status=Status.QUEUED, queued_at=at)


# Blocked ones wait too: who lets nothing end may not fill the table with what comes after it.
_WAITING = Prepared(
    select(task_counts.c.n).where(
        task_counts.c.status.in_([Status.QUEUED.value, Status.BLOCKED.value])
    )
)


def _waiting(tx: Transaction) -> int:
    return sum(n for (n,) in _WAITING.rows(tx.connection))


def _refusal(creation: Creation, replies: Mapping[Place, Reply]) -> Created | Exception:
    reply = None if creation.key is None else replies.get(creation.key.place)
    if reply is None:
        return QueueFull("as many tasks wait as may")
    if creation.key is not None and reply.body_hash != creation.key.body_hash:
        return IdempotencyKeyReused()
    return Created([], first_reply=reply.body)
