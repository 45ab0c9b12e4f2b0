"""New tasks, many in one statement, each at most once per idempotency key."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert

from app.core.clock import Millis, now
from app.core.errors import IdempotencyKeyReused
from app.core.event import EventType
from app.core.group_commit import Change, Transaction
from app.core.task import NewTask, Task
from app.models.tables import task_tags, tasks
from app.store import idempotency
from app.store.idempotency import Key, Reply
from app.store.ids import next_ids
from app.store.ordering import run_order
from app.store.rows import new_task, row_of


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

    def __init__(self, *, head_start: timedelta, encode: Callable[[Task], bytes]) -> None:
        self._head_start = head_start
        self._encode = encode

    def __call__(self, tx: Transaction, creations: Sequence[Creation]) -> list[Created | Exception]:
        keys = [c.key for c in creations if c.key is not None]
        replies = idempotency.find(tx.connection, keys) if keys else {}
        fresh = _first_uses(creations, known=replies.keys())
        made = iter(self._insert(tx, [n for c in fresh.values() for n in c.new], at=now()))
        outcomes: list[Created | Exception] = []
        for i, creation in enumerate(creations):
            if i not in fresh:
                outcomes.append(_replay(creation.key, replies))
                continue
            tasks_made = [next(made) for _ in creation.new]
            if creation.key is not None:
                first = tasks_made[0]
                reply = Reply(first.id, creation.key.body_hash, self._encode(first))
                replies[creation.key.name] = reply
                idempotency.save(tx.connection, creation.key, reply)
            outcomes.append(Created(tasks_made))
        return outcomes

    def _insert(self, tx: Transaction, new: Sequence[NewTask], *, at: Millis) -> list[Task]:
        if not new:
            return []
        ids = next_ids(tx.connection, tasks, len(new))
        made = [new_task(i, n, now=at) for i, n in zip(ids, new, strict=True)]
        rows = [
            row_of(t, run_order=run_order(at, t.priority, head_start=self._head_start))
            for t in made
        ]
        tx.connection.execute(insert(tasks), rows)
        tags = [{"tag": tag, "task_id": t.id} for t in made for tag in set(t.tags)]
        if tags:
            tx.connection.execute(insert(task_tags), tags)
        tx.changes += [Change(EventType.CREATED, t.id, t, {"status": t.status}) for t in made]
        return made


def _first_uses(creations: Sequence[Creation], *, known: Iterable[str]) -> dict[int, Creation]:
    """Those to be carried out, by position: no key, or a key not used before or among them."""
    used = set(known)
    fresh: dict[int, Creation] = {}
    for i, creation in enumerate(creations):
        if creation.key is None:
            fresh[i] = creation
        elif creation.key.name not in used:
            used.add(creation.key.name)
            fresh[i] = creation
    return fresh


def _replay(key: Key | None, replies: dict[str, Reply]) -> Created | Exception:
    assert key is not None
    reply = replies[key.name]
    if reply.body_hash != key.body_hash:
        return IdempotencyKeyReused()
    return Created([], first_reply=reply.body)
