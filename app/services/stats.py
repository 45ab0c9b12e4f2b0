"""How many tasks there were, how long they waited and took: by hour or day, and by name."""

from app.core.clock import LAST, Millis, now
from app.core.database import Database
from app.core.errors import Invalid
from app.core.lifecycle import Kind
from app.core.person import Person
from app.core.statistics import Span, Stats, StatsQuery
from app.services.touch import Touch
from app.store import stats
from app.store.rollup import HOURS_KEPT

MOST_BUCKETS = 1000
_USUAL: Millis = 7 * Span.DAY
_BY_HOUR: Millis = 48 * Span.HOUR


class Statistics:
    def __init__(self, database: Database, touch: Touch) -> None:
        self._db = database
        self._touch = touch

    async def read(
        self,
        *,
        by: Person,
        start: Millis | None = None,
        end: Millis | None = None,
        span: Span | None = None,
        name: str | None = None,
        kind: Kind | None = None,
    ) -> Stats:
        """Of all tasks for who sees all, else of those they created. Raises Invalid."""
        of = None if self._touch.sees_all(by) else by.id
        query = _query(start, end, span, name=name, kind=kind, at=now())
        return await self._db.scan(lambda c: stats.read(c, query, of=of))


def _query(
    start: Millis | None,
    end: Millis | None,
    span: Span | None,
    *,
    name: str | None,
    kind: Kind | None,
    at: Millis,
) -> StatsQuery:
    """Without an end it is until now, without a start the last week, without a span days unless
    it is short. The bounds move outwards to those of buckets."""
    end = at if end is None else end
    start = end - _USUAL if start is None else start
    _check_order(start, end)
    has_hours = start >= Span.HOUR.floor(at - HOURS_KEPT)
    if span is None:
        span = Span.HOUR if end - start <= _BY_HOUR and has_hours else Span.DAY
    if span is Span.HOUR and not has_hours:
        days = HOURS_KEPT // Span.DAY
        raise _refused("bucket", "too-old", f"hours are kept for {days} days: ask for days")
    query = StatsQuery(
        start=span.floor(start), end=span.ceil(end), span=span, name=name, kind=kind
    )  # fmt: skip
    if query.end > LAST:
        raise _refused("to", "too-late", "must not be after 9999-12-31")
    if (query.end - query.start) // span > MOST_BUCKETS:
        raise _refused("from", "too-many", f"there would be more than {MOST_BUCKETS:,} buckets")
    return query


def _check_order(start: Millis, end: Millis) -> None:
    if start >= end:
        raise _refused("from", "order", "must be before `to`, which is now unless it is given")
    if start < 0:
        raise _refused("from", "too-old", "must not be before 1970")


def _refused(where: str, code: str, detail: str) -> Invalid:
    return Invalid([(where, code, detail)])
