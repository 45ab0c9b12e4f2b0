"""The list of tasks: filters, order, and a cursor that remembers the place."""

import base64
import binascii
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    false,
    func,
    or_,
    select,
    tuple_,
    union_all,
)

from app.core.clock import Millis, now
from app.core.errors import Invalid
from app.core.lifecycle import FINAL, Reason, Status
from app.core.query import TaskPage, TaskQuery
from app.core.task import Task
from app.models.tables import task_after, task_tags, tasks
from app.store import find
from app.store.rows import COLUMNS, task_of

t = tasks.c

_Side: TypeAlias = list[ColumnElement[bool]]
# A statement may have 500 parts; with so many an index would be no gain.
_MOST_SIDES = 60

# What orders a list. Ids grow with time, so the id itself stands for created_at.
_NO_DURATION = -1
_ORDERS: dict[str, ColumnElement[Any]] = {
    "deadline": t.deadline,
    "priority": t.priority,
    "duration": func.coalesce(t.duration_ms, _NO_DURATION),
}
# The place of what has no deadline: behind all that have one, in both directions.
_NO_DEADLINE = -(2**62)


def page(connection: Connection, query: TaskQuery) -> TaskPage:
    order = query.order_by.lstrip("-")
    place = None if query.cursor is None else _decode(query.cursor, query.order_by)
    wanted = query.limit + 1
    if order != "deadline":
        rows = _stretch(connection, query, order, place, wanted)
    elif place is not None and place[0] == _NO_DEADLINE:
        rows = _stretch(connection, query, "created_at", place[1:], wanted, t.deadline.is_(None))
    else:
        rows = _stretch(connection, query, order, place, wanted, t.deadline.is_not(None))
        rest = wanted - len(rows)
        if rest:
            rows += _stretch(connection, query, "created_at", None, rest, t.deadline.is_(None))
    found = [task_of(row) for row in rows[: query.limit]]
    more = len(rows) > query.limit
    return TaskPage(found, _encode(found[-1], query.order_by) if more else None)


def _stretch(
    connection: Connection,
    query: TaskQuery,
    order: str,
    place: tuple[int, ...] | None,
    limit: int,
    *conditions: ColumnElement[bool],
) -> list[Row[Any]]:
    """The rows that come after `place` in this order."""
    descending = query.order_by.startswith("-")
    columns: list[ColumnElement[Any]] = [t.id] if order == "created_at" else [_ORDERS[order], t.id]
    filters = [*conditions, *_filters(query)]
    if place is not None:
        here = tuple_(*columns)
        filters.append(here < place if descending else here > place)
    ordering = [c.desc() if descending else c.asc() for c in columns]
    if order == "created_at":
        filters = _narrowed(query, filters, ordering, limit)
    else:
        filters += _status(query) + _seen(query)
    statement = select(*COLUMNS).where(*filters).order_by(*ordering).limit(limit)
    return list(connection.execute(statement))


def _narrowed(
    query: TaskQuery,
    filters: list[ColumnElement[bool]],
    ordering: Sequence[ColumnElement[Any]],
    limit: int,
) -> list[ColumnElement[bool]]:
    """The filters, and what an index finds of the first `limit` in the order of ids.

    That is a union: for several people or statuses at once SQLite would go through all tasks
    until it has enough.
    """
    sides = _sides(query)
    if not sides:
        return [*filters, *_status(query), *_seen(query)]
    ids = (select(t.id).where(*side, *filters).order_by(*ordering).limit(limit) for side in sides)
    return [t.id.in_(union_all(*(select(some.subquery().c.id) for some in ids)))]


def _sides(query: TaskQuery) -> list[_Side]:
    """Person by person and status by status: each task looked for is on at least one side."""
    people = _people(query)
    statuses = query.statuses
    if statuses is None and people:
        statuses = frozenset(Status)
    ones: list[_Side] = [[t.status == s.value] for s in sorted(statuses or ())]
    sides = [[person, *one] for person in people for one in ones] if people else ones
    return sides if len(sides) <= _MOST_SIDES else []


def _people(query: TaskQuery) -> list[ColumnElement[bool]]:
    """Of the conditions about people those that an index is for: each task meets one."""
    n = query.seen_by
    if n is not None:
        made, has = t.created_by == n, t.assigned_to == n
        if query.creators is not None and (query.creators == {n} or n not in query.creators):
            return [made] if n in query.creators else [has]
        if (
            query.assignees is not None
            and not query.or_nobodys
            and (query.assignees == {n} or n not in query.assignees)
        ):
            return [has] if n in query.assignees else [made]
        return [made, has]
    if query.assignees or query.or_nobodys:
        return _of_assignees(query)
    return [t.created_by == one for one in sorted(query.creators or ())]


