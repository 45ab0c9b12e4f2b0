"""A refresh token is exchanged for its successor, once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, select, update

from app.core.account import AuditNote, Origin, User
from app.core.clock import Millis, millis, now
from app.core.group_commit import Transaction
from app.core.security.session_life import BEARER, GRACE, bearer_end
from app.models.people import sessions, users
from app.store import audit
from app.store.users import COLUMNS, user_of

u, s = users.c, sessions.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """`secret` and `successor` are digests; `sealed` is the successor for who has the token."""

    secret: bytes = field(repr=False)
    family: bytes = field(repr=False)
    successor: bytes = field(repr=False)
    sealed: bytes = field(repr=False)
    origin: Origin


@dataclass(frozen=True, slots=True)
class Rotated:
    """`sealed` is the successor that is good: somebody may have been first."""

    session_id: int
    user: User
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reused:
    """A token came back that was exchanged before: the session was ended."""

    session_id: int
    user_id: int


def is_known(connection: Connection, family: bytes) -> bool:
    return connection.scalar(select(exists().where(s.family == family))) or False


def rotate(tx: Transaction, rotations: Sequence[Rotation]) -> list[Rotated | Reused | None]:
    """None for a session that has ended or expired, or whose person may not come in."""
    return [_rotate(tx, one) for one in rotations]


def _rotate(tx: Transaction, asked: Rotation) -> Rotated | Reused | None:
    at = now()
    row = tx.connection.execute(
        update(sessions)
        .where(s.secret == asked.secret, *_is_open(at))
        .values(
            secret=asked.successor,
            previous=s.secret,
            sealed=asked.sealed,
            rotated_at=at,
            last_used_at=at,
            expires_at=bearer_end(at),
            address=asked.origin.address,
        )
        .returning(s.id, s.user_id)
    ).first()
    if row is not None:
        return Rotated(row.id, _user(tx, row.user_id), asked.sealed)
    return _again(tx, asked, at)


def _again(tx: Transaction, asked: Rotation, at: Millis) -> Rotated | Reused | None:
    row = tx.connection.execute(
        select(s.id, s.user_id, s.previous, s.sealed, s.rotated_at).where(
            s.family == asked.family, *_is_open(at)
        )
    ).first()
    if row is None:
        return None
    if row.previous == asked.secret and abs(at - row.rotated_at) <= millis(GRACE):
        return Rotated(row.id, _user(tx, row.user_id), row.sealed)
    return _end_reused(tx, row, asked.origin, at)


def _is_open(at: Millis) -> tuple[ColumnElement[bool], ...]:
    active = select(u.id).where(u.disabled_at.is_(None))
    return (
        s.kind == BEARER,
        s.ended_at.is_(None),
        s.expires_at > at,
        s.user_id.in_(active),
    )


def _end_reused(tx: Transaction, row: Any, origin: Origin, at: Millis) -> Reused:
    tx.connection.execute(
        update(sessions).where(s.id == row.id).values(ended_at=at, ended_why="reuse")
    )
    note = AuditNote(
        action="session.reuse",
        outcome="refused",
        address=origin.address,
        target=f"session:{row.id}",
        details={"user": row.user_id},
    )
    audit.write(tx, [note])
    return Reused(row.id, row.user_id)


def _user(tx: Transaction, user_id: int) -> User:
    return user_of(tx.connection.execute(select(*COLUMNS).where(u.id == user_id)).one())
