"""Who can be given a task."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from app.core.errors import Invalid
from app.core.person import Role
from app.models.people import users

u = users.c


def able(connection: Connection, user_ids: Collection[int]) -> set[int]:
    """Those of them who have an account, may use it, and may do more than look."""
    statement = select(u.id).where(
        u.id.in_(user_ids), u.disabled_at.is_(None), u.role != Role.VIEWER.value
    )
    return set(connection.scalars(statement))


def unable(where: str) -> Invalid:
    return Invalid([(where, "unknown-user", "nobody with this id can be given a task")])
