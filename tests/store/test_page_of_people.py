"""Lists by people: what somebody may see, and what is asked of creators and assignees."""

import asyncio
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, insert

from app.core.database import Database
from app.core.deadline import Due
from app.core.lifecycle import Kind, Status
from app.core.query import TaskQuery
from app.core.task import Task
from app.models.tables import tasks as table
from app.store import page
from app.store.rows import NEW_COLUMNS, new_task, row_of

from .conftest import GRACE, hired, made, new

ME, SOMEBODY, NOBODY = 2, 3, 9
PEOPLE = (ME, SOMEBODY, 4)
MANY = 60


def some_tasks(chance: random.Random) -> list[Task]:
    """With gaps between their ids."""
    return [
        replace(
            new_task(i, new(), by=chance.choice(PEOPLE), now=i, grace=GRACE),
            assigned_to=chance.choice((None, None, *PEOPLE)),
            status=chance.choice(list(Status)),
            name=chance.choice("ab"),
            kind=chance.choice(list(Kind)),
        )
        for i in sorted(chance.sample(range(1, 3 * MANY), MANY))
    ]


TASKS = some_tasks(random.Random(3))


@contextmanager
def opened(path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture(scope="module")
def filled(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    path = tmp_path_factory.mktemp("people") / "taskyard.db"
    path.write_bytes(migrated.read_bytes())
    with opened(path) as connection:
        for task in TASKS:
            values = dict(
                zip(NEW_COLUMNS, row_of(task, run_order=0, due=Due(None, 0)), strict=True)
            )
            connection.execute(insert(table).values(values | {"tags": [], "env": {}}))
        yield connection


def is_wanted(task: Task, query: TaskQuery, *, of_any_status: bool = False) -> bool:
    return (
        (query.seen_by is None or query.seen_by in (task.created_by, task.assigned_to))
        and (query.creators is None or task.created_by in query.creators)
        and _is_theirs(task, query)
        and (query.kinds is None or task.kind in query.kinds)
        and (query.names is None or task.name in query.names)
        and (of_any_status or query.statuses is None or task.status in query.statuses)
    )


def _is_theirs(task: Task, query: TaskQuery) -> bool:
    if query.or_nobodys and task.status is Status.UNASSIGNED:
        return True
    if query.assignees is None:
        return not query.or_nobodys
    return task.assigned_to in query.assignees


def sets(*values: object) -> st.SearchStrategy[frozenset[object] | None]:
    return st.none() | st.frozensets(st.sampled_from(values), max_size=4)


queries = st.builds(
    TaskQuery,
    limit=st.integers(1, 20),
    order_by=st.sampled_from(["created_at", "-created_at", "priority", "-duration"]),
    seen_by=st.sampled_from([None, *PEOPLE, NOBODY]),
    creators=sets(*PEOPLE, NOBODY),
    assignees=sets(*PEOPLE, NOBODY),
    or_nobodys=st.booleans(),
    kinds=sets(*Kind),
    statuses=sets(*Status),
    names=st.none() | st.just(frozenset("a")),
)
_ONCE = settings(max_examples=300, deadline=None)


@given(query=queries)
@_ONCE
def test_pages_hold_each_task_that_is_wanted_once_and_in_order(
    filled: Connection, query: TaskQuery
) -> None:
    wanted = [task.id for task in TASKS if is_wanted(task, query)]
    found: list[int] = []
    cursor: str | None = None
    while True:
        one = page.page(filled, replace(query, cursor=cursor))
        assert len(one.tasks) <= query.limit
        found += [task.id for task in one.tasks]
        if (cursor := one.next_cursor) is None:
            break
    assert found == sorted(wanted, reverse=query.order_by.startswith("-"))


@given(query=queries)
@_ONCE
def test_counts_and_ids_are_of_the_same_tasks(filled: Connection, query: TaskQuery) -> None:
    of_any = [task for task in TASKS if is_wanted(task, query, of_any_status=True)]
    counts = page.counts(filled, query)
    assert counts == {s: sum(task.status is s for task in of_any) for s in Status}
    wanted = [task.id for task in TASKS if is_wanted(task, query)]
    assert page.ids(filled, query, limit=10) == wanted[:10]


def test_very_many_people_may_be_asked_for(filled: Connection) -> None:
    query = TaskQuery(creators=frozenset(range(ME, 2000)), limit=1000)
    assert len(page.page(filled, query).tasks) == MANY


@pytest.mark.parametrize(
    "query",
    [
        TaskQuery(seen_by=ME),
        TaskQuery(seen_by=NOBODY),
        TaskQuery(seen_by=ME, statuses=frozenset({Status.FAILED})),
        TaskQuery(seen_by=ME, statuses=frozenset({Status.FAILED, Status.QUEUED})),
        TaskQuery(seen_by=ME, assignees=frozenset({ME})),
        TaskQuery(seen_by=ME, creators=frozenset({ME})),
        TaskQuery(seen_by=ME, creators=frozenset({SOMEBODY})),
        TaskQuery(seen_by=SOMEBODY, assignees=frozenset({ME})),
        TaskQuery(creators=frozenset({ME, NOBODY})),
        TaskQuery(assignees=frozenset({ME})),
        TaskQuery(assignees=frozenset(), or_nobodys=True),
        TaskQuery(assignees=frozenset({ME}), or_nobodys=True),
        TaskQuery(assignees=frozenset({ME}), statuses=frozenset({Status.FAILED})),
    ],
)
async def test_a_page_of_somebodys_looks_at_few_tasks(
    db: Database, path: Path, query: TaskQuery
) -> None:
    """At the few there are of them among many of somebody else, and at a few of many."""
    await hired(db, ME, 4)
    for by, assigned_to, n in ((4, None, 3000), (ME, None, 2), (4, ME, 2), (SOMEBODY, 4, 3000)):
        await made(db, *(new(assigned_to=assigned_to) for _ in range(n)), by=by)
    steps: list[int] = []
    with opened(path) as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.set_progress_handler(lambda: steps.append(1), 100)
        found = page.page(connection, replace(query, limit=3)).tasks
        page.ids(connection, query, limit=3)
    assert all(is_wanted(task, query) for task in found)
    assert len(steps) < 50


async def test_a_task_that_comes_meanwhile_moves_no_page(db: Database) -> None:
    await made(db, *(new() for _ in range(6)), by=ME)
    query = TaskQuery(seen_by=ME, limit=3)
    first = await db.read(partial(page.page, query=query))
    await asyncio.gather(*(made(db, by=by) for by in PEOPLE))
    second = await db.read(partial(page.page, query=replace(query, cursor=first.next_cursor)))
    assert [t.id for t in first.tasks + second.tasks] == [6, 5, 4, 3, 2, 1]
