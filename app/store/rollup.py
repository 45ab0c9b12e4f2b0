"""The verbs that add up what has happened, by hour and by day. How far they are is written in the
transaction of the sums: each thing is counted once, whatever happens between."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, TypeAlias

from sqlalchemy import Connection, bindparam, delete, select, update

from app.core.clock import Millis, now
from app.core.group_commit import Transaction
from app.core.histogram import pack, unpack
from app.core.sqlite_driver import driver_of
from app.core.statistics import Span, Tally
from app.models.statistics import rollup_cursor, rollup_unfinished, task_remains, task_rollups
from app.models.tables import events
from app.store.bulk import Prepared
from app.store.happened import Cell, cursor, merged, older, told
from app.store.ids import last_id

EVERYBODY = 0
EVERY_NAME = ""
# In an hour or a day, of one person or of all, so many names have sums of their own: of more,
# those with the most ended tasks.
NAMES_KEPT = 100
_MOST_NAMES = 2 * NAMES_KEPT
# The buckets of an answer are at most a thousand: of hours more than that are never asked for.
HOURS_KEPT: Millis = 45 * Span.DAY
NAMES_OF_DAYS_KEPT: Millis = 400 * Span.DAY

# A row's primary key: span, start, who, name, kind.
Key: TypeAlias = tuple[int, Millis, int, str, str]

r = task_rollups.c


@dataclass(frozen=True, slots=True)
class Pending:
    """Whether there are events to be counted, and tasks that are older than the statistics."""

    events: bool
    older: bool


def pending(connection: Connection) -> Pending:
    at = cursor(connection)
    return Pending(last_id(connection, events) > at.event_id, not at.is_complete)


def roll_up(tx: Transaction, limits: Sequence[int]) -> list[bool]:
    """Count at most so many events of the journal; are there more?"""
    newest = last_id(tx.connection, events)
    for limit in limits:
        upto = min(cursor(tx.connection).event_id + limit, newest)
        count_told(tx.connection, upto=upto)
    more = upto < newest
    if not more:
        _forget_remains(tx.connection, newest)
    return [more for _ in limits]


def count_told(connection: Connection, *, upto: int) -> None:
    """All events up to this one: before they are forgotten, at the latest."""
    at = cursor(connection)
    if at.event_id >= upto:
        return
    _save(connection, merged(told(connection, at.event_id, upto=upto), unit=Span.HOUR))
    connection.execute(update(rollup_cursor).values(event_id=upto))


def look_back(tx: Transaction, limits: Sequence[int]) -> list[bool]:
    """Count at most so many tasks that are older than the statistics; are there more?"""
    for limit in limits:
        at = cursor(tx.connection)
        if at.is_complete:
            continue
        happened, last = older(tx.connection, at.task_id, upto=at.last_old_id, limit=limit)
        _save(tx.connection, merged(happened, unit=Span.HOUR))
        tx.connection.execute(update(rollup_cursor).values(task_id=last))
        if last >= at.last_old_id:
            tx.connection.execute(delete(rollup_unfinished))
    more = not cursor(tx.connection).is_complete
    return [more for _ in limits]


def _forget_remains(connection: Connection, newest: int) -> None:
    """Those that are counted. Of what this very transaction does, the journal does not tell yet."""
    if cursor(connection).is_complete:
        connection.execute(delete(task_remains).where(task_remains.c.event_id < newest))


def keys_of(cell: Cell) -> list[Key]:
    """The sums that something goes into."""
    at, created_by, name, kind = cell
    return [
        (int(span), span.floor(at), who, each, kind)
        for span in Span
        for who in (EVERYBODY, created_by)
        for each in (name, EVERY_NAME)
    ]


def _save(connection: Connection, cells: Mapping[Cell, Tally]) -> None:
    oldest_hour = now() - HOURS_KEPT
    sums: dict[Key, Tally] = {}
    for cell, tally in cells.items():
        for key in keys_of(cell):
            if key[0] != Span.HOUR or key[1] >= oldest_hour:
                sums.setdefault(key, Tally()).add(tally)
    rows, names = _with_stored(connection, sums)
    _replace(connection, rows)
    for span, start, who, kind in (group for group, n in names.items() if n > _MOST_NAMES):
        _keep_frequent(connection, (span, start, who, EVERY_NAME, kind))


def _with_stored(
    connection: Connection, sums: Mapping[Key, Tally]
) -> tuple[list[tuple[object, ...]], Counter[tuple[int, Millis, int, str]]]:
    """Each row with what it holds already, and how many names there are where one is new."""
    stored = {key: _stored(connection, key) for key in sums}
    fresh = Counter(
        (span, start, who, kind)
        for (span, start, who, name, kind), row in stored.items()
        if row is None and name != EVERY_NAME
    )
    rows: list[tuple[object, ...]] = []
    for key, tally in sums.items():
        span, start, who, name, kind = key
        names, row = 0, stored[key]
        if row is not None:
            names = row[0]
            tally.add(tally_of(row[1:]))
        if name == EVERY_NAME and (group := (span, start, who, kind)) in fresh:
            names = fresh[group] = names + fresh[group]
        rows.append((*key, *_values(tally, names)))
    return rows, fresh


def tally_of(row: Sequence[Any]) -> Tally:
    """Of the columns TALLY."""
    return Tally(*row[:-2], *map(unpack, row[-2:]))


def _values(tally: Tally, names: int) -> tuple[object, ...]:
    *numbers, waits, durations = _FIELDS(tally)
    return (*numbers, names, pack(waits), pack(durations))


_FIELDS = attrgetter(*(field.name for field in fields(Tally)))
TALLY = [
    r.created, r.completed, r.failed, r.cancelled, r.last_finished_at, r.longest_wait,
    r.longest_duration, r.waits, r.durations,
]  # fmt: skip
_STORED = Prepared(
    select(r.names, *TALLY).where(
        r.span == bindparam("span", 0),
        r.start == bindparam("start", 0),
        r.who == bindparam("who", 0),
        r.name == bindparam("name", ""),
        r.kind == bindparam("kind", ""),
    )
)


def _stored(connection: Connection, key: Key) -> tuple[Any, ...] | None:
    span, start, who, name, kind = key
    rows = _STORED.rows(connection, span=span, start=start, who=who, name=name, kind=kind)
    return rows[0] if rows else None


def _replace(connection: Connection, rows: Iterable[tuple[object, ...]]) -> None:
    marks = ", ".join("?" for _ in r)
    driver_of(connection).executemany(f"INSERT OR REPLACE INTO task_rollups VALUES ({marks})", rows)


def _keep_frequent(connection: Connection, key: Key) -> None:
    """Of too many names in one hour or day, those with the most ended tasks."""
    span, start, who, _, kind = key
    group = [r.span == span, r.start == start, r.who == who, r.kind == kind]
    surplus = (
        select(r.name)
        .where(*group, r.name != EVERY_NAME)
        .order_by((r.completed + r.failed + r.cancelled).desc(), r.created.desc(), r.name)
        .limit(-1)
        .offset(NAMES_KEPT)
    )
    connection.execute(delete(task_rollups).where(*group, r.name.in_(surplus)))
    connection.execute(
        update(task_rollups).where(*group, r.name == EVERY_NAME).values(names=NAMES_KEPT)
    )


def forget_old(tx: Transaction, limits: Sequence[int]) -> list[bool]:
    """Forget at most so many sums of hours, and of names of days, that are kept no longer; are
    there more?"""
    at = now()
    too_old = [
        [r.span == Span.HOUR, r.start < at - HOURS_KEPT],
        *(
            [r.span == span, r.start < at - NAMES_OF_DAYS_KEPT, r.name != EVERY_NAME]
            for span in (Span.DAY, Span.EIGHT_DAYS)
        ),
    ]
    return [sum(_forget(tx, which, limit) for which in too_old) > 0 for limit in limits]


def _forget(tx: Transaction, which: Sequence[Any], limit: int) -> bool:
    keys = select(r.span, r.start, r.who, r.name, r.kind).where(*which).limit(limit)
    rows = tx.connection.execute(keys).all()
    driver_of(tx.connection).executemany(_FORGET, [tuple(row) for row in rows])
    return len(rows) == limit


_FORGET = (
    "DELETE FROM task_rollups WHERE span = ? AND start = ? AND who = ? AND name = ? AND kind = ?"
)
