"""People as the database knows them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from app.core.account import User
from app.core.person import LOCAL_ID, Role
from app.models.people import users

u = users.c

# Selecting these, in this order, gives what `user_of` reads.
COLUMNS = [
    u.id, u.email, u.username, u.name, u.role, u.created_at, u.updated_at, u.last_login_at,
    u.disabled_at, u.deleted_at, u.version, u.external_id,
]  # fmt: skip
_NAMES = tuple(c.name for c in COLUMNS)


def user_of(row: Sequence[Any]) -> User:
    r = dict(zip(_NAMES, row, strict=True))
    return User(**{**r, "role": Role(r["role"])})


def one(connection: Connection, user_id: int) -> User | None:
    """Not who was deleted."""
    row = connection.execute(
        select(*COLUMNS).where(u.id == user_id, u.deleted_at.is_(None))
    ).first()
    return None if row is None else user_of(row)


def password(connection: Connection, user_id: int) -> str | None:
    """The hash of it."""
    return connection.scalar(select(u.password).where(u.id == user_id))


def is_still(connection: Connection, user_id: int, role: Role) -> bool:
    """Is this an account that may be used, with this role?"""
    found = select(u.id).where(u.id == user_id, u.role == role.value, u.disabled_at.is_(None))
    return connection.scalar(found) is not None


def load_people(connection: Connection) -> list[tuple[int, str]]:
    """The id and name of everybody there ever was and of whom anything is left."""
    return [(row.id, row.name) for row in connection.execute(select(u.id, u.name))]


def administrators(connection: Connection) -> int:
    """How many there are who can sign in. The owner of the machine cannot."""
    return connection.scalar(select(func.count()).where(*IS_ADMINISTRATOR)) or 0


IS_ADMINISTRATOR: tuple[ColumnElement[bool], ...] = (
    u.role == Role.ADMIN.value,
    u.disabled_at.is_(None),
    u.password.is_not(None),
    u.id != LOCAL_ID,
)
