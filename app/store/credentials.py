"""Whose a secret is, and what it is good for."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import ColumnElement, Connection, or_, select, update

from app.core.account import User
from app.core.clock import Millis, now
from app.core.group_commit import Transaction
from app.core.person import EVERYTHING, Role, Scope, Way
from app.core.security.session_life import BEARER, COOKIE
from app.models.people import api_tokens, sessions, users
from app.store.users import COLUMNS, user_of

u, s, k = users.c, sessions.c, api_tokens.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """One that is good at this moment. `id` is of the session or the API token."""

    way: Way
    id: int
    user_id: int
    name: str
    role: Role
    scopes: frozenset[Scope]
    created_at: Millis
    expires_at: Millis | None
    last_used_at: Millis | None
    by_cookie: bool = False


def of_api_token(connection: Connection, secret: bytes) -> Credential | None:
    row = connection.execute(
        select(
            k.id, k.user_id, u.name, u.role, k.scopes, k.created_at, k.expires_at, k.last_used_at
        )
        .join(users, u.id == k.user_id)
        .where(
            k.secret == secret,
            k.revoked_at.is_(None),
            or_(k.expires_at.is_(None), k.expires_at > now()),
            u.disabled_at.is_(None),
        )
    ).first()
    if row is None:
        return None
    found = row._asdict()
    found |= {"role": Role(row.role), "scopes": frozenset(map(Scope, row.scopes))}
    return Credential(way=Way.TOKEN, **found)


def of_cookie(connection: Connection, secret: bytes) -> Credential | None:
    found = _of_session(connection, s.secret == secret, s.kind == COOKIE)
    return None if found is None else replace(found, by_cookie=True)


def of_session(
    connection: Connection, session_id: int, user_id: int, until: Millis
) -> Credential | None:
    """For an access token of it, which is good `until` then."""
    found = _of_session(connection, s.id == session_id, s.user_id == user_id, s.kind == BEARER)
    return None if found is None else replace(found, expires_at=until)


def _of_session(connection: Connection, *which: ColumnElement[bool]) -> Credential | None:
    row = connection.execute(
        select(s.id, s.user_id, u.name, u.role, s.created_at, s.expires_at, s.last_used_at)
        .join(users, u.id == s.user_id)
        .where(*which, s.ended_at.is_(None), s.expires_at > now(), u.disabled_at.is_(None))
    ).first()
    if row is None:
        return None
    found = row._asdict() | {"role": Role(row.role)}
    return Credential(way=Way.SESSION, scopes=EVERYTHING, **found)


def by_login(connection: Connection, name: str) -> tuple[User, str | None] | None:
    """The account with this e-mail or username, as they are compared, and its password's hash."""
    row = connection.execute(
        select(*COLUMNS, u.password).where(or_(u.email == name, u.username == name))
    ).first()
    return None if row is None else (user_of(row[:-1]), row[-1])


@dataclass(frozen=True, slots=True)
class Use:
    """Of a session or an API token, by `id`. `expires_at` is moved where it is given."""

    id: int
    at: Millis
    address: str | None = field(repr=False)
    expires_at: Millis | None = None


def note_token_uses(tx: Transaction, uses: Sequence[Use]) -> list[None]:
    for use in uses:
        tx.connection.execute(
            update(api_tokens)
            .where(k.id == use.id, or_(k.last_used_at.is_(None), k.last_used_at < use.at))
            .values(last_used_at=use.at, last_used_from=use.address)
        )
    return [None] * len(uses)


def note_session_uses(tx: Transaction, uses: Sequence[Use]) -> list[None]:
    for use in uses:
        values: dict[str, object] = {"last_used_at": use.at, "address": use.address}
        if use.expires_at is not None:
            values["expires_at"] = use.expires_at
        tx.connection.execute(
            update(sessions)
            .where(s.id == use.id, s.ended_at.is_(None), s.last_used_at < use.at)
            .values(**values)
        )
    return [None] * len(uses)


def revoke_tokens(tx: Transaction, user_id: int) -> list[int]:
    """All API tokens of a person; which they were."""
    return list(
        tx.connection.scalars(
            update(api_tokens)
            .where(k.user_id == user_id, k.revoked_at.is_(None))
            .values(revoked_at=now())
            .returning(k.id)
        )
    )
