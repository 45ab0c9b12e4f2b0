"""Sessions begin, go on and end. Each verb writes down in the audit log what it did."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, delete, insert, or_, select, update

from app.core.account import AuditNote, Origin, Session, User
from app.core.clock import Millis, now
from app.core.group_commit import Transaction
from app.models.people import api_tokens, sessions, users
from app.store import audit
from app.store.users import COLUMNS, user_of

u, s, k = users.c, sessions.c, api_tokens.c

_AT_ONCE = 1000
_AGENT = 200  # letters: a stranger chooses them
_FACTS = [
    s.id, s.user_id, s.kind, s.created_at, s.last_used_at, s.expires_at, s.ended_at, s.address,
    s.agent,
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """`proved` is the password's hash as it was when the password was checked, if it was;
    `rehashed` takes its place."""

    user_id: int
    kind: str
    secret: bytes = field(repr=False)
    family: bytes | None = field(repr=False)
    expires_at: Millis
    origin: Origin
    proved: str | None = field(default=None, repr=False)
    rehashed: str | None = field(default=None, repr=False)


def begin(tx: Transaction, new: Sequence[NewSession]) -> list[tuple[int, User] | None]:
    """The session's id, and whose it is; None when the account was disabled or its password
    changed meanwhile."""
    return [_begin(tx, one) for one in new]


def _begin(tx: Transaction, new: NewSession) -> tuple[int, User] | None:
    at = now()
    user = _signed_in(tx, new, at)
    if user is None:
        return None
    session_id: int = tx.connection.execute(
        insert(sessions)
        .values(
            user_id=new.user_id,
            kind=new.kind,
            secret=new.secret,
            family=new.family,
            created_at=at,
            last_used_at=at,
            expires_at=new.expires_at,
            address=new.origin.address,
            agent=_agent(new.origin),
        )
        .returning(s.id)
    ).scalar_one()
    note = AuditNote(
        action="session.begin",
        actor_id=user.id,
        actor_name=user.name,
        via=f"session:{session_id}",
        address=new.origin.address,
        target=f"session:{session_id}",
        details={"kind": new.kind},
    )
    audit.write(tx, [note])
    return session_id, user


def _signed_in(tx: Transaction, new: NewSession, at: Millis) -> User | None:
    statement = update(users).where(u.id == new.user_id, u.disabled_at.is_(None))
    values: dict[str, object] = {"last_login_at": at}
    if new.proved is not None:
        statement = statement.where(u.password == new.proved)
    if new.rehashed is not None:
        values["password"] = new.rehashed
    row = tx.connection.execute(statement.values(**values).returning(*COLUMNS)).first()
    return None if row is None else user_of(row)


def open_of(connection: Connection, user_id: int) -> list[Session]:
    """The newest first."""
    rows = connection.execute(
        select(*_FACTS)
        .where(s.user_id == user_id, s.ended_at.is_(None), s.expires_at > now())
        .order_by(s.id.desc())
    )
    return [Session(**row._asdict()) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """Of the session of `of`, or of anybody's when that is None."""

    session_id: int
    of: int | None
    why: str
    note: AuditNote


def end(tx: Transaction, endings: Sequence[Ending]) -> list[int | None]:
    """Whose session it was; None when there is no such open one."""
    return [_end(tx, one) for one in endings]


def _end(tx: Transaction, asked: Ending) -> int | None:
    statement = update(sessions).where(s.id == asked.session_id, s.ended_at.is_(None))
    if asked.of is not None:
        statement = statement.where(s.user_id == asked.of)
    owner: int | None = tx.connection.scalar(
        statement.values(ended_at=now(), ended_why=asked.why).returning(s.user_id)
    )
    if owner is not None:
        details = {**asked.note.details, "why": asked.why, "user": owner}
        audit.write(tx, [replace(asked.note, details=details)])
    return owner


def end_sessions(tx: Transaction, user_id: int, *, why: str, keep: int | None = None) -> list[int]:
    """All of a person but `keep`; which they were. What it was done for is to be noted."""
    statement = update(sessions).where(s.user_id == user_id, s.ended_at.is_(None))
    if keep is not None:
        statement = statement.where(s.id != keep)
    return list(
        tx.connection.scalars(statement.values(ended_at=now(), ended_why=why).returning(s.id))
    )


def forget_old(tx: Transaction, before: Sequence[Millis]) -> list[bool]:
    """Forget the sessions and API tokens that ended before a time, at most a thousand of each at
    once; are there more?"""
    return [_forget_old(tx, at) for at in before]


def _forget_old(tx: Transaction, before: Millis) -> bool:
    old_sessions = (
        select(s.id).where(or_(s.expires_at < before, s.ended_at < before)).limit(_AT_ONCE)
    )
    old_tokens = (
        select(k.id).where(or_(k.expires_at < before, k.revoked_at < before)).limit(_AT_ONCE)
    )
    gone = (
        tx.connection.execute(delete(sessions).where(s.id.in_(old_sessions))).rowcount,
        tx.connection.execute(delete(api_tokens).where(k.id.in_(old_tokens))).rowcount,
    )
    return _AT_ONCE in gone


def _agent(origin: Origin) -> str | None:
    return None if origin.agent is None else origin.agent[:_AGENT]
