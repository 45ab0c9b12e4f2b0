"""Who can be given a task."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from app.core.errors import Invalid
from app.models.people import users

u = users.c


def able(connection: Connection, user_ids: Collection[int]) -> set[int]:
    """Those of them who have an account and may use it."""
    statement = select(u.id).where(u.id.in_(user_ids), u.disabled_at.is_(None))
    return set(connection.scalars(statement))


def unable(where: str) -> Invalid:
    return Invalid([(where, "unknown-user", "there is no active user with this id")])
