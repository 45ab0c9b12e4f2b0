"""Reading the audit log: pages of it, all that matches, and whether the chain holds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from app.core.account import AuditEntry, AuditNote
from app.core.account_query import AuditPage, AuditQuery
from app.models.people import audit
from app.store import cursor
from app.store.audit import FIRST, seal

a = audit.c
_COLUMNS = [
    a.id, a.at, a.previous, a.hash, a.action, a.outcome, a.actor_id, a.actor_name, a.via,
    a.address, a.target, a.details,
]  # fmt: skip
_NOTE = tuple(c.name for c in _COLUMNS[4:])
_ORDER = "-id"


def _entry_of(row: Sequence[Any]) -> AuditEntry:
    entry_id, at, previous, digest, *note = row
    return AuditEntry(
        entry_id, at, AuditNote(**dict(zip(_NOTE, note, strict=True))), previous, digest
    )


def page(connection: Connection, query: AuditQuery) -> AuditPage:
    """Newest first."""
    filters = _filters(query)
    if query.cursor is not None:
        (before,) = cursor.decode(query.cursor, _ORDER, kinds=[int])
        filters.append(a.id < before)
    rows = connection.execute(
        select(*_COLUMNS).where(*filters).order_by(a.id.desc()).limit(query.limit + 1)
    ).all()
    shown = [_entry_of(row) for row in rows[: query.limit]]
    more = len(rows) > query.limit
    return AuditPage(shown, cursor.encode(_ORDER, [shown[-1].id]) if more else None)


def newest(connection: Connection) -> int:
    return connection.scalar(select(func.max(a.id))) or 0


def between(
    connection: Connection, *, query: AuditQuery, after: int, until: int, limit: int
) -> list[AuditEntry]:
    """What matches of the ids over `after` up to `until`, oldest first."""
    rows = connection.execute(
        select(*_COLUMNS)
        .where(a.id > after, a.id <= until, *_filters(replace(query, cursor=None)))
        .order_by(a.id)
        .limit(limit)
    )
    return [_entry_of(row) for row in rows]


def first_broken(entries: Sequence[AuditEntry], *, previous: bytes = FIRST) -> int | None:
    """The id of the first that does not continue the chain after `previous`, or does not say
    what its hash covers."""
    for entry in entries:
        if entry.previous != previous or entry.hash != seal(previous, entry.at, entry.note):
            return entry.id
        previous = entry.hash
    return None


def _filters(query: AuditQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for column, value in (
        (a.actor_id, query.actor_id),
        (a.action, query.action),
        (a.target, query.target),
        (a.outcome, query.outcome),
    ):
        if value is not None:
            found.append(column == value)
    if query.after is not None:
        found.append(a.at >= query.after)
    if query.before is not None:
        found.append(a.at < query.before)
    return found
