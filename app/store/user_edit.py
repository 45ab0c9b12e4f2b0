"""Accounts change and go, and with them the ways in. Each verb writes down in the audit log
what it did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import delete, exists, or_, select, update

from app.core.account import AuditNote, User
from app.core.clock import now
from app.core.errors import AppError, Conflict, NotFound, PreconditionFailed
from app.core.group_commit import Transaction
from app.core.person import LOCAL_ID, Role
from app.models.people import audit as audit_log
from app.models.people import users
from app.models.tables import tasks
from app.store import audit, invites
from app.store.credentials import revoke_tokens
from app.store.sessions import end_sessions
from app.store.user_create import is_taken
from app.store.users import COLUMNS, IS_ADMINISTRATOR, user_of

u, t = users.c, tasks.c

_MEMBERS = ("name", "email", "username", "external_id", "role")
# Each may do what those before it may.
_RANKS = {Role.VIEWER: 0, Role.USER: 1, Role.OPERATOR: 2, Role.ADMIN: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class UserChange:
    """`values` may hold name, email, username, external_id, role, `disabled`, and `password`:
    the hash.

    `keep_session` outlives a new password.
    """

    user_id: int
    values: Mapping[str, Any] = field(repr=False)
    note: AuditNote
    if_version: int | None = None
    keep_session: int | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """`members` differ now. `ended` tells that the person's ways in were closed, all but the
    session `kept`."""

    user: User
    members: frozenset[str] = frozenset()
    ended: bool = False
    kept: int | None = None


def change(tx: Transaction, changes: Sequence[UserChange]) -> list[Changed | Exception]:
    return [_change(tx, one) for one in changes]


def _change(tx: Transaction, asked: UserChange) -> Changed | AppError:
    before = _locked(tx, asked.user_id)
    if before is None:
        return NotFound("user", asked.user_id)
    if asked.if_version not in (None, before.version):
        return PreconditionFailed(f"the user has version {before.version}, not {asked.if_version}")
    values = _that_differ(before, asked.values)
    if not values:
        return Changed(before)
    refused = is_taken(tx, values, by_another_than=before.id)
    is_demoted = _RANKS[values.get("role", before.role)] < _RANKS[before.role]
    is_disabled = bool(values.get("disabled"))
    if is_demoted or is_disabled:
        refused = refused or _keeps_one(tx, before.id)
    if refused is not None:
        return refused
    after = _store(tx, before.id, values)
    kept = None if is_demoted or is_disabled else asked.keep_session
    ended = is_demoted or is_disabled or "password" in values
    if is_demoted or is_disabled:
        invites.revoke_of(tx, before.id)
    if ended:
        _close(tx, before.id, why=_why(values), keep=kept)
    audit.write(tx, [_noted(asked.note, before, values)])
    return Changed(after, frozenset(values), ended, kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    user_id: int
    note: AuditNote


def remove(tx: Transaction, removals: Sequence[Removal]) -> list[str | Exception | None]:
    """The name that is left in the place of who has done anything; else nothing is left."""
    return [_remove(tx, one) for one in removals]


def _remove(tx: Transaction, asked: Removal) -> str | AppError | None:
    user = _locked(tx, asked.user_id)
    if user is None:
        return NotFound("user", asked.user_id)
    refused = _keeps_one(tx, user.id)
    if refused is not None:
        return refused
    _close(tx, user.id, why="deleted", keep=None)
    invites.revoke_of(tx, user.id)
    left = f"deleted user {user.id}" if _has_history(tx, user.id) else None
    if left is None:
        tx.connection.execute(delete(users).where(u.id == user.id))
    else:
        _anonymise(tx, user, left)
    details = {"email": user.email, "name": user.name, "role": user.role.value}
    audit.write(tx, [replace(asked.note, details={**details, "history": left is not None})])
    return left


def name_owner(tx: Transaction, names: Sequence[str]) -> list[None]:
    """How the owner of the machine is called."""
    tx.connection.execute(update(users).where(u.id == LOCAL_ID).values(name=names[-1]))
    return [None] * len(names)


def _locked(tx: Transaction, user_id: int) -> User | None:
    row = tx.connection.execute(
        select(*COLUMNS).where(u.id == user_id, u.deleted_at.is_(None)).with_for_update()
    ).first()
    return None if row is None else user_of(row)


def _that_differ(before: User, values: Mapping[str, Any]) -> dict[str, Any]:
    """A password always does."""
    now_is = {name: getattr(before, name) for name in _MEMBERS}
    now_is["disabled"] = not before.is_active
    return {
        name: value for name, value in values.items() if name == "password" or now_is[name] != value
    }


def _keeps_one(tx: Transaction, user_id: int) -> Conflict | None:
    """Locks the administrators, so that no two can go at once because of each other."""
    them = set(
        tx.connection.scalars(
            select(u.id).where(*IS_ADMINISTRATOR).order_by(u.id).with_for_update()
        )
    )
    if them == {user_id}:
        return Conflict("this is the only administrator: make another one first")
    return None


def _store(tx: Transaction, user_id: int, values: Mapping[str, Any]) -> User:
    at = now()
    columns = {name: value for name, value in values.items() if name != "disabled"}
    if "disabled" in values:
        columns["disabled_at"] = at if values["disabled"] else None
    if "role" in values:
        columns["role"] = Role(values["role"]).value
    row = tx.connection.execute(
        update(users)
        .where(u.id == user_id)
        .values(**columns, updated_at=at, version=u.version + 1)
        .returning(*COLUMNS)
    ).one()
    return user_of(row)


def _close(tx: Transaction, user_id: int, *, why: str, keep: int | None) -> None:
    end_sessions(tx, user_id, why=why, keep=keep)
    revoke_tokens(tx, user_id)


def _why(values: Mapping[str, Any]) -> str:
    """The gravest."""
    if values.get("disabled"):
        return "disabled"
    return "demoted" if "role" in values else "password"


def _noted(note: AuditNote, before: User, values: Mapping[str, Any]) -> AuditNote:
    was: dict[str, object] = {"disabled": not before.is_active}
    changed = {
        name: "changed"
        if name == "password"
        else {"before": was.get(name, getattr(before, name, None)), "after": value}
        for name, value in values.items()
    }
    if "disabled" in values:
        action = "user.disable" if values["disabled"] else "user.enable"
        note = replace(note, action=action)
    return replace(note, details={**note.details, **changed})


def _has_history(tx: Transaction, user_id: int) -> bool:
    """Is there anything that would be nobody's?"""
    return bool(
        tx.connection.scalar(
            select(
                or_(
                    exists().where(t.created_by == user_id),
                    exists().where(t.assigned_to == user_id),
                    exists().where(audit_log.c.actor_id == user_id),
                )
            )
        )
    )


def _anonymise(tx: Transaction, user: User, name: str) -> None:
    at = now()
    tx.connection.execute(
        update(users)
        .where(u.id == user.id)
        .values(
            email=None,
            username=None,
            external_id=None,
            password=None,
            name=name,
            disabled_at=at if user.disabled_at is None else user.disabled_at,
            deleted_at=at,
            updated_at=at,
            version=u.version + 1,
        )
    )
