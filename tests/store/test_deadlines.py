import asyncio
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from app.core.clock import Millis, millis, now
from app.core.database import Database
from app.core.event import EventType, TaskEvent
from app.core.lifecycle import FINAL, Kind, Reason, Status
from app.core.task import NewTask, Task
from app.store import deadlines, find, work
from app.store.create import CreateTasks, Creation
from app.store.deadlines import Sweep, SweepDeadlines, Swept
from app.store.edit import Edit, EditTask
from app.store.finish import FinishTasks, Outcome
from app.store.moves import Claim, ClaimTasks, StopRequest, request_stop
from app.store.work import Step

from .conftest import GRACE, HEAD_START, new, reply

HOUR = millis(timedelta(hours=1))
DAY = 24 * HOUR
WARNINGS = (DAY, HOUR)

sweep = SweepDeadlines(warnings=WARNINGS)
edit = EditTask(head_start=HEAD_START, grace=GRACE, warnings=WARNINGS)
create = CreateTasks(
    head_start=HEAD_START, grace=GRACE, encode=reply, queue_limit=10_000, warnings=WARNINGS
)
claim = ClaimTasks(head_start=HEAD_START)
finish = FinishTasks(head_start=HEAD_START)


async def given(db: Database, *some: NewTask) -> list[Task]:
    return (await db.write(create, Creation(some, 1))).tasks


async def swept(db: Database, at: Millis, *, limit: int = 200) -> Swept:
    return await db.write(sweep, Sweep(at, limit))


async def current(db: Database, task: Task) -> Task:
    found = await db.read(lambda c: find.one(c, task.id))
    assert found is not None
    return found


def put(path: Path, task: Task, status: Status) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE tasks SET status = ? WHERE id = ?", (status.value, task.id))
    connection.close()


def due_at(path: Path, task: Task) -> tuple[Millis | None, int | None]:
    connection = sqlite3.connect(path)
    row = connection.execute("SELECT due_at, run_order FROM tasks WHERE id = ?", (task.id,))
    found: tuple[Millis | None, int | None] = row.fetchone()
    connection.close()
    return found


@pytest.mark.parametrize(
    "status",
    [Status.UNASSIGNED, Status.PENDING, Status.IN_PROGRESS, Status.BLOCKED, Status.QUEUED],
)
async def test_what_has_not_begun_to_run_fails_when_its_deadline_passes(
    db: Database, path: Path, published: list[TaskEvent], status: Status
) -> None:
    at = 1_795_183_200_000
    with time_machine.travel(at / 1000 - 60):
        (task,) = await given(db, new(deadline=at))
    put(path, task, status)
    assert [t.id for t in (await swept(db, at)).expired] == [task.id]
    found = await current(db, task)
    assert (found.status, found.reason) == (Status.FAILED, Reason.EXPIRED)
    assert found.reason_text == "deadline 2026-11-20T14:00:00Z passed"
    assert (found.finished_at, found.version) == (at, task.version + 1)
    assert due_at(path, task) == (None, None)
    event = published[-1]
    assert event.task == found
    assert event.changed == ("status", "reason", "finished_at", "duration_ms")


async def test_a_running_command_is_to_be_stopped(db: Database, path: Path) -> None:
    deadline = now() + 2 * DAY
    (task,) = await given(db, new(deadline=deadline))
    await db.write(claim, Claim(1))
    found = await swept(db, deadline)
    assert (found.expired, [t.id for t in found.stopping]) == ([], [task.id])
    stopping = await current(db, task)
    assert (stopping.status, stopping.reason) == (Status.CANCELLING, Reason.EXPIRED)
    assert stopping.finished_at is None
    assert due_at(path, task) == (None, None)
    assert (await swept(db, deadline)).count == 0


async def test_what_somebody_is_cancelling_stays_cancelled(
    db: Database, published: list[TaskEvent]
) -> None:
    deadline = now() + 2 * DAY
    (task,) = await given(db, new(deadline=deadline))
    await db.write(claim, Claim(1))
    cancelling = await db.write(request_stop, StopRequest(task.id, "enough"))
    published.clear()
    found = await swept(db, deadline)
    assert (found.count, found.next_at, published) == (0, None, [])
    assert await current(db, task) == cancelling


async def test_what_has_ended_is_left_alone(db: Database, path: Path) -> None:
    for status in FINAL:
        (task,) = await given(db, new(deadline=now() + HOUR))
        put(path, task, status)
        # Also where an end forgot to say that nothing is due any more.
        found = await swept(db, now() + DAY)
        assert (found.count, found.next_at) == (0, None)
        assert (await current(db, task)).version == task.version


async def test_each_warning_comes_once_and_then_the_end(
    db: Database, published: list[TaskEvent]
) -> None:
    deadline = now() + 2 * DAY
    (task,) = await given(db, new(deadline=deadline))
    published.clear()
    assert (await swept(db, deadline - DAY - 1)).next_at == deadline - DAY
    first = await swept(db, deadline - DAY)
    assert ([t.id for t in first.warned], first.next_at) == ([task.id], deadline - HOUR)
    assert (await swept(db, deadline - DAY)).count == 0
    second = await swept(db, deadline - HOUR)
    assert ([t.id for t in second.warned], second.next_at) == ([task.id], deadline)
    assert [(e.type, e.changed) for e in published] == [(EventType.DUE_SOON, ("deadline",))] * 2
    assert await current(db, task) == task
    assert [t.id for t in (await swept(db, deadline)).expired] == [task.id]


