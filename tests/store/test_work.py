"""The guards of people's moves, as the database keeps them."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
import time_machine
from sqlalchemy import Connection, select

from app.core.clock import now
from app.core.database import Database
from app.core.errors import Conflict, Invalid
from app.core.event import EventType, TaskEvent
from app.core.lifecycle import FINAL, WORK, Kind, Status, moves
from app.core.person import LOCAL_ID, Role
from app.core.task import CheckItem, NewTask, Task
from app.models.people import users
from app.models.tables import tasks
from app.store import comments, find, work
from app.store.comments import Remark
from app.store.create import Creation
from app.store.edit import Edit, EditTask
from app.store.idempotency import Key
from app.store.moves import StopRequest, request_stop
from app.store.work import Handing, Reopening, ReopenTasks, Step

from .conftest import GRACE, HEAD_START, create, hired, made, new

ANN, BEN = 2, 3
HOUR = 3_600_000
reopen = ReopenTasks(warnings=(HOUR,))
edit = EditTask(head_start=HEAD_START, grace=GRACE, warnings=(HOUR,))


def persons(**members: Any) -> NewTask:
    return NewTask(**{"name": "call", "command": "", "kind": Kind.PERSON, **members})


@pytest.fixture(autouse=True)
async def staff(db: Database) -> None:
    await hired(db, ANN, BEN)


async def a_task(db: Database, status: Status, **members: Any) -> Task:
    """Of Ann; one that somebody has is Ben's."""
    to = None if status is Status.UNASSIGNED else BEN
    (task,) = await made(db, persons(assigned_to=to, **members), by=ANN)
    match status:
        case Status.IN_PROGRESS:
            await db.write(work.start, Step(task.id))
        case Status.COMPLETED:
            await db.write(work.complete, Step(task.id))
        case Status.CANCELLED:
            await db.write(request_stop, StopRequest(task.id))
    return await now_is(db, task.id)


async def now_is(db: Database, task_id: int) -> Task:
    task = await db.read(lambda c: find.one(c, task_id))
    assert task is not None
    return task


async def due_at(db: Database, task_id: int) -> int | None:
    def read(connection: Connection) -> int | None:
        return connection.scalar(select(tasks.c.due_at).where(tasks.c.id == task_id))

    return await db.read(read)


STATES = [*sorted(WORK), Status.COMPLETED, Status.CANCELLED]
REOPENINGS = {(one, Status.PENDING) for one in FINAL} | {(one, Status.UNASSIGNED) for one in FINAL}


@pytest.mark.parametrize("status", STATES)
@pytest.mark.parametrize("verb", ["assign", "take", "unassign", "start", "complete", "reopen"])
async def test_no_step_leaves_the_diagram(db: Database, verb: str, status: Status) -> None:
    task = await a_task(db, status)
    steps: dict[str, tuple[Any, Step]] = {
        "assign": (work.assign, Handing(task.id, to=ANN)),
        "take": (work.take, Handing(task.id, to=ANN)),
        "reopen": (reopen, Reopening(task.id)),
    }
    act, step = steps.get(verb, (getattr(work, verb, None), Step(task.id)))
    moved = await db.write(act, step)
    after = await now_is(db, task.id)
    if moved is None:
        assert after == task
        return
    assert after == moved
    assert after.version == task.version + 1
    allowed = {*moves(), *REOPENINGS, (Status.PENDING, Status.PENDING)}
    assert (task.status, after.status) in allowed
    assert (after.finished_at is not None) == (after.status in FINAL)
    assert (after.status is Status.UNASSIGNED) == (after.assigned_to is None)


async def test_commands_take_no_step_of_people(db: Database) -> None:
    (task,) = await made(db, new(assigned_to=BEN))
    for act in (work.unassign, work.start, work.complete):
        assert await db.write(act, Step(task.id)) is None
    for give in (work.assign, work.take):
        assert await db.write(give, Handing(task.id, to=ANN)) is None
    await db.write(request_stop, StopRequest(task.id))
    assert await db.write(reopen, Reopening(task.id)) is None