def _of_assignees(query: TaskQuery) -> _Side:
    """Each for an index; a task that is looked for meets one."""
    found: _Side = [t.assigned_to == one for one in sorted(query.assignees or ())]
    return [*found, t.status == Status.UNASSIGNED.value] if query.or_nobodys else found or [false()]


def counts(connection: Connection, query: TaskQuery) -> dict[Status, int]:
    """By status, of what the other filters leave."""
    filters = _filters(query)
    if not filters and query.seen_by is None:
        return find.totals(connection)
    parts = [
        select(t.status.label("status"), func.count().label("n"))
        .where(*part, *filters)
        .group_by(t.status)
        for part in _seen_parts(query)
    ]
    counted: Counter[str] = Counter()
    for status, n in connection.execute(union_all(*parts)):
        counted[status] += n
    return {status: counted[status.value] for status in Status}


def _seen_parts(query: TaskQuery) -> list[_Side]:
    """Two that have nothing in common, an index for each."""
    n = query.seen_by
    if n is None:
        return [[]]
    return [[t.created_by == n], [t.assigned_to == n, t.created_by != n]]


def ids(connection: Connection, query: TaskQuery, *, limit: int) -> list[int]:
    filters = _narrowed(query, _filters(query), [t.id], limit)
    statement: Select[tuple[int]] = select(t.id).where(*filters).order_by(t.id)
    return list(connection.scalars(statement.limit(limit)))


def _status(query: TaskQuery) -> list[ColumnElement[bool]]:
    if query.statuses is None:
        return []
    return [t.status.in_([s.value for s in query.statuses])]


def _seen(query: TaskQuery) -> list[ColumnElement[bool]]:
    if query.seen_by is None:
        return []
    return [or_(t.created_by == query.seen_by, t.assigned_to == query.seen_by)]


def _filters(query: TaskQuery) -> list[ColumnElement[bool]]:
    """All but the statuses, and whose tasks are seen."""
    found: list[ColumnElement[bool]] = []
    if query.priorities is not None:
        found.append(t.priority.in_([p.value for p in query.priorities]))
    if query.kinds is not None:
        found.append(t.kind.in_(query.kinds))
    if query.assignees is not None or query.or_nobodys:
        found.append(or_(*_of_assignees(query)))
    if query.queues is not None and "default" not in query.queues:
        found.append(t.id.is_(None))
    for column, values in (
        (t.name, query.names),
        (t.external_id, query.external_ids),
        (t.exit_code, query.exit_codes),
        (t.created_by, query.creators),
    ):
        if values is not None:
            found.append(column.in_(values))
    if query.tags is not None:
        tagged = select(task_tags.c.task_id).where(task_tags.c.tag.in_(query.tags))
        found.append(t.id.in_(tagged))
    if query.waits_for is not None:
        waiting = select(task_after.c.task_id).where(task_after.c.after_id.in_(query.waits_for))
        found.append(t.id.in_(waiting))
    if query.created_after is not None:
        found.append(t.created_at >= query.created_after)
    if query.created_before is not None:
        found.append(t.created_at < query.created_before)
    found += _deadlines(query)
    if query.q is not None:
        found.append(and_(*(_mentions(word) for word in query.q.split())))
    return found


def _deadlines(query: TaskQuery) -> list[ColumnElement[bool]]:
    """Looked up by the index of deadlines first, which few tasks have."""
    dated = tasks.alias("dated").c
    passed = (dated.deadline.is_not(None), _is_overdue(dated, now()))
    found: list[ColumnElement[bool]] = []
    if query.deadline_after is not None:
        found.append(dated.deadline >= query.deadline_after)
    if query.deadline_before is not None:
        found.append(dated.deadline < query.deadline_before)
    looked_up: list[ColumnElement[bool]] = (
        [t.id.in_(select(dated.id).where(*found))] if found else []
    )
    if query.overdue is not None:
        overdue = t.id.in_(select(dated.id).where(*passed))
        looked_up.append(overdue if query.overdue else ~overdue)
    return looked_up


def _is_overdue(c: Any, at: Millis) -> ColumnElement[bool]:
    expired = and_(c.status == Status.FAILED.value, c.reason == Reason.EXPIRED.value)
    late = and_(c.status.not_in([s.value for s in FINAL]), c.deadline <= at)
    return or_(expired, late)


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
        case "deadline":
            place = [_NO_DEADLINE if last.deadline is None else last.deadline, last.id]
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