async def test_of_warnings_that_were_missed_one_is_given(db: Database) -> None:
    deadline = now() + 2 * DAY
    await given(db, new(deadline=deadline))
    late = await swept(db, deadline - HOUR + 1)
    assert (len(late.warned), late.next_at) == (1, deadline)


async def test_a_deadline_that_is_moved_warns_again_and_one_that_is_taken_away_never(
    db: Database,
) -> None:
    deadline = now() + 2 * DAY
    (task,) = await given(db, new(deadline=deadline))
    await swept(db, deadline - HOUR)
    await db.write(edit, Edit(task.id, {"deadline": deadline + 2 * DAY}))
    again = await swept(db, deadline)
    assert (again.count, again.next_at) == (0, deadline + DAY)
    assert [t.id for t in (await swept(db, deadline + DAY)).warned] == [task.id]
    await db.write(edit, Edit(task.id, {"deadline": None}))
    assert await db.read(deadlines.earliest) is None


async def test_those_due_first_come_first_and_no_more_than_asked(db: Database) -> None:
    at = now() + HOUR
    some = await given(db, *(new(deadline=at - n) for n in range(5)))
    first = await swept(db, at, limit=3)
    assert [t.id for t in first.expired] == [t.id for t in some[2:]]
    assert first.next_at == at - 1
    rest = await swept(db, at, limit=3)
    assert ([t.id for t in rest.expired], rest.next_at) == ([t.id for t in some[:2]], None)


async def test_a_command_whose_deadline_has_passed_is_never_started(db: Database) -> None:
    deadline = now() + HOUR
    await given(db, new(deadline=deadline), new("in time", deadline=deadline + 10))
    with time_machine.travel((deadline + 5) / 1000, tick=False):
        assert [t.name for t in await db.write(claim, Claim(2))] == ["in time"]


async def test_a_task_of_a_person_ends_when_it_expires(db: Database) -> None:
    deadline = now() + HOUR
    (task,) = await given(db, new(kind=Kind.PERSON, command="", assigned_to=1, deadline=deadline))
    begun = await db.write(work.start, Step(task.id))
    assert isinstance(begun, Task)
    assert begun.started_at is not None
    (expired,) = (await swept(db, deadline)).expired
    assert expired.finished_at == deadline
    assert expired.duration_ms == deadline - begun.started_at


@pytest.mark.parametrize("end", [Status.QUEUED, Status.COMPLETED])
async def test_what_expired_as_its_attempt_was_lost_does_not_run_again(
    db: Database, end: Status
) -> None:
    deadline = now() + DAY
    (task,) = await given(db, new(deadline=deadline))
    await db.write(claim, Claim(1))
    await swept(db, deadline)
    outcome = Outcome(
        task_id=task.id, attempt=1, status=end, reason=None, reason_text=None, finished_at=now()
    )
    done = await db.write(finish, outcome)
    assert done is not None
    if end is Status.QUEUED:
        assert (done.status, done.reason) == (Status.FAILED, Reason.EXPIRED)
        assert done.reason_text is not None
    else:  # it ended by itself before the stop reached it
        assert (done.status, done.reason) == (Status.COMPLETED, None)


async def test_an_attempt_that_runs_again_keeps_its_deadline(db: Database) -> None:
    deadline = now() + DAY + HOUR
    (task,) = await given(db, new(deadline=deadline))
    await db.write(claim, Claim(1))
    outcome = Outcome(
        task_id=task.id,
        attempt=1,
        status=Status.QUEUED,
        reason=None,
        reason_text=None,
        finished_at=now(),
    )
    await db.write(finish, outcome)
    assert [t.id for t in (await swept(db, deadline)).expired] == [task.id]


async def test_a_cancel_and_a_deadline_at_once_give_one_end(
    db: Database, published: list[TaskEvent]
) -> None:
    deadline = now() + HOUR
    some = await given(db, *(new(deadline=deadline) for _ in range(20)))
    stops = [db.write(request_stop, StopRequest(task.id)) for task in some]
    await asyncio.gather(*stops[:10], swept(db, deadline), *stops[10:])
    ends = [e.task_id for e in published if "status" in e.changed and e.type is EventType.UPDATED]
    assert sorted(ends) == [task.id for task in some]


async def test_a_sweep_looks_at_what_is_due_and_at_nothing_else(db: Database, path: Path) -> None:
    plans: list[str] = []
    connection = sqlite3.connect(path)
    for statement in (
        deadlines._DUE,
        deadlines._EXPIRE,
        deadlines._STOP,
        deadlines._WARN,
        deadlines._FORGET,
    ):
        values = [statement._fixed[name] for name in statement._names]
        found = connection.execute(f"EXPLAIN QUERY PLAN {statement._text}", values)
        plans += [row[3] for row in found]
    connection.close()
    of_tasks = [plan for plan in plans if "tasks" in plan]
    assert of_tasks
    assert all("tasks_due" in plan or "INTEGER PRIMARY KEY" in plan for plan in of_tasks), plans
