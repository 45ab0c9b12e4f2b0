"""What has happened to tasks and is still to be counted: as the journal tells it, and for what
is older than the statistics, as the tasks themselves do.

Each end is told once, also of a task that was deleted or reopened since: what it was like then is
in `task_remains`.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Column, Connection, Select, Text, bindparam, func, or_, select

from app.core.clock import Millis
from app.core.database import as_json
from app.core.event import EventType
from app.core.histogram import Histogram, one
from app.core.lifecycle import FINAL, Status
from app.core.statistics import Tally
from app.models.statistics import rollup_cursor, rollup_unfinished, task_remains
from app.models.tables import events, tasks

# The moment of it, who created the task, its name and kind: what a tally is of.
Cell: TypeAlias = tuple[Millis, int, str, str]


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far it is counted: see models.statistics."""

    event_id: int
    task_id: int
    last_old_id: int

    @property
    def is_complete(self) -> bool:
        return self.task_id >= self.last_old_id


def cursor(connection: Connection) -> Cursor:
    c = rollup_cursor.c
    row = connection.execute(select(c.event_id, c.task_id, c.last_old_id)).one()
    return Cursor(*row)


@dataclass(frozen=True, slots=True)
class _Facts:
    """In the order of _COLUMNS."""

    name: str
    kind: str
    created_by: int
    created_at: Millis
    status: str
    queued_at: Millis | None
    started_at: Millis | None
    finished_at: Millis | None
    duration_ms: int | None

    def creation(self) -> tuple[Cell, Tally]:
        return (self.created_at, self.created_by, self.name, self.kind), Tally(created=1)

    def end(self) -> tuple[Cell, Tally]:
        assert self.finished_at is not None
        wait, duration = self._wait(), self._duration()
        tally = Tally(
            last_finished_at=self.finished_at,
            longest_wait=wait or 0,
            longest_duration=duration or 0,
            waits=_one(wait),
            durations=_one(duration),
        )
        setattr(tally, self.status, 1)
        return (self.finished_at, self.created_by, self.name, self.kind), tally

    def _wait(self) -> int | None:
        if self.started_at is None:
            return None
        since = self.created_at if self.queued_at is None else self.queued_at
        return max(0, self.started_at - since)  # the wall clock may have been set back

    def _duration(self) -> int | None:
        """Of what completed: when the rest was stopped says nothing of how long it takes."""
        if self.status != Status.COMPLETED:
            return None
        if self.duration_ms is not None or self.started_at is None or self.finished_at is None:
            return self.duration_ms
        return max(0, self.finished_at - self.started_at)


def _one(duration: int | None) -> Histogram:
    return 0 if duration is None else one(duration)


def _columns(table: Any) -> list[Column[Any]]:
    names = (
        "name", "kind", "created_by", "created_at", "status", "queued_at", "started_at",
        "finished_at", "duration_ms",
    )  # fmt: skip
    return [table.c[name] for name in names]


_IDS = select(func.json_each(bindparam("ids", "[]", type_=Text)).table_valued("value").c.value)
_FINAL = {status.value for status in FINAL}
_t, _r = tasks.c, task_remains.c
_NOW = select(_t.id, *_columns(tasks)).where(_t.id.in_(_IDS))
_THEN = (
    select(_r.task_id, _r.deleted, *_columns(task_remains))
    .where(_r.task_id.in_(_IDS))
    .order_by(_r.id)
)


def told(connection: Connection, after: int, *, upto: int) -> list[tuple[Cell, Tally]]:
    """By the events after `after` up to `upto`."""
    rows = connection.execute(_TOLD, {"after": after, "upto": upto}).all()
    found = _Found(connection, {row[1] for row in rows})
    return [each for row in rows for each in found.told(*row)]


def _telling() -> Select[Any]:
    e = events.c
    status = func.json_extract(e.changed, "$.status")
    return select(
        e.type, e.task_id, status, func.json_extract(e.changed, "$.finished_at")
    ).where(
        e.id > bindparam("after", 0),
        e.id <= bindparam("upto", 0),
        or_(e.type == EventType.CREATED.value, status.in_(sorted(_FINAL))),
    )  # fmt: skip


_TOLD = _telling().order_by(events.c.id)


def older(
    connection: Connection, after: int, *, upto: int, limit: int
) -> tuple[list[tuple[Cell, Tally]], int]:
    """By the tasks there were before the statistics, with ids after `after`; and the last id
    that this is about."""
    which = {"after": after, "upto": upto, "limit": limit}
    ids = list(connection.scalars(_OLD, which))
    last = ids[-1] if len(ids) == limit else upto
    remains = select(_r.task_id).where(_r.task_id > after, _r.task_id <= last)
    ids = sorted({*ids, *connection.scalars(remains)})
    found = _Found(connection, ids)
    unfinished = set(connection.scalars(_UNFINISHED, {"after": after, "upto": last}))
    return [each for i in ids for each in found.older(i, ended=i not in unfinished)], last


_OLD = (
    select(_t.id)
    .where(_t.id > bindparam("after", 0), _t.id <= bindparam("upto", 0))
    .order_by(_t.id)
    .limit(bindparam("limit", 0))
)
_u = rollup_unfinished.c
_UNFINISHED = select(_u.task_id).where(
    _u.task_id > bindparam("after", 0), _u.task_id <= bindparam("upto", 0)
)


class _Found:
    """Some tasks as they are, and as they were at ends they no longer show, oldest first."""

    def __init__(self, connection: Connection, ids: Collection[int]) -> None:
        given = {"ids": as_json(sorted(ids))}
        self._now = {i: _Facts(*row) for i, *row in connection.execute(_NOW, given)}
        self._before: dict[int, list[_Facts]] = {}
        for i, deleted, *row in connection.execute(_THEN, given):
            facts = _Facts(*row)
            self._before.setdefault(i, []).append(facts)
            if deleted:
                self._now[i] = facts

    def told(
        self, type_: str, task_id: int, status: str, finished_at: Millis | None
    ) -> Iterator[tuple[Cell, Tally]]:
        if task_id not in self._now:
            return
        if type_ == EventType.CREATED.value:
            yield self._now[task_id].creation()
        if status in _FINAL:
            ends = [f for f in self._ends(task_id) if f.status == status]
            exact = [f for f in ends if f.finished_at == finished_at]
            yield from (f.end() for f in (exact or ends)[:1])

    def older(self, task_id: int, *, ended: bool) -> Iterator[tuple[Cell, Tally]]:
        """With the first of its ends: of the others the journal tells."""
        yield self._now[task_id].creation()
        if ended:
            yield from (f.end() for f in self._ends(task_id)[:1])

    def _ends(self, task_id: int) -> Sequence[_Facts]:
        now = self._now[task_id]
        ends = self._before.get(task_id, [])
        return [*ends, now] if now.finished_at is not None and now.status in _FINAL else ends


def merged(happened: Iterable[tuple[Cell, Tally]], *, unit: int) -> dict[Cell, Tally]:
    """Together what is of the same people, names and kinds within the same `unit` of time."""
    sums: dict[Cell, Tally] = {}
    for (at, *rest), tally in happened:
        cell: Cell = (at - at % unit, *rest)  # type: ignore[assignment]
        if cell in sums:
            sums[cell].add(tally)
        else:
            sums[cell] = tally
    return sums
