"""The list of tasks: filters, order, and a cursor that remembers the place."""

import base64
import binascii
import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    and_,
    func,
    or_,
    select,
    tuple_,
    union_all,
)

from app.core.errors import Invalid
from app.core.lifecycle import Status
from app.core.query import TaskPage, TaskQuery
from app.core.task import Task
from app.models.tables import task_tags, tasks
from app.store import find
from app.store.rows import COLUMNS, task_of

t = tasks.c

# What orders a list. Ids grow with time, so the id itself stands for created_at.
_NO_DURATION = -1
_ORDERS: dict[str, ColumnElement[Any]] = {
    "priority": t.priority,
    "duration": func.coalesce(t.duration_ms, _NO_DURATION),
}


def page(connection: Connection, query: TaskQuery) -> TaskPage:
    descending = query.order_by.startswith("-")
    order = query.order_by.lstrip("-")
    columns: list[ColumnElement[Any]] = [t.id] if order == "created_at" else [_ORDERS[order], t.id]
    filters = _filters(query)
    if query.cursor is not None:
        place = _decode(query.cursor, query.order_by)
        here = tuple_(*columns)
        filters.append(here < place if descending else here > place)
    ordering = [c.desc() if descending else c.asc() for c in columns]
    if query.statuses and order == "created_at":
        filters = [t.id.in_(_of_each(query.statuses, filters, ordering, query.limit + 1))]
    statement = select(*COLUMNS).where(*filters).order_by(*ordering).limit(query.limit + 1)
    rows = connection.execute(statement).all()
    found = [task_of(row) for row in rows[: query.limit]]
    more = len(rows) > query.limit
    return TaskPage(found, _encode(found[-1], query.order_by) if more else None)


def _of_each(
    statuses: Collection[Status],
    filters: Sequence[ColumnElement[bool]],
    ordering: Sequence[ColumnElement[Any]],
    limit: int,
) -> CompoundSelect[tuple[int]]:
    """The ids that may be on the page, status by status: for several at once SQLite would go
    through all tasks until it has enough."""
    ids = (
        select(t.id).where(t.status == s.value, *filters).order_by(*ordering).limit(limit)
        for s in sorted(statuses)
    )
    return union_all(*(select(some.subquery().c.id) for some in ids))


def counts(connection: Connection, query: TaskQuery) -> dict[Status, int]:
    """By status, of what the other filters leave."""
    filters = _filters(query, but_status=True)
    if not filters:
        return find.totals(connection)
    rows = connection.execute(
        select(t.status, func.count()).where(*filters).group_by(t.status)
    ).all()
    counted = {Status(status): n for status, n in rows}
    return {status: counted.get(status, 0) for status in Status}


def ids(connection: Connection, query: TaskQuery, *, limit: int) -> list[int]:
    statement: Select[tuple[int]] = select(t.id).where(*_filters(query)).order_by(t.id)
    return list(connection.scalars(statement.limit(limit)))


def _filters(query: TaskQuery, *, but_status: bool = False) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.statuses is not None and not but_status:
        found.append(t.status.in_([s.value for s in query.statuses]))
    if query.priorities is not None:
        found.append(t.priority.in_([p.value for p in query.priorities]))
    if query.kinds is not None and "command" not in query.kinds:
        found.append(t.id.is_(None))
    if query.queues is not None and "default" not in query.queues:
        found.append(t.id.is_(None))
    for column, values in (
        (t.name, query.names),
        (t.external_id, query.external_ids),
        (t.exit_code, query.exit_codes),
    ):
        if values is not None:
            found.append(column.in_(values))
    if query.tags is not None:
        tagged = select(task_tags.c.task_id).where(task_tags.c.tag.in_(query.tags))
        found.append(t.id.in_(tagged))
    if query.created_after is not None:
        found.append(t.created_at >= query.created_after)
    if query.created_before is not None:
        found.append(t.created_at < query.created_before)
    if query.q is not None:
        found.append(and_(*(_mentions(word) for word in query.q.split())))
    return found


def _mentions(word: str) -> ColumnElement[bool]:
    """In the name, the command or the description, in any case. `#12` is the id, `12` may be."""
    number = word.removeprefix("#")
    is_id = t.id == int(number) if number.isdecimal() and len(number) < 19 else None
    if is_id is not None and word.startswith("#"):
        return is_id
    texts = [c.icontains(word, autoescape=True) for c in (t.name, t.command, t.description)]
    return or_(*texts) if is_id is None else or_(*texts, is_id)


def _encode(last: Task, order_by: str) -> str:
    match order_by.lstrip("-"):
        case "priority":
            place = [last.priority.value, last.id]
        case "duration":
            place = [_NO_DURATION if last.duration_ms is None else last.duration_ms, last.id]
        case _:
            place = [last.id]
    return base64.urlsafe_b64encode(json.dumps([order_by, *place]).encode()).decode()


def _decode(cursor: str, order_by: str) -> tuple[int, ...]:
    try:
        order, *place = json.loads(base64.urlsafe_b64decode(cursor))
        expected = 1 if order_by.lstrip("-") == "created_at" else 2
        if order != order_by or len(place) != expected or not all(type(p) is int for p in place):
            raise ValueError
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise Invalid([("cursor", "cursor", "not a cursor of this list")]) from None
    if any(abs(p) >= 2**63 for p in place):
        raise Invalid([("cursor", "cursor", "not a cursor of this list")])
    return tuple(place)