async def test_who_lost_a_task_meanwhile_takes_no_step_of_it(db: Database) -> None:
    task = await a_task(db, Status.PENDING)
    await db.write(work.assign, Handing(task.id, to=ANN))
    assert await db.write(work.start, Step(task.id, only_of=BEN)) is None
    assert await db.write(work.complete, Step(task.id, only_of=BEN)) is None
    assert await db.write(comments.add, Remark(task.id, BEN, "Mine!", only_of=BEN)) is None
    ticked = {"checklist": (CheckItem("a", True),)}
    assert await db.write(edit, Edit(task.id, ticked, only_of=BEN)) is None
    assert await db.write(work.start, Step(task.id, only_of=ANN)) is not None


async def test_of_many_who_take_a_task_in_one_commit_one_has_it(db: Database) -> None:
    task = await a_task(db, Status.UNASSIGNED)
    takers = [db.write(work.take, Handing(task.id, to=one)) for one in (ANN, BEN) * 5]
    got = [one for one in await asyncio.gather(*takers) if one is not None]
    assert [await now_is(db, task.id)] == got


async def test_every_change_of_hands_tells_who_lost_it(
    db: Database, published: list[TaskEvent]
) -> None:
    task = await a_task(db, Status.PENDING)
    await db.write(work.assign, Handing(task.id, to=ANN))
    await db.write(work.unassign, Step(task.id))
    await db.write(work.take, Handing(task.id, to=BEN))
    await db.write(edit, Edit(task.id, {"assigned_to": ANN}))
    await db.write(edit, Edit(task.id, {"assigned_to": None}))
    lost = [(event.assigned_to, event.lost_by) for event in published[1:]]
    assert lost == [(ANN, BEN), (None, ANN), (BEN, None), (ANN, BEN), (None, ANN)]
    assert all({"status", "assigned_to"} <= set(event.changed) for event in published[1:4])


async def test_an_end_needs_no_more_looking_after_and_a_reopening_does(db: Database) -> None:
    deadline = now() + 5 * HOUR
    task = await a_task(db, Status.PENDING, deadline=deadline)
    assert await due_at(db, task.id) == deadline
    await db.write(work.complete, Step(task.id))
    assert await due_at(db, task.id) is None
    await db.write(reopen, Reopening(task.id))
    assert await due_at(db, task.id) == deadline - HOUR
    await db.write(work.complete, Step(task.id))
    await db.write(reopen, Reopening(task.id, changes={"deadline": None}))
    assert (await now_is(db, task.id)).deadline is await due_at(db, task.id) is None


async def test_what_somebody_had_who_has_gone_is_nobodys_when_it_is_reopened(
    db: Database, published: list[TaskEvent]
) -> None:
    task = await a_task(db, Status.COMPLETED)

    def dismiss(tx: Any, ids: Sequence[int]) -> list[None]:
        tx.connection.execute(users.update().where(users.c.id.in_(ids)).values(disabled_at=1))
        return [None for _ in ids]

    await db.write(dismiss, BEN)
    await db.write(reopen, Reopening(task.id))
    again = await now_is(db, task.id)
    assert (again.status, again.assigned_to) == (Status.UNASSIGNED, None)
    assert published[-1].lost_by == BEN


async def test_a_task_whose_deadline_has_passed_needs_another(db: Database) -> None:
    task = await a_task(db, Status.COMPLETED)

    def backdate(tx: Any, ids: Sequence[int]) -> list[None]:
        tx.connection.execute(tasks.update().where(tasks.c.id.in_(ids)).values(deadline=1))
        return [None for _ in ids]

    await db.write(backdate, task.id)
    for changes in ({}, {"deadline": 2}):
        with pytest.raises(Invalid) as refused:
            await db.write(reopen, Reopening(task.id, changes=changes))
        assert refused.value.problems[0][0] == "/deadline"
    assert await db.write(reopen, Reopening(task.id, changes={"deadline": None})) is not None


