"""New tasks, many in one statement, each at most once per idempotency key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from app.core.clock import Millis, now
from app.core.errors import IdempotencyKeyReused, QueueFull
from app.core.event import EventType
from app.core.group_commit import Change, Transaction
from app.core.lifecycle import Status
from app.core.task import NewTask, Task
from app.models.tables import task_counts, task_tags, tasks
from app.store import idempotency
from app.store.bulk import Prepared, insert_rows
from app.store.idempotency import Key, Reply
from app.store.ids import next_ids
from app.store.ordering import run_order
from app.store.rows import NEW_COLUMNS, new_task, row_of


@dataclass(frozen=True, slots=True)
class Creation:
    """Tasks created together, all or none; with a key, just one."""

    new: tuple[NewTask, ...]
    key: Key | None = None


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
    ) -> None:
        self._head_start = head_start
        self._grace = grace
        self._encode = encode
        self._limit = queue_limit

    def __call__(self, tx: Transaction, creations: Sequence[Creation]) -> list[Created | Exception]:
        keys = [c.key for c in creations if c.key is not None]
        replies = idempotency.find(tx.connection, keys) if keys else {}
        fresh = self._fresh(tx, creations, used=set(replies))
        made = iter(self._insert(tx, [n for i in fresh for n in creations[i].new], at=now()))
        outcomes: dict[int, Created] = {}
        for i in fresh:
            outcomes[i] = Created([next(made) for _ in creations[i].new])
            key = creations[i].key
            if key is not None:
                replies[key.name] = self._remember(tx, key, outcomes[i].tasks[0])
        return [outcomes.get(i) or _refusal(c, replies) for i, c in enumerate(creations)]

    def _fresh(
        self, tx: Transaction, creations: Sequence[Creation], *, used: set[str]
    ) -> list[int]:
        """The places of those to be carried out: not a key's second use, and there is room."""
        room = self._limit - _waiting(tx)
        fresh: list[int] = []
        for i, creation in enumerate(creations):
            if len(creation.new) > room or (creation.key and creation.key.name in used):
                continue
            room -= len(creation.new)
            fresh.append(i)
            if creation.key is not None:
                used.add(creation.key.name)
        return fresh

    def _remember(self, tx: Transaction, key: Key, task: Task) -> Reply:
        reply = Reply(task.id, key.body_hash, self._encode(task))
        idempotency.save(tx.connection, key, reply)
        return reply

    def _insert(self, tx: Transaction, new: Sequence[NewTask], *, at: Millis) -> list[Task]:
        if not new:
            return []
        ids = next_ids(tx.connection, tasks, len(new))
        made = [new_task(i, n, now=at, grace=self._grace) for i, n in zip(ids, new, strict=True)]
        rows = [
            row_of(t, run_order=run_order(at, t.priority, head_start=self._head_start))
            for t in made
        ]
        insert_rows(tx.connection, tasks, NEW_COLUMNS, rows)
        tags = [(tag, t.id) for t in made for tag in set(t.tags)]
        insert_rows(tx.connection, task_tags, ("tag", "task_id"), tags)
        tx.changes += [Change(EventType.CREATED, t.id, t, {"status": t.status}) for t in made]
        return made


_WAITING = Prepared(select(task_counts.c.n).where(task_counts.c.status == Status.QUEUED.value))


def _waiting(tx: Transaction) -> int:
    return sum(n for (n,) in _WAITING.rows(tx.connection))


def _refusal(creation: Creation, replies: dict[str, Reply]) -> Created | Exception:
    reply = None if creation.key is None else replies.get(creation.key.name)
    if reply is None:
        return QueueFull("as many tasks wait as may")
    if creation.key is not None and reply.body_hash != creation.key.body_hash:
        return IdempotencyKeyReused()
    return Created([], first_reply=reply.body)
