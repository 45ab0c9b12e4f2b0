from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from app.core.database import Database
from app.core.errors import Invalid
from app.core.lifecycle import Priority, Status
from app.core.query import TaskQuery
from app.core.task import Task
from app.store import page
from app.store.edit import Removal, remove
from app.store.moves import Claim, ClaimTasks, StopRequest, request_stop

from .conftest import HEAD_START, made, new

claim = ClaimTasks(head_start=HEAD_START)


async def everything(db: Database, query: TaskQuery) -> list[Task]:
    """All pages of a list, one after the other."""
    found: list[Task] = []
    while True:
        one = await db.read(partial(page.page, query=query))
        found += one.tasks
        if one.next_cursor is None:
            return found
        query = TaskQuery(
            limit=query.limit,
            order_by=query.order_by,
            cursor=one.next_cursor,
            statuses=query.statuses,
            tags=query.tags,
        )


@pytest.mark.parametrize(
    "order", ["created_at", "-created_at", "priority", "-priority", "duration"]
)
async def test_pages_together_are_the_whole_list_in_order(db: Database, order: str) -> None:
    await made(db, *(new(priority=Priority(i % 3)) for i in range(25)))
    ids = [t.id for t in await everything(db, TaskQuery(limit=4, order_by=order))]
    assert sorted(ids) == list(range(1, 26))
    whole = await db.read(lambda c: page.page(c, TaskQuery(limit=100, order_by=order)))
    assert ids == [t.id for t in whole.tasks]


async def test_the_newest_come_first_and_new_ones_do_not_shift_the_pages(db: Database) -> None:
    await made(db, *(new() for _ in range(6)))
    first = await db.read(lambda c: page.page(c, TaskQuery(limit=3)))
    await made(db)
    assert [t.id for t in first.tasks] == [6, 5, 4]
    second = await db.read(lambda c: page.page(c, TaskQuery(limit=3, cursor=first.next_cursor)))
    assert [t.id for t in second.tasks] == [3, 2, 1]
    assert second.next_cursor is None


async def test_pages_of_several_statuses_are_the_whole_list_in_order(db: Database) -> None:
    await made(db, *(new() for _ in range(20)))
    await db.write(claim, Claim(7))
    for task_id in (3, 12, 15):
        await db.write(request_stop, StopRequest(task_id))
    some = frozenset({Status.RUNNING, Status.CANCELLED})
    for order in ("created_at", "priority"):
        query = TaskQuery(limit=3, order_by=order, statuses=some)
        assert [t.id for t in await everything(db, query)] == [1, 2, 4, 5, 6, 7, 12, 15]
    newest = TaskQuery(limit=3, statuses=some)
    assert [t.id for t in await everything(db, newest)] == [15, 12, 7, 6, 5, 4, 2, 1]


async def test_a_page_of_several_statuses_looks_at_few_tasks(db: Database, path: Path) -> None:
    await made(db, *(new() for _ in range(1000)))
    steps: list[int] = []
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.set_progress_handler(lambda: steps.append(1), 100)
        ended = frozenset({Status.RUNNING, Status.FAILED})
        assert page.page(connection, TaskQuery(limit=3, statuses=ended)).tasks == []
        assert page.page(connection, TaskQuery(limit=3, statuses=frozenset(Status))).next_cursor
    engine.dispose()
    assert len(steps) < 50


async def test_a_cursor_outlives_the_task_it_was_taken_at(db: Database) -> None:
    await made(db, *(new() for _ in range(4)))
    query = TaskQuery(limit=2, order_by="duration")
    first = await db.read(lambda c: page.page(c, query))
    await db.write(request_stop, StopRequest(first.tasks[-1].id))
    await db.write(remove, Removal(first.tasks[-1].id))
    rest = await db.read(lambda c: page.page(c, replace(query, cursor=first.next_cursor)))
    assert [t.id for t in rest.tasks] == [3, 4]


@pytest.mark.parametrize("cursor", ["", "x", "bm8=", "WyJuYW1lIiwxXQ==", "W10=", "e30=", "MQ=="])
async def test_what_is_no_cursor_is_refused(db: Database, cursor: str) -> None:
    with pytest.raises(Invalid):
        await db.read(lambda c: page.page(c, TaskQuery(cursor=cursor)))


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (TaskQuery(statuses=frozenset({Status.RUNNING})), [1]),
        (TaskQuery(statuses=frozenset()), []),
        (TaskQuery(tags=frozenset({"db", "none"})), [2]),
        (TaskQuery(names=frozenset({"third"})), [3]),
        (TaskQuery(priorities=frozenset({Priority.LOW})), [4]),
        (TaskQuery(external_ids=frozenset({"x-5"})), [5]),
        (TaskQuery(q="ECHO thi"), [3]),
        (TaskQuery(q="100%"), [6]),
        (TaskQuery(q="#2"), [2]),
        (TaskQuery(kinds=frozenset({"person"})), []),
        (
            TaskQuery(kinds=frozenset({"command"}), queues=frozenset({"default"})),
            [6, 5, 4, 3, 2, 1],
        ),
        (TaskQuery(created_before=0), []),
        (TaskQuery(exit_codes=frozenset({0})), []),
    ],
)
async def test_filters_leave_what_they_say(db: Database, query: TaskQuery, ids: list[int]) -> None:
    await made(
        db,
        new("first"),
        new("second", tags=("db",)),
        new("third"),
        new("fourth", priority=Priority.LOW),
        new("fifth", external_id="x-5"),
        new("done 100%"),
    )
    await db.write(claim, Claim(1))
    found = await db.read(lambda c: page.page(c, query))
    assert [t.id for t in found.tasks] == ids


async def test_counts_ignore_the_status_filter_and_honour_the_others(db: Database) -> None:
    await made(db, new("a"), new("a"), new("b"))
    await db.write(claim, Claim(1))
    running = frozenset({Status.RUNNING})
    whole = await db.read(lambda c: page.counts(c, TaskQuery(statuses=running)))
    named = await db.read(lambda c: page.counts(c, TaskQuery(names=frozenset({"b"}))))
    assert (whole[Status.QUEUED], whole[Status.RUNNING]) == (2, 1)
    assert (named[Status.QUEUED], named[Status.RUNNING]) == (1, 0)