async def test_who_may_only_look_is_given_nothing_to_do(db: Database) -> None:
    await hired(db, 4, role=Role.VIEWER)
    task = await a_task(db, Status.PENDING)
    nobody = pytest.raises(Invalid, match="nobody with this id can be given a task")
    with nobody:
        await db.write(work.assign, Handing(task.id, to=4))
    with nobody:
        await db.write(edit, Edit(task.id, {"assigned_to": 4}))
    with nobody:
        await made(db, persons(assigned_to=4))
    assert (await now_is(db, task.id)).assigned_to == BEN


async def test_nothing_is_completed_after_its_deadline(db: Database) -> None:
    with time_machine.travel(1_000_000_000, tick=False) as clock:
        one, other = [await a_task(db, Status.IN_PROGRESS, deadline=now() + 1000) for _ in "ab"]
        clock.shift(0.999)
        assert await db.write(work.complete, Step(one.id)) is not None
        clock.shift(0.001)
        assert await db.write(work.complete, Step(other.id)) is None


async def test_a_deadline_is_extended_before_it_passes_and_not_after(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadline = now() + HOUR
    task = await a_task(db, Status.PENDING, deadline=deadline)
    later = deadline + HOUR
    assert await db.write(edit, Edit(task.id, {"deadline": later})) is not None
    assert await due_at(db, task.id) == later - HOUR
    monkeypatch.setattr("app.store.edit.now", lambda: later)
    assert await db.write(edit, Edit(task.id, {"deadline": later + HOUR})) is None


async def test_comments_are_heard_of_and_go_with_their_task(
    db: Database, published: list[TaskEvent]
) -> None:
    task = await a_task(db, Status.PENDING)
    comment = await db.write(comments.add, Remark(task.id, BEN, "Soon."))
    assert comment is not None
    assert (comment.author, comment.text, comment.task_id) == (BEN, "Soon.", task.id)
    assert (published[-1].type, published[-1].changed) == (EventType.COMMENTED, ("comments",))
    assert published[-1].task == task
    page = await db.read(lambda c: comments.page(c, task.id, after=None, limit=1))
    assert (page.comments, page.next_cursor) == ([comment], None)
    with pytest.raises(Invalid):
        await db.read(lambda c: comments.page(c, task.id, after="x", limit=1))


async def test_people_do_not_wait_in_the_queue_of_commands(db: Database) -> None:
    await made(db, *(persons() for _ in range(3)), new())
    totals = await db.read(find.totals)
    assert (totals[Status.UNASSIGNED], totals[Status.QUEUED]) == (3, 1)


async def test_an_external_id_is_of_one_task_of_each_creator(db: Database) -> None:
    (first,) = await made(db, persons(external_id="a"), by=ANN)
    await made(db, new(external_id="a"), by=BEN)
    with pytest.raises(Conflict, match="'a'"):
        await made(db, new(external_id="a"), by=ANN)
    with pytest.raises(Conflict):
        await made(db, persons(external_id="b"), persons(external_id="b"), by=ANN)
    (other,) = await made(db, persons(external_id="b"), by=ANN)
    with pytest.raises(Conflict):
        await db.write(edit, Edit(other.id, {"external_id": "a"}))
    assert await db.write(edit, Edit(first.id, {"external_id": "a"})) is not None


async def test_of_many_who_want_an_external_id_in_one_commit_one_has_it(db: Database) -> None:
    asked = [made(db, persons(external_id="a"), by=ANN) for _ in range(5)]
    got = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(one, Conflict) for one in got) == 4


async def test_a_request_that_comes_twice_at_once_has_its_external_id_twice(db: Database) -> None:
    creation = Creation((persons(external_id="a"),), ANN, Key(ANN, "k", b""))
    both = await asyncio.gather(db.write(create, creation), db.write(create, creation))
    assert sorted(len(one.tasks) for one in both) == [0, 1]


async def test_a_deadline_that_has_passed_is_refused_where_it_stands(db: Database) -> None:
    past = new(deadline=now() - 1)
    with pytest.raises(Invalid) as refused:
        await db.write(create, Creation((new(), past), LOCAL_ID, is_batch=True))
    assert refused.value.problems[0][0] == "/tasks/1/deadline"
