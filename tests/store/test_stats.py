"""Statistics count each thing once: whatever happens to tasks, and whenever it is added up."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, func, insert, select, update

from app.core.clock import Millis, now
from app.core.database import Database
from app.core.event import EventType, TaskEvent
from app.core.group_commit import Transaction
from app.core.histogram import one
from app.core.lifecycle import FINAL, Kind, Status
from app.core.person import LOCAL_ID
from app.core.statistics import Span, Stats, StatsQuery
from app.core.task import Task
from app.models.statistics import rollup_cursor, rollup_unfinished, task_remains, task_rollups
from app.models.tables import tasks
from app.store import find, journal, rollup, stats, user_page, work
from app.store.edit import Edit, EditTask, Removal, remove
from app.store.finish import FinishTasks, Outcome
from app.store.happened import cursor
from app.store.moves import Claim, ClaimTasks, StopRequest, request_stop
from app.store.work import Handing, Reopening, ReopenTasks, Step
from app.upkeep.rollups import Rollups

from .conftest import GRACE, HEAD_START, hired, made, new

PEOPLE = (LOCAL_ID, 2, 3)
NAMES = ("backup", "report", "x")
claim, finish = ClaimTasks(head_start=HEAD_START), FinishTasks(head_start=HEAD_START)
edit, reopen = EditTask(head_start=HEAD_START, grace=GRACE), ReopenTasks(warnings=())

Sums = Counter[tuple[str, str]]


def week(**members: Any) -> StatsQuery:
    end = Span.DAY.ceil(now())
    return replace(StatsQuery(start=end - 7 * Span.DAY, end=end, span=Span.DAY), **members)


async def read(db: Database, of: int | None = None, **members: Any) -> Stats:
    query = week(**members)
    return await db.scan(lambda c: stats.read(c, query, of=of))


async def ran(
    db: Database,
    *tasks: Task,
    status: Status = Status.COMPLETED,
    took: int = 1000,
    at: Millis | None = None,
) -> None:
    await db.write(claim, Claim(1000))
    for task in tasks:
        await db.write(
            finish,
            Outcome(
                task_id=task.id, attempt=1, status=status, reason=None, reason_text=None,
                finished_at=at or now(), duration_ms=took,
            ),
        )  # fmt: skip


def summed(found: Stats) -> Sums:
    sums: Sums = Counter()
    for _, tally in found.buckets:
        sums["", "created"] += tally.created
        for status in FINAL:
            sums["", status.value] += getattr(tally, status.value)
    for name, tally in found.names:
        for status in FINAL:
            sums[name, status.value] += getattr(tally, status.value)
    return +sums


def heard(events: Sequence[TaskEvent], of: int | None = None) -> Sums:
    """What the events say."""
    sums: Sums = Counter()
    for event in events:
        if event.task is None or of not in (None, event.created_by):
            continue
        if event.type is EventType.CREATED:
            sums["", "created"] += 1
        if "status" in event.changed and event.task.status in FINAL:
            sums["", event.task.status.value] += 1
            sums[event.task.name, event.task.status.value] += 1
    return sums


class Chance:
    """Does anything that may be done to tasks, by a seed."""

    def __init__(self, db: Database, seed: int) -> None:
        self._db = db
        self._by = random.Random(seed)

    async def act(self) -> None:
        acts: list[Callable[[], Awaitable[None]]] = [
            self._make, self._make, self._run, self._run, self._step, self._step, self._step,
            self._assign, self._delete, self._roll_up, self._look_back, self._trim,
        ]  # fmt: skip
        await self._by.choice(acts)()

    async def _make(self) -> None:
        kind = self._by.choice(list(Kind))
        task = new(self._by.choice(NAMES), kind=kind, assigned_to=self._by.choice((None, 2, 3)))
        if kind is Kind.PERSON:
            task = replace(task, command="")
        await made(self._db, *[task] * self._by.randint(1, 3), by=self._by.choice(PEOPLE))

    async def _some(self) -> int:
        newest = await self._db.read(lambda c: c.scalar(select(func.max(tasks.c.id))))
        return self._by.randint(1, newest or 1)

    async def _run(self) -> None:
        running = await self._db.write(claim, Claim(2))
        await ran(self._db, *running, status=self._by.choice((Status.COMPLETED, Status.FAILED)))
        await self._db.write(request_stop, StopRequest(await self._some()))

    async def _step(self) -> None:
        verb: Any = self._by.choice((work.start, work.complete, work.unassign, work.complete))
        await self._db.write(verb, Step(await self._some()))
        await self._db.write(reopen, Reopening(await self._some()))

    async def _assign(self) -> None:
        await self._db.write(work.take, Handing(await self._some(), to=self._by.choice((2, 3))))
        changes = {"assigned_to": self._by.choice((None, 2, 3))}
        await self._db.write(edit, Edit(await self._some(), changes))

    async def _delete(self) -> None:
        # In one commit with whatever else: the journal does not tell of these yet.
        some = [await self._some() for _ in range(3)]
        ending = [self._db.write_soon(request_stop, StopRequest(one)) for one in some]
        going = [self._db.write_soon(remove, Removal(one)) for one in some]
        rolling = self._db.write_soon(rollup.roll_up, self._by.randint(1, 5))
        await asyncio.gather(*ending, *going, rolling)

    async def _roll_up(self) -> None:
        await self._db.write(rollup.roll_up, self._by.choice((1, 3, 1000)))

    async def _look_back(self) -> None:
        await self._db.write(rollup.look_back, self._by.randint(1, 3))

    async def _trim(self) -> None:
        await self._db.write(journal.trim, self._by.choice((0, 5, 50)))


@pytest.mark.parametrize("seed", range(12))
async def test_each_creation_and_each_end_is_counted_once(
    db: Database, published: list[TaskEvent], seed: int
) -> None:
    await hired(db, 2, 3)
    chance = Chance(db, seed)
    for number in range(120):
        await chance.act()
        if number % 10 == 0:
            assert summed(await read(db)) == heard(published)
    for of in PEOPLE:
        assert summed(await read(db, of=of)) == heard(published, of)
    await everything_added_up(db)
    assert summed(await read(db)) == heard(published)
    assert await rows_of(db, task_remains) == 0


@pytest.mark.parametrize("seed", range(12))
async def test_what_is_older_than_the_statistics_is_counted_once(
    db: Database, published: list[TaskEvent], seed: int
) -> None:
    await hired(db, 2, 3)
    # Nobody's tasks were deleted or reopened before: of that nothing would be known.
    await made(db, *[new(name) for name in NAMES * 4])
    await ran(db, *(await db.write(claim, Claim(7))))
    call = replace(new("call"), command="", kind=Kind.PERSON, assigned_to=2)
    for task in await made(db, *[call] * 8):
        await db.write(work.complete, Step(task.id))
    await db.write(as_after_an_upgrade, None)
    assert not (await read(db)).complete
    chance = Chance(db, seed)
    for _ in range(60):
        await chance.act()
    await everything_added_up(db)
    found = await read(db)
    assert found.complete
    assert summed(found) == heard(published)


def as_after_an_upgrade(tx: Transaction, items: Sequence[None]) -> list[None]:
    """Nothing is counted yet; as the migration leaves it."""
    execute = tx.connection.execute
    newest = journal.extent(tx.connection).newest
    oldest, last = execute(select(func.min(tasks.c.id), func.max(tasks.c.id))).one()
    values = {"event_id": newest, "task_id": oldest - 1, "last_old_id": last}
    execute(delete(task_rollups))
    execute(update(rollup_cursor).values(**values))
    unfinished = select(tasks.c.id).where(tasks.c.finished_at.is_(None))
    execute(insert(rollup_unfinished).from_select(["task_id"], unfinished))
    return [None for _ in items]


async def everything_added_up(db: Database) -> None:
    rollups = Rollups(db)
    while await rollups.step() < 1:
        pass
    assert await rows_of(db, rollup_unfinished) == 0


async def rows_of(db: Database, table: Any) -> int:
    return await db.read(lambda c: c.scalar(select(func.count()).select_from(table))) or 0


@pytest.mark.parametrize("seed", range(6))
async def test_the_numbers_of_people_are_those_of_a_recount(db: Database, seed: int) -> None:
    await hired(db, 2, 3)
    chance = Chance(db, 100 + seed)
    for _ in range(120):
        await chance.act()
    counted = await db.read(lambda c: user_page.statistics(c, [2, 3]))
    assert {i: vars_of(one) for i, one in counted.items()} == await db.read(recounted)


def vars_of(one: Any) -> tuple[int, int, int, int]:
    return one.assigned, one.completed, one.in_progress, one.failed


def recounted(connection: Connection) -> dict[int, tuple[int, int, int, int]]:
    at_work = (Status.RUNNING, Status.CANCELLING, Status.IN_PROGRESS)
    found = {}
    for user_id in (2, 3):
        rows = connection.scalars(select(tasks.c.status).where(tasks.c.assigned_to == user_id))
        n = Counter(Status(status) for status in rows)
        doing = sum(n[status] for status in at_work)
        found[user_id] = (n.total(), n[Status.COMPLETED], doing, n[Status.FAILED])
    return found


async def test_numbers_are_right_before_anything_is_added_up(db: Database) -> None:
    (task,) = await made(db)
    await ran(db, task, took=4000)
    assert (await db.read(cursor)).event_id == 0
    found = await read(db)
    ((name, tally),) = found.names
    assert (name, tally.ended, tally.longest_duration) == ("greet", 1, 4000)
    assert found.buckets[-1][1] == replace(tally, created=1)
    assert found.counts == await db.read(find.totals)


async def test_how_long_it_takes_is_told_by_what_completed(db: Database) -> None:
    """What was stopped or failed may have ended at any moment."""
    whole, failed, stopped = await made(db, *[new()] * 3)
    await ran(db, failed, status=Status.FAILED, took=9000)
    await ran(db, stopped, status=Status.CANCELLED, took=7)
    ((_, tally),) = (await read(db)).names
    assert (tally.ended, tally.longest_duration, tally.durations) == (2, 0, 0)
    await ran(db, whole, took=4000)
    ((_, tally),) = (await read(db)).names
    assert (tally.ended, tally.longest_duration) == (3, 4000)
    assert tally.durations == one(4000)


async def test_what_is_deleted_stays_in_the_statistics(db: Database) -> None:
    (task,) = await made(db)
    await ran(db, task, took=4000)
    before = await read(db)
    await db.write(remove, Removal(task.id))
    assert (await read(db)).buckets == before.buckets
    await everything_added_up(db)
    found = await read(db)
    assert (found.buckets, found.names) == (before.buckets, before.names)
    assert found.counts[Status.COMPLETED] == 0


async def test_empty_buckets_are_there(db: Database) -> None:
    query = replace(week(), span=Span.HOUR)
    found = await db.scan(lambda c: stats.read(c, query, of=None))
    assert [start for start, _ in found.buckets] == list(range(query.start, query.end, Span.HOUR))
    assert {tally.ended for _, tally in found.buckets} == {0}
    assert found.names == []


async def test_hours_and_days_and_both_together_tell_the_same(db: Database) -> None:
    done = await made(db, *(new(name) for name in NAMES * 5))
    start = Span.DAY.floor(now()) - 3 * Span.DAY
    for number, task in enumerate(done):
        await ran(db, task, at=start + number * 5 * Span.HOUR)
    await everything_added_up(db)
    by_day, by_hour = await read(db), await read(db, span=Span.HOUR)
    assert by_day.names == by_hour.names
    assert summed(by_day) == summed(by_hour)
    # From within the first day until within the last: hours, whole days, and hours again.
    inner = week(start=start + 5 * Span.HOUR, end=start + 66 * Span.HOUR, span=Span.HOUR)
    found = await db.scan(lambda c: stats.read(c, inner, of=None))
    assert sum(tally.ended for _, tally in found.names) == 13
    assert sum(tally.ended for _, tally in found.buckets) == 13


async def test_names_and_kinds_can_be_chosen(db: Database) -> None:
    await hired(db, 2)
    call = replace(new("call"), command="", kind=Kind.PERSON, assigned_to=2)
    machine, person = await made(db, new("backup"), call)
    await ran(db, machine)
    await db.write(work.complete, Step(person.id))
    for added_up in (False, True):
        if added_up:
            await everything_added_up(db)
        assert [n for n, _ in (await read(db)).names] == ["backup", "call"]
        for which in ({"name": "call"}, {"kind": Kind.PERSON}):
            found = await read(db, **which)
            assert [n for n, _ in found.names] == ["call"]
            assert found.buckets[-1][1].ended == 1
            assert sum(found.counts.values()) == 1
        found = await read(db, kind=Kind.COMMAND)
        assert found.counts[Status.COMPLETED] == 1
        assert (await read(db, of=2)).names == []


async def test_of_too_many_names_the_frequent_stay_and_sums_stay_right(db: Database) -> None:
    often = await made(db, *[new("often")] * 5)
    await ran(db, *often)
    rare = await made(db, *(new(f"rare {n}") for n in range(3 * rollup.NAMES_KEPT)))
    await ran(db, *rare)
    await everything_added_up(db)
    found = await read(db)
    assert (found.names[0][0], found.names[0][1].ended) == ("often", 5)
    assert found.buckets[-1][1].ended == 5 + 3 * rollup.NAMES_KEPT
    # Hours, days and eight days, of everybody and of one.
    assert await rows_of(db, task_rollups) <= 6 * (2 * rollup.NAMES_KEPT + 1)


@given(st.integers(0, 5000), st.integers(1, 3000))
def test_a_time_is_covered_once(first: int, length: int) -> None:
    start, end = first * Span.HOUR, (first + length) * Span.HOUR
    places = list(stats._cover(start, end))
    assert places[0][1] == start
    bounds = [(at, at + span) for span, at in places]
    assert [b for _, b in bounds] == [a for a, _ in bounds[1:]] + [end]
    assert all(at % span == 0 for span, at in places)


async def test_hours_go_and_days_stay(db: Database) -> None:
    (task,) = await made(db)
    await ran(db, task)
    await everything_added_up(db)
    await db.write(long_ago, rollup.HOURS_KEPT + 2 * Span.DAY)
    await db.write(rollup.forget_old, 1000)
    left = await db.read(lambda c: list(c.scalars(select(task_rollups.c.span).distinct())))
    assert set(left) == {Span.DAY, Span.EIGHT_DAYS}
    await db.write(long_ago, rollup.NAMES_OF_DAYS_KEPT)
    await db.write(rollup.forget_old, 1000)
    left = await db.read(lambda c: list(c.scalars(select(task_rollups.c.name).distinct())))
    assert left == [""]


def long_ago(tx: Transaction, spans: Sequence[int]) -> list[None]:
    r = task_rollups.c
    for span in spans:
        tx.connection.execute(update(task_rollups).values(start=r.start - span))
    return [None for _ in spans]


async def test_no_look_goes_through_all_sums_or_all_tasks(db: Database) -> None:
    def plans(connection: Connection) -> str:
        given = {"places": "[]", "names": "[]", "kind": None, "who": 0, "ids": "[]", "after": 0,
                 "upto": 0, "limit": 0}  # fmt: skip
        found = []
        for statement in (stats._SUMS, stats._FREQUENT):
            text = str(statement.compile(connection.engine))
            names = statement.compile(connection.engine).positiontup or []
            values = [given.get(name, 0) for name in names]
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", tuple(values))
            found += [row[3] for row in rows]
        return "\n".join(found)

    told = await db.read(plans)
    assert "SCAN task_rollups" not in told
    assert "SEARCH task_rollups USING PRIMARY KEY (span=? AND start=? AND who=?" in told
