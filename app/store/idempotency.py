"""What was answered to a request that carried an Idempotency-Key."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import Connection, delete, insert, select, tuple_

from app.core.clock import Millis, now
from app.core.group_commit import Transaction
from app.models.tables import idempotency_keys

_AT_ONCE = 1000

Place: TypeAlias = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Key:
    """A person's promise that two requests are one. `body` is what they sent."""

    by: int
    name: str
    body: bytes

    @property
    def place(self) -> Place:
        """Everybody chooses names for themselves."""
        return (self.by, self.name)

    @property
    def body_hash(self) -> bytes:
        return hashlib.sha256(self.body).digest()


@dataclass(frozen=True, slots=True)
class Reply:
    task_id: int
    body_hash: bytes
    body: bytes


def find(connection: Connection, keys: Sequence[Key]) -> dict[Place, Reply]:
    k = idempotency_keys.c
    rows = connection.execute(
        select(k.user_id, k.key, k.task_id, k.body_hash, k.reply).where(
            tuple_(k.user_id, k.key).in_({key.place for key in keys})
        )
    )
    return {(by, name): Reply(*reply) for by, name, *reply in rows}


def save(connection: Connection, key: Key, reply: Reply) -> None:
    connection.execute(
        insert(idempotency_keys).values(
            user_id=key.by,
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
    place = (k.user_id, k.key)
    old = select(*place).where(k.created_at < before).order_by(k.created_at).limit(_AT_ONCE)
    forgotten = delete(idempotency_keys).where(tuple_(*place).in_(old))
    gone = tx.connection.execute(forgotten).rowcount
    return gone == _AT_ONCE
