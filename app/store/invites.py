"""Invites: links with a secret that is good for one new account."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from app.core.account import AuditNote, Invite, User
from app.core.clock import Millis, now
from app.core.errors import Conflict, Forbidden, NotFound, Unauthenticated
from app.core.group_commit import Transaction
from app.core.person import Role
from app.models.people import invites
from app.store import audit
from app.store.user_create import NewUser, insert_user
from app.store.users import is_still

i = invites.c

COLUMNS = [
    i.id, i.email, i.role, i.created_by, i.created_at, i.expires_at, i.used_at, i.used_by,
    i.revoked_at,
]  # fmt: skip
_NAMES = tuple(c.name for c in COLUMNS)


def invite_of(row: Sequence[Any]) -> Invite:
    r = dict(zip(_NAMES, row, strict=True))
    return Invite(**{**r, "role": Role(r["role"])})


def _is_open(at: Millis) -> tuple[ColumnElement[bool], ...]:
    return i.used_at.is_(None), i.revoked_at.is_(None), i.expires_at > at


def open_ones(connection: Connection, *, of: int | None) -> list[Invite]:
    """Newest first; `of` is who made them, None for everybody's."""
    statement = select(*COLUMNS).where(*_is_open(now())).order_by(i.id.desc())
    if of is not None:
        statement = statement.where(i.created_by == of)
    return [invite_of(row) for row in connection.execute(statement)]


def by_secret(connection: Connection, secret: bytes) -> Invite | None:
    """As long as it is good; `secret` is the SHA-256 of it."""
    row = connection.execute(select(*COLUMNS).where(i.secret == secret, *_is_open(now()))).first()
    return None if row is None else invite_of(row)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvite:
    """`at_most` so many may one person have open, who has `creator_role`."""

    secret: bytes = field(repr=False)
    email: str | None
    role: Role
    created_by: int
    creator_role: Role
    expires_at: Millis
    at_most: int
    note: AuditNote


def create(tx: Transaction, new_invites: Sequence[NewInvite]) -> list[Invite | Exception]:
    return [_create(tx, new) for new in new_invites]


def _create(tx: Transaction, new: NewInvite) -> Invite | Exception:
    # Who is demoted in this very commit had the open ones revoked: none may come after that.
    if not is_still(tx.connection, new.created_by, new.creator_role):
        return Unauthenticated()
    at = now()
    mine = select(func.count()).where(i.created_by == new.created_by, *_is_open(at))
    if (tx.connection.scalar(mine) or 0) >= new.at_most:
        return Conflict(f"{new.at_most} invites are open: revoke some first")
    row = tx.connection.execute(
        insert(invites)
        .values(
            secret=new.secret,
            email=new.email,
            role=new.role.value,
            created_by=new.created_by,
            created_at=at,
            expires_at=new.expires_at,
        )
        .returning(*COLUMNS)
    ).one()
    invite = invite_of(row)
    details = {"email": invite.email, "role": invite.role.value}
    audit.write(tx, [replace(new.note, target=f"invite:{invite.id}", details=details)])
    return invite


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """`of` is whose it has to be, None for anybody's."""

    invite_id: int
    of: int | None
    note: AuditNote


def revoke(tx: Transaction, revocations: Sequence[Revocation]) -> list[Exception | None]:
    return [_revoke(tx, one) for one in revocations]


def _revoke(tx: Transaction, asked: Revocation) -> Exception | None:
    at = now()
    statement = update(invites).where(i.id == asked.invite_id, *_is_open(at))
    if asked.of is not None:
        statement = statement.where(i.created_by == asked.of)
    if tx.connection.scalar(statement.values(revoked_at=at).returning(i.id)) is None:
        return NotFound("invite", asked.invite_id)
    audit.write(tx, [asked.note])
    return None


def revoke_of(tx: Transaction, user_id: int) -> None:
    """All that a person has open: what they may no longer do, nobody does in their name."""
    at = now()
    tx.connection.execute(
        update(invites).where(i.created_by == user_id, *_is_open(at)).values(revoked_at=at)
    )


@dataclass(frozen=True, slots=True)
class Taking:
    """`new` gets the role of the invite."""

    secret: bytes = field(repr=False)
    new: NewUser


def take(tx: Transaction, takings: Sequence[Taking]) -> list[User | Exception]:
    """The verb: of all who come with the same invite one gets the account."""
    return [_take(tx, one) for one in takings]


def _take(tx: Transaction, asked: Taking) -> User | Exception:
    row = tx.connection.execute(
        select(*COLUMNS).where(i.secret == asked.secret, *_is_open(now())).with_for_update()
    ).first()
    if row is None:
        return no_such_invite()
    invite = invite_of(row)
    if not is_for(invite, asked.new.email):
        return no_such_invite()
    details = {**asked.new.note.details, "invite": invite.id, "invited_by": invite.created_by}
    note = replace(asked.new.note, details=details)
    user = insert_user(tx, replace(asked.new, role=invite.role, note=note))
    if isinstance(user, User):
        tx.connection.execute(
            update(invites).where(i.id == invite.id).values(used_at=now(), used_by=user.id)
        )
    return user


def is_for(invite: Invite, email: str) -> bool:
    return invite.email is None or invite.email == email


def no_such_invite() -> Forbidden:
    """One wording for all that can be wrong: it tells nobody what the invite is like."""
    return Forbidden("this invite is not good, or no more, or meant for another e-mail")
