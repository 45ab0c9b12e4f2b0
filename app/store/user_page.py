"""The list of people, each with the numbers of their tasks."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select, tuple_

from app.core.account import User, UserStats
from app.core.account_query import UserQuery
from app.core.lifecycle import ACTIVE, Status
from app.models.people import users
from app.models.statistics import assignee_counts
from app.store import cursor
from app.store.users import COLUMNS, user_of

u, a = users.c, assignee_counts.c

_AT_WORK = ACTIVE | {Status.IN_PROGRESS}
_BY_NAME = func.lower(u.name).label("by_name")


def page(
    connection: Connection, query: UserQuery, *, searched: Sequence[ColumnElement[Any]]
) -> tuple[list[User], str | None]:
    """`searched` are the columns `q` looks into. Also gives the cursor of the next page."""
    descending = query.order_by.startswith("-")
    by_name = query.order_by.lstrip("-") == "name"
    columns: list[ColumnElement[Any]] = [_BY_NAME, u.id] if by_name else [u.id]
    filters = _filters(query, searched)
    if query.cursor is not None:
        kinds = [str, int] if by_name else [int]
        place = cursor.decode(query.cursor, query.order_by, kinds=kinds)
        here = tuple_(*(c.element if c is _BY_NAME else c for c in columns))
        filters.append(here < place if descending else here > place)
    rows = connection.execute(
        select(*COLUMNS, *columns)
        .where(*filters)
        .order_by(*(c.desc() if descending else c.asc() for c in columns))
        .limit(query.limit + 1)
    ).all()
    shown = rows[: query.limit]
    more = len(rows) > query.limit
    next_cursor = cursor.encode(query.order_by, shown[-1][len(COLUMNS) :]) if more else None
    return [user_of(row[: len(COLUMNS)]) for row in shown], next_cursor


def with_statistics(
    connection: Connection, query: UserQuery, *, searched: Sequence[ColumnElement[Any]]
) -> tuple[list[User], dict[int, UserStats], str | None]:
    found, next_cursor = page(connection, query, searched=searched)
    return found, statistics(connection, [user.id for user in found]), next_cursor


EVERY_NAME: tuple[ColumnElement[Any], ...] = (u.name, u.email, u.username)
SHOWN_NAME: tuple[ColumnElement[Any], ...] = (u.name,)


def statistics(connection: Connection, user_ids: Collection[int]) -> dict[int, UserStats]:
    """Of the tasks assigned to each, as triggers have counted them."""
    if not user_ids:
        return {}
    rows = connection.execute(select(a.user_id, a.status, a.n).where(a.user_id.in_(user_ids)))
    counted: dict[int, dict[Status, int]] = {user_id: {} for user_id in user_ids}
    for user_id, status, n in rows:
        counted[user_id][Status(status)] = n
    return {user_id: _stats(of_one) for user_id, of_one in counted.items()}


def _stats(counted: dict[Status, int]) -> UserStats:
    return UserStats(
        assigned=sum(counted.values()),
        completed=counted.get(Status.COMPLETED, 0),
        in_progress=sum(n for status, n in counted.items() if status in _AT_WORK),
        failed=counted.get(Status.FAILED, 0),
    )


def _filters(query: UserQuery, searched: Sequence[ColumnElement[Any]]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [u.deleted_at.is_(None)]
    if query.roles is not None:
        found.append(u.role.in_([role.value for role in query.roles]))
    if query.disabled is not None:
        found.append(u.disabled_at.is_not(None) if query.disabled else u.disabled_at.is_(None))
    if query.external_ids is not None:
        found.append(u.external_id.in_(query.external_ids))
    words = (query.q or "").split()
    found += (or_(*(c.icontains(word, autoescape=True) for c in searched)) for word in words)
    return found
