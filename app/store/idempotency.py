"""What was answered to a request that carried an Idempotency-Key."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from app.core.clock import Millis, now
from app.core.group_commit import Transaction
from app.models.tables import idempotency_keys

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Key:
    """A client's promise that two requests are one. `body` is what it sent."""

    name: str
    body: bytes

    @property
    def body_hash(self) -> bytes:
        return hashlib.sha256(self.body).digest()


@dataclass(frozen=True, slots=True)
class Reply:
    task_id: int
    body_hash: bytes
    body: bytes


def find(connection: Connection, keys: Sequence[Key]) -> dict[str, Reply]:
    k = idempotency_keys.c
    rows = connection.execute(
        select(k.key, k.task_id, k.body_hash, k.reply).where(k.key.in_({x.name for x in keys}))
    )
    return {name: Reply(task_id, body_hash, reply) for name, task_id, body_hash, reply in rows}


def save(connection: Connection, key: Key, reply: Reply) -> None:
    connection.execute(
        insert(idempotency_keys).values(
            key=key.name,
            body_hash=reply.body_hash,
            task_id=reply.task_id,
            reply=reply.body,
            created_at=now(),
        )
    )


def forget(tx: Transaction, before: Sequence[Millis]) -> list[bool]:
    """Forget the keys first used before a time, at most a thousand at once; are there more?"""
    return [_forget(tx, at) for at in before]


def _forget(tx: Transaction, before: Millis) -> bool:
    k = idempotency_keys.c
    old = select(k.key).where(k.created_at < before).order_by(k.created_at).limit(_AT_ONCE)
    gone = tx.connection.execute(delete(idempotency_keys).where(k.key.in_(old))).rowcount
    return gone == _AT_ONCE
