"""Reads the statistics: the sums, and what has happened since they were made."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    bindparam,
    func,
    literal_column,
    select,
)

from app.core.clock import Millis
from app.core.database import as_json
from app.core.lifecycle import Kind, Status
from app.core.statistics import Span, Stats, StatsQuery, Tally
from app.models.statistics import task_rollups
from app.models.tables import events, tasks
from app.store import find
from app.store.happened import Cell, cursor, merged, told
from app.store.ids import last_id
from app.store.rollup import EVERY_NAME, EVERYBODY, TALLY, tally_of

NAMES_SHOWN = 50

r, t = task_rollups.c, tasks.c

_Place: TypeAlias = tuple[Span, Millis]
_LONGEST_FIRST = sorted(Span, reverse=True)


def read(connection: Connection, query: StatsQuery, *, of: int | None) -> Stats:
    """Of the tasks that `of` created; None is everybody's."""
    # One view of sums, cursor and journal: between two of them nothing must be counted.
    connection.exec_driver_sql("BEGIN")
    at = cursor(connection)
    since = told(connection, at.event_id, upto=last_id(connection, events))
    fresh = [one for one in merged(since, unit=Span.HOUR).items() if _is_of(one[0], query, of)]
    return Stats(
        query=query,
        counts=_counts(connection, query, of),
        buckets=_buckets(connection, query, of, fresh),
        names=_names(connection, query, of, fresh),
        complete=at.is_complete,
    )


def _is_of(cell: Cell, query: StatsQuery, of: int | None) -> bool:
    at, created_by, name, kind = cell
    return (
        query.start <= at < query.end
        and of in (None, created_by)
        and query.name in (None, name)
        and query.kind in (None, kind)
    )


def _buckets(
    connection: Connection,
    query: StatsQuery,
    of: int | None,
    fresh: Iterable[tuple[Cell, Tally]],
) -> list[tuple[Millis, Tally]]:
    found = {start: Tally() for start in range(query.start, query.end, query.span)}
    places = [(query.span, start) for start in found]
    names = [EVERY_NAME if query.name is None else query.name]
    for start, _, tally in _sums(connection, places, names, query.kind, of):
        found[start].add(tally)
    for (at, *_), tally in fresh:
        found[query.span.floor(at)].add(tally)
    return list(found.items())


def _names(
    connection: Connection,
    query: StatsQuery,
    of: int | None,
    fresh: Sequence[tuple[Cell, Tally]],
) -> list[tuple[str, Tally]]:
    """Those with the most ended tasks."""
    places = list(_cover(query.start, query.end))
    found: dict[str, Tally] = {}
    for (_, _, name, _), tally in fresh:
        found.setdefault(name, Tally()).add(tally)
    frequent = _most_ended({name: tally.ended for name, tally in found.items()})
    if query.name is None:
        names = {*frequent, *_frequent(connection, places, query.kind, of)}
    else:
        names = {query.name}
    found = {name: found.get(name, Tally()) for name in names}
    for _, name, tally in _sums(connection, places, names, query.kind, of):
        found[name].add(tally)
    shown = _most_ended({name: tally.ended for name, tally in found.items()})
    return [(name, found[name]) for name in shown]


def _most_ended(ended: Mapping[str, int]) -> list[str]:
    some = ((-n, name) for name, n in ended.items() if n)
    return [name for _, name in sorted(some)[:NAMES_SHOWN]]


def _cover(start: Millis, end: Millis, spans: Sequence[Span] = _LONGEST_FIRST) -> Iterator[_Place]:
    """The longest spans that are whole within this time, and shorter ones at its edges."""
    if not spans:
        return
    span, *shorter = spans
    first = min(span.ceil(start), end)
    last = max(span.floor(end), first)
    yield from _cover(start, first, shorter)
    yield from ((span, at) for at in range(first, last, span))
    yield from _cover(last, end, shorter)


def _from_places(*columns: Any) -> Select[Any]:
    """From the sums of these spans and starts, each looked up: in between are everybody's."""
    given = bindparam("places", "[]", type_=Text)
    place = func.json_each(given).table_valued("value").alias("place")
    # CROSS JOIN keeps SQLite from turning this round.
    start = func.json_extract(place.c.value, "$[1]")
    return (
        select(*columns)
        .select_from(place)
        .join(
            task_rollups,
            (r.span == func.json_extract(place.c.value, "$[0]"))
            & (r.start == start)
            & (r.who == bindparam("who", 0)),
        )
        .where(_is_kind(bindparam("kind", None, type_=Text)))
    )


def _is_kind(kind: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = kind.is_(None) | (r.kind == kind)
    return found


_wanted = func.json_each(bindparam("names", "[]", type_=Text)).table_valued("value").alias("wanted")
_SUMS = _from_places(r.start, r.name, *TALLY).where(r.name.in_(select(_wanted.c.value)))
_ended = func.sum(r.completed + r.failed + r.cancelled)
_FREQUENT = (
    _from_places(r.name)
    .where(r.name != EVERY_NAME)
    .group_by(r.name)
    .having(_ended > 0)
    .order_by(_ended.desc(), r.name)
    .limit(NAMES_SHOWN)
)


def _sums(
    connection: Connection,
    places: Sequence[_Place],
    names: Collection[str],
    kind: Kind | None,
    of: int | None,
) -> Iterator[tuple[Millis, str, Tally]]:
    given = {"names": as_json(sorted(names)), **_given(places, kind, of)}
    rows = connection.execute(_SUMS, given)
    for start, name, *tally in rows:
        yield start, name, tally_of(tally)


def _frequent(
    connection: Connection, places: Sequence[_Place], kind: Kind | None, of: int | None
) -> list[str]:
    return list(connection.scalars(_FREQUENT, _given(places, kind, of)))


def _given(places: Sequence[_Place], kind: Kind | None, of: int | None) -> dict[str, object]:
    return {
        "places": as_json([(int(span), start) for span, start in places]),
        "kind": None if kind is None else kind.value,
        "who": EVERYBODY if of is None else of,
    }


def _counts(connection: Connection, query: StatsQuery, of: int | None) -> dict[Status, int]:
    """Of the tasks there are, by status."""
    filters = [] if of is None else [t.created_by == of]
    if query.name is not None:
        filters.append(t.name == query.name)
        if query.kind is not None:
            filters.append(t.kind == query.kind.value)
        return _counted(connection, *filters)
    if query.kind is None:
        return _counted(connection, *filters) if filters else find.totals(connection)
    of_people = _counted(connection, *filters, _IS_PERSONS)
    if query.kind is Kind.PERSON:
        return of_people
    of_all = _counted(connection, *filters) if filters else find.totals(connection)
    return {status: n - of_people[status] for status, n in of_all.items()}


# As the index tasks_of_people says it: a parameter would not be known to mean the same.
_IS_PERSONS: ColumnElement[bool] = literal_column("kind = 'person'")


def _counted(connection: Connection, *filters: ColumnElement[bool]) -> dict[Status, int]:
    rows = connection.execute(select(t.status, func.count()).where(*filters).group_by(t.status))
    counted = dict[str, int](tuple(row) for row in rows)
    return {status: counted.get(status.value, 0) for status in Status}
