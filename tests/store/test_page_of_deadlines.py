from functools import partial
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import create_engine

from app.core.clock import now
from app.core.database import Database
from app.core.lifecycle import Status
from app.core.query import TaskQuery
from app.core.task import Task
from app.store import page
from app.store.deadlines import Sweep, SweepDeadlines
from app.store.moves import Claim, ClaimTasks, StopRequest, request_stop

from .conftest import HEAD_START, made, new

MINUTE = 60_000
sweep = SweepDeadlines(warnings=())


async def listed(db: Database, **members: object) -> list[str]:
    query = TaskQuery(**{"order_by": "created_at", **members})  # type: ignore[arg-type]
    return [task.name for task in (await db.read(partial(page.page, query=query))).tasks]


async def paged(db: Database, order: str, *, limit: int) -> list[Task]:
    found: list[Task] = []
    cursor: str | None = None
    while True:
        query = TaskQuery(limit=limit, order_by=order, cursor=cursor)
        one = await db.read(partial(page.page, query=query))
        found += one.tasks
        cursor = one.next_cursor
        if cursor is None:
            return found


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 7, 8, 100])
async def test_pages_by_deadline_are_the_whole_list_with_those_that_have_none_last(
    db: Database, limit: int
) -> None:
    at = now()
    dates = [at + 3 * MINUTE, None, at + MINUTE, None, at + 2 * MINUTE, at + MINUTE, None]
    await made(db, *(new(str(n), deadline=date) for n, date in enumerate(dates)))
    rising = [t.name for t in await paged(db, "deadline", limit=limit)]
    falling = [t.name for t in await paged(db, "-deadline", limit=limit)]
    assert rising == ["2", "5", "4", "0", "1", "3", "6"]
    assert falling == ["0", "4", "5", "2", "6", "3", "1"]


async def test_deadlines_are_found_from_a_moment_until_before_another(db: Database) -> None:
    at = now()
    some = [new(str(n), deadline=at + n * MINUTE) for n in range(1, 5)]
    await made(db, *some, new("undated"))
    assert await listed(db, deadline_after=at + 2 * MINUTE) == ["2", "3", "4"]
    assert await listed(db, deadline_before=at + 2 * MINUTE) == ["1"]
    both = {"deadline_after": at + 2 * MINUTE, "deadline_before": at + 4 * MINUTE}
    assert await listed(db, **both) == ["2", "3"]
    assert await listed(db, **both, order_by="-deadline") == ["3", "2"]


async def test_overdue_is_what_expired_and_what_is_about_to(db: Database) -> None:
    at = now()
    names = ("ran", "expired", "cancelled", "late", "in time")
    minutes = (1, 1, 1, 2, 9)
    some = [new(name, deadline=at + n * MINUTE) for name, n in zip(names, minutes, strict=True)]
    tasks = await made(db, *some, new("undated"))
    await db.write(ClaimTasks(head_start=HEAD_START), Claim(1))
    await db.write(request_stop, StopRequest(tasks[2].id))
    await db.write(sweep, Sweep(at + MINUTE, 10))
    with time_machine.travel((at + 3 * MINUTE) / 1000, tick=False):
        assert await listed(db, overdue=True) == ["ran", "expired", "late"]
        assert await listed(db, overdue=False) == ["cancelled", "in time", "undated"]
        assert await listed(db, overdue=True, statuses=frozenset({Status.FAILED})) == ["expired"]
        assert (await listed(db, overdue=True, order_by="-deadline"))[0] == "late"
        counted = await db.read(lambda c: page.counts(c, TaskQuery(overdue=True)))
        assert {s: n for s, n in counted.items() if n} == {
            Status.CANCELLING: 1,
            Status.FAILED: 1,
            Status.QUEUED: 1,
        }


@pytest.mark.parametrize(
    "members",
    [
        {"order_by": "deadline"},
        {"order_by": "-deadline"},
        {"overdue": True},
        {"deadline_before": 2**50, "order_by": "-created_at"},
    ],
)
async def test_no_page_of_deadlines_looks_at_those_that_have_none(
    db: Database, path: Path, members: dict[str, object]
) -> None:
    await made(db, *(new() for _ in range(2000)))
    at = now()
    await made(db, *(new(deadline=at + n * MINUTE) for n in range(1, 101)))
    steps: list[int] = []
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.set_progress_handler(lambda: steps.append(1), 100)
        query = TaskQuery(limit=10, **members)  # type: ignore[arg-type]
        page.page(connection, query)
        driver.set_progress_handler(None, 0)
    engine.dispose()
    assert len(steps) < 100
