"""API tokens, as their owners see them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from app.core.account import ApiToken, AuditNote
from app.core.clock import Millis, now
from app.core.errors import Conflict, NotFound, Unauthenticated
from app.core.group_commit import Transaction
from app.core.person import Role, Scope
from app.models.people import api_tokens
from app.store import audit
from app.store.users import is_still

k = api_tokens.c

COLUMNS = [
    k.id, k.user_id, k.name, k.hint, k.scopes, k.created_at, k.expires_at, k.last_used_at,
    k.last_used_from, k.revoked_at,
]  # fmt: skip
_NAMES = tuple(c.name for c in COLUMNS)


def token_of(row: Sequence[Any]) -> ApiToken:
    r = dict(zip(_NAMES, row, strict=True))
    return ApiToken(**{**r, "scopes": frozenset(map(Scope, r["scopes"]))})


def of_user(connection: Connection, user_id: int) -> list[ApiToken]:
    """Newest first, the expired ones too, the revoked ones not."""
    rows = connection.execute(
        select(*COLUMNS).where(k.user_id == user_id, k.revoked_at.is_(None)).order_by(k.id.desc())
    )
    return [token_of(row) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """`at_most` so many may one person have that are good; the person has `role`."""

    user_id: int
    role: Role
    name: str
    secret: bytes = field(repr=False)
    hint: str
    scopes: frozenset[Scope]
    expires_at: Millis | None
    at_most: int
    note: AuditNote


def create(tx: Transaction, new_tokens: Sequence[NewToken]) -> list[ApiToken | Exception]:
    return [_create(tx, new) for new in new_tokens]


def _create(tx: Transaction, new: NewToken) -> ApiToken | Exception:
    # Who is disabled in this very commit had all tokens revoked: none may come after that.
    if not is_still(tx.connection, new.user_id, new.role):
        return Unauthenticated()
    at = now()
    living = select(func.count()).where(
        k.user_id == new.user_id,
        k.revoked_at.is_(None),
        or_(k.expires_at.is_(None), k.expires_at > at),
    )
    if (tx.connection.scalar(living) or 0) >= new.at_most:
        return Conflict(f"there are {new.at_most} tokens: revoke some first")
    scopes = sorted(scope.value for scope in new.scopes)
    row = tx.connection.execute(
        insert(api_tokens)
        .values(
            user_id=new.user_id,
            name=new.name,
            secret=new.secret,
            hint=new.hint,
            scopes=scopes,
            created_at=at,
            expires_at=new.expires_at,
        )
        .returning(*COLUMNS)
    ).one()
    token = token_of(row)
    details = {"name": token.name, "scopes": scopes, "expires_at": token.expires_at}
    audit.write(tx, [replace(new.note, target=f"token:{token.id}", details=details)])
    return token


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """`of` is whose it has to be, None for anybody's."""

    token_id: int
    of: int | None
    note: AuditNote


def revoke(tx: Transaction, revocations: Sequence[Revocation]) -> list[int | Exception]:
    """The verb: whose it was."""
    return [_revoke(tx, one) for one in revocations]


def _revoke(tx: Transaction, asked: Revocation) -> int | Exception:
    statement = update(api_tokens).where(k.id == asked.token_id, k.revoked_at.is_(None))
    if asked.of is not None:
        statement = statement.where(k.user_id == asked.of)
    owner: int | None = tx.connection.scalar(
        statement.values(revoked_at=now()).returning(k.user_id)
    )
    if owner is None:
        return NotFound("token", asked.token_id)
    audit.write(tx, [replace(asked.note, details={"owner": owner})])
    return owner
