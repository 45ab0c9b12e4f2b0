"""Tasks that wait for tasks, on a real database."""

import asyncio

import pytest

from app.core.database import Database
from app.core.errors import Invalid, QueueFull
from app.core.event import EventType, TaskEvent
from app.core.lifecycle import Kind, Priority, Reason, Status
from app.core.query import TaskQuery
from app.core.task import AfterPolicy, OnFailure, Task
from app.store import awaited, find, page
from app.store.create import CreateTasks, Creation
from app.store.edit import Edit, EditTask, Removal, remove
from app.store.moves import StopRequest, request_stop
from tests.store.conftest import GRACE, HEAD_START, hired, made, new, reply
from tests.store.test_moves import claimed, finish, outcome

ANY_END = AfterPolicy.ANY_END
ANN, BEN = 2, 3

edit = EditTask(head_start=HEAD_START, grace=GRACE)


async def now_is(db: Database, *tasks: Task) -> list[Task]:
    found = await db.read(lambda c: find.many(c, [task.id for task in tasks]))
    return [found[task.id] for task in tasks]


async def statuses(db: Database, *tasks: Task) -> list[Status]:
    return [task.status for task in await now_is(db, *tasks)]


async def waiting_rows(db: Database) -> list[tuple[int, int]]:
    query = "SELECT task_id, after_id FROM task_after ORDER BY 1, 2"
    return await db.read(lambda c: [tuple(row) for row in c.exec_driver_sql(query)])


async def end(db: Database, task: Task, status: Status = Status.COMPLETED) -> None:
    """Run it to that end, or cancel it."""
    if status is Status.CANCELLED:
        assert await db.write(request_stop, StopRequest(task.id)) is not None
        return
    (running,) = [one for one in await claimed(db) if one.id == task.id]
    assert await db.write(finish, outcome(running, status)) is not None


async def test_a_task_that_waits_is_blocked_and_nobody_claims_it(db: Database) -> None:
    (first,) = await made(db, new("first", priority=Priority.URGENT))
    (second,) = await made(db, new("second", after=(first.id,)))
    assert (second.status, second.queued_at, second.after) == (Status.BLOCKED, None, (first.id,))
    assert [task.id for task in await claimed(db)] == [first.id]


async def test_a_list_of_what_still_waits_for_a_task(db: Database) -> None:
    one, two, alone = await made(db, new("one"), new("two"), new("alone"))
    await made(db, new("both", after=(one.id, two.id)), new("second", after=(two.id,)))

    async def waiting(*ids: int) -> list[str]:
        query = TaskQuery(waits_for=frozenset(ids), order_by="created_at")
        return [task.name for task in (await db.read(lambda c: page.page(c, query))).tasks]

    assert await waiting(one.id) == ["both"]
    assert await waiting(one.id, two.id) == ["both", "second"]
    assert await waiting(alone.id) == []
    await end(db, one, Status.CANCELLED)
    assert await waiting(one.id) == []


async def test_it_is_queued_in_the_commit_of_the_last_end_it_waited_for(
    db: Database, published: list[TaskEvent]
) -> None:
    one, two = await made(db, new("one"), new("two"))
    (last,) = await made(db, new("last", after=(one.id, two.id)))
    running = await claimed(db)
    await db.write(finish, outcome(running[0]))
    assert await statuses(db, last) == [Status.BLOCKED]
    published.clear()
    await db.write(finish, outcome(running[1]))
    ended, released = published
    assert (ended.task_id, released.task_id) == (two.id, last.id)
    assert released.task is not None
    assert released.task.status is Status.QUEUED
    assert released.task.queued_at is not None
    assert released.changed == ("status", "queued_at")
    assert [task.id for task in await claimed(db)] == [last.id]
    assert await waiting_rows(db) == []


async def test_a_released_task_gets_the_place_of_its_priority(db: Database) -> None:
    (gate,) = await made(db, new("gate"))
    running = await claimed(db)
    await made(db, new("low", after=(gate.id,), priority=Priority.LOW))
    await made(db, new("normal"), new("urgent", after=(gate.id,), priority=Priority.URGENT))
    await db.write(finish, outcome(running[0]))
    assert [task.name for task in await claimed(db)] == ["urgent", "normal", "low"]


async def test_a_failure_is_handed_down_a_chain_of_any_length(
    db: Database, published: list[TaskEvent]
) -> None:
    (first,) = await made(db, new("build"))
    chain = [first]
    for n in range(1100):
        chain += await made(db, new(f"step {n}", after=(chain[-1].id,)))
    published.clear()
    await end(db, first, Status.CANCELLED)
    found = await now_is(db, *chain[1:])
    assert {(t.status, t.reason) for t in found} == {(Status.FAILED, Reason.DEPENDENCY_FAILED)}
    assert found[0].reason_text == f"task {first.id} (build) was cancelled"
    assert found[1].reason_text == f"task {chain[1].id} (step 0) failed"
    assert all(task.finished_at is not None for task in found)
    assert [event.task_id for event in published] == [task.id for task in chain]
    assert await waiting_rows(db) == []


@pytest.mark.parametrize("how", [Status.COMPLETED, Status.FAILED, Status.CANCELLED])
async def test_with_any_end_it_runs_however_the_others_ended(db: Database, how: Status) -> None:
    one, two = await made(db, new("one"), new("two"))
    (last,) = await made(db, new(after=(one.id, two.id), after_policy=ANY_END))
    await end(db, two, Status.CANCELLED)
    assert await statuses(db, last) == [Status.BLOCKED]
    await end(db, one, how)
    assert await statuses(db, last) == [Status.QUEUED]


async def test_a_diamond_is_released_once_and_only_when_both_sides_are_done(
    db: Database, published: list[TaskEvent]
) -> None:
    (top,) = await made(db, new("top"))
    left, right = await made(db, new("left", after=(top.id,)), new("right", after=(top.id,)))
    (bottom,) = await made(db, new("bottom", after=(left.id, right.id)))
    await end(db, top)
    running = {task.id: task for task in await claimed(db)}
    assert set(running) == {left.id, right.id}
    await db.write(finish, outcome(running[right.id]))
    assert await statuses(db, bottom) == [Status.BLOCKED]
    await db.write(finish, outcome(running[left.id]))
    moves = [e.changed for e in published if e.task_id == bottom.id and e.type != "task.created"]
    assert moves == [("status", "queued_at")]


async def test_of_a_diamond_that_fails_the_end_is_told_once(
    db: Database, published: list[TaskEvent]
) -> None:
    (top,) = await made(db, new("top"))
    left, right = await made(db, new("left", after=(top.id,)), new("right", after=(top.id,)))
    (bottom,) = await made(db, new("bottom", after=(left.id, right.id)))
    await end(db, top, Status.FAILED)
    assert [e.type for e in published if e.task_id == bottom.id] == ["task.created", "task.updated"]
    assert (await now_is(db, bottom))[0].reason_text == f"task {left.id} (left) failed"


async def test_both_ends_in_one_commit_count(db: Database) -> None:
    one, two = await made(db, new("one"), new("two"))
    (last,) = await made(db, new(after=(one.id, two.id)))
    running = await claimed(db)
    await asyncio.gather(*(db.write(finish, outcome(task)) for task in running))
    assert await statuses(db, last) == [Status.QUEUED]


async def test_what_goes_back_to_the_queue_has_not_ended(db: Database) -> None:
    (gate,) = await made(db, new("gate"))
    (last,) = await made(db, new(after=(gate.id,)))
    (running,) = await claimed(db)
    await db.write(finish, outcome(running, Status.QUEUED, reason=Reason.INTERRUPTED))
    assert await statuses(db, gate, last) == [Status.QUEUED, Status.BLOCKED]
    await end(db, gate)
    assert await statuses(db, last) == [Status.QUEUED]


async def test_a_blocked_task_can_be_cancelled_and_is_never_released(db: Database) -> None:
    (gate,) = await made(db, new("gate"))
    (waits,) = await made(db, new(after=(gate.id,)))
    await end(db, waits, Status.CANCELLED)
    assert await waiting_rows(db) == []
    await end(db, gate)
    assert await statuses(db, waits) == [Status.CANCELLED]


async def test_a_deleted_task_leaves_nobody_waiting(db: Database) -> None:
    (gate,) = await made(db, new("gate"))
    (waits,) = await made(db, new(after=(gate.id,), after_policy=ANY_END))
    answers = await asyncio.gather(
        db.write(request_stop, StopRequest(gate.id)), db.write(remove, Removal(gate.id))
    )
    assert answers[1] is True
    assert await statuses(db, waits) == [Status.QUEUED]


async def test_what_has_completed_already_is_not_waited_for(
    db: Database, published: list[TaskEvent]
) -> None:
    (gate,) = await made(db, new("gate"))
    await end(db, gate)
    published.clear()
    (task,) = await made(db, new(after=(gate.id,)))
    assert (task.status, task.after) == (Status.QUEUED, (gate.id,))
    assert [event.type for event in published] == [EventType.CREATED]
    assert [one.id for one in await claimed(db)] == [task.id]


async def test_who_needs_what_has_failed_already_is_created_and_fails(
    db: Database, published: list[TaskEvent]
) -> None:
    gate, other = await made(db, new("gate"), new("other"))
    await end(db, gate, Status.CANCELLED)
    published.clear()
    (task,) = await made(db, new(after=(other.id, gate.id)))
    assert (task.status, task.reason) == (Status.FAILED, Reason.DEPENDENCY_FAILED)
    assert task.reason_text == f"task {gate.id} (gate) was cancelled"
    assert [event.type for event in published] == [EventType.CREATED, EventType.UPDATED]
    assert await waiting_rows(db) == []


async def test_each_task_of_a_batch_that_waits_in_vain_fails_and_no_other(db: Database) -> None:
    gate, other = await made(db, new("gate"), new("other"))
    await end(db, gate, Status.CANCELLED)
    tasks = await made(
        db, new("a", after=(gate.id,)), new("b"), new("c", after=(other.id, other.id))
    )
    assert [t.status for t in tasks] == [Status.FAILED, Status.QUEUED, Status.BLOCKED]
    assert await waiting_rows(db) == [(tasks[2].id, other.id)]


async def test_a_task_that_is_not_there_cannot_be_waited_for(db: Database) -> None:
    (gate,) = await made(db, new("gate"))
    with pytest.raises(Invalid) as refused:
        await made(db, new(after=(gate.id, 77)))
    assert refused.value.problems == [("/after/1", "unknown-task", "no task with id 77")]
    batch = Creation((new(), new(after=(78, gate.id))), ANN, is_batch=True)
    answers = await asyncio.gather(
        db.write(_create, batch), made(db, new("fine")), return_exceptions=True
    )
    assert isinstance(answers[0], Invalid)
    assert answers[0].problems == [("/tasks/1/after/0", "unknown-task", "no task with id 78")]
    assert isinstance(answers[1], list)


_create = CreateTasks(head_start=HEAD_START, grace=GRACE, encode=reply, queue_limit=10_000)


async def test_what_the_creator_may_not_see_is_not_there(db: Database) -> None:
    await hired(db, ANN, BEN)
    (hers,) = await made(db, new("hers"), by=ANN)
    (theirs,) = await made(db, new("theirs", assigned_to=BEN), by=ANN)
    with pytest.raises(Invalid):
        await db.write(_create, Creation((new(after=(hers.id,)),), BEN, seen_by=BEN))
    await db.write(_create, Creation((new(after=(theirs.id,)),), BEN, seen_by=BEN))
    await db.write(_create, Creation((new(after=(hers.id,)),), BEN, seen_by=None))


async def test_a_name_is_not_told_to_an_assignee_who_may_not_see_the_task(db: Database) -> None:
    await hired(db, ANN, BEN)
    (secret,) = await made(db, new("secret"), by=ANN)
    (shared,) = await made(db, new("shared", assigned_to=BEN), by=ANN)
    of_secret, of_shared = await made(
        db,
        new(after=(secret.id,), assigned_to=BEN),
        new(after=(shared.id,), assigned_to=BEN),
        by=ANN,
    )
    for task in (secret, shared):
        await end(db, task, Status.CANCELLED)
    found = [task.reason_text for task in await now_is(db, of_secret, of_shared)]
    assert found == [
        f"task {secret.id} was cancelled",
        f"task {shared.id} (shared) was cancelled",
    ]


async def test_a_name_is_not_told_to_a_creator_whose_task_others_made_wait(db: Database) -> None:
    await hired(db, ANN, BEN)
    (secret,) = await made(db, new("secret"), by=ANN)
    (task,) = await made(db, new(), by=BEN)
    await db.write(edit, Edit(task.id, {"after": (secret.id,)}, seen_by=None))
    await end(db, secret, Status.CANCELLED)
    assert (await now_is(db, task))[0].reason_text == f"task {secret.id} was cancelled"


async def test_blocked_tasks_take_a_place_of_the_queue(db: Database) -> None:
    two = CreateTasks(head_start=HEAD_START, grace=GRACE, encode=reply, queue_limit=2)
    (gate,) = await made(db, new("gate"))
    await claimed(db)
    await db.write(two, Creation((new(after=(gate.id,)), new(after=(gate.id,))), ANN))
    with pytest.raises(QueueFull):
        await db.write(two, Creation((new(),), ANN))
    person = new("ask", command="", kind=Kind.PERSON)
    await db.write(two, Creation((person,), ANN))


async def test_a_priority_given_while_blocked_counts_when_it_is_queued(db: Database) -> None:
    (gate,) = await made(db, new("gate"))
    running = await claimed(db)
    waits, _ = await made(db, new("waits", after=(gate.id,)), new("other"))
    await db.write(edit, Edit(waits.id, {"priority": Priority.URGENT}))
    assert await statuses(db, waits) == [Status.BLOCKED]
    await db.write(finish, outcome(running[0]))
    assert [task.name for task in await claimed(db)] == ["waits", "other"]


async def test_of_many_that_wait_each_tells_the_first_it_waits_for(db: Database) -> None:
    gates = await made(db, *(new(f"gate {n}") for n in range(3)))
    (waits,) = await made(db, new(after=tuple(gate.id for gate in gates)))
    found = await db.read(lambda c: awaited.by(c, [waits.id, gates[0].id]))
    assert {i: (a.id, a.name, a.count) for i, a in found.items()} == {
        waits.id: (gates[0].id, "gate 0", 3)
    }


# What it waits for can be changed


async def test_a_queued_task_can_be_made_to_wait_and_a_blocked_one_not_to(db: Database) -> None:
    gate, task = await made(db, new("gate"), new("task"))
    blocked = await db.write(edit, Edit(task.id, {"after": (gate.id,)}))
    assert isinstance(blocked, Task)
    assert (blocked.status, blocked.after, blocked.queued_at) == (Status.BLOCKED, (gate.id,), None)
    assert [one.id for one in await claimed(db)] == [gate.id]
    freed = await db.write(edit, Edit(task.id, {"after": ()}))
    assert isinstance(freed, Task)
    assert (freed.status, freed.after) == (Status.QUEUED, ())
    assert [one.id for one in await claimed(db)] == [task.id]
    assert await waiting_rows(db) == []


async def test_a_task_that_is_made_to_need_what_has_failed_fails(db: Database) -> None:
    gate, task, other = await made(db, new("gate"), new("task"), new("other"))
    await end(db, gate, Status.CANCELLED)
    lost = await db.write(edit, Edit(task.id, {"after": (other.id, gate.id)}))
    assert isinstance(lost, Task)
    assert (lost.status, lost.reason) == (Status.FAILED, Reason.DEPENDENCY_FAILED)
    assert await waiting_rows(db) == []
    assert task.id not in [one.id for one in await claimed(db)]


async def test_a_policy_alone_can_change(db: Database) -> None:
    one, two = await made(db, new("one"), new("two"))
    (task,) = await made(db, new(after=(one.id, two.id), after_policy=ANY_END))
    await end(db, one, Status.CANCELLED)
    lost = await db.write(edit, Edit(task.id, {"after_policy": AfterPolicy.ALL_COMPLETED}))
    assert isinstance(lost, Task)
    assert lost.reason_text == f"task {one.id} (one) was cancelled"


async def test_what_is_gone_may_be_named_again_and_holds_nobody_back(db: Database) -> None:
    one, two = await made(db, new("one"), new("two"))
    (task,) = await made(db, new(after=(one.id, two.id)))
    await end(db, one)
    await db.write(remove, Removal(one.id))
    (stranger,) = await made(db, new())
    with pytest.raises(Invalid):
        await db.write(edit, Edit(stranger.id, {"after": (one.id,)}))
    kept = await db.write(edit, Edit(task.id, {"after": (one.id,)}))
    assert isinstance(kept, Task)
    assert kept.status is Status.QUEUED


async def test_no_task_can_wait_for_itself(db: Database) -> None:
    (a,) = await made(db, new("a"))
    with pytest.raises(Invalid, match=f"/after: task {a.id} would wait for itself"):
        await db.write(edit, Edit(a.id, {"after": (a.id,)}))
    (b,) = await made(db, new("b", after=(a.id,)))
    (c,) = await made(db, new("c", after=(b.id,)))
    with pytest.raises(Invalid, match=f"{a.id} → {c.id} → {b.id} → {a.id}"):
        await db.write(edit, Edit(a.id, {"after": (c.id,)}))
    assert await statuses(db, a, b, c) == [Status.QUEUED, Status.BLOCKED, Status.BLOCKED]


async def test_of_a_long_way_round_not_all_is_told(db: Database) -> None:
    chain = await made(db, new("first"))
    for _ in range(99):
        chain += await made(db, new(after=(chain[-1].id,)))
    with pytest.raises(Invalid, match=f"→ … → {chain[1].id} → {chain[0].id}$") as refused:
        await db.write(edit, Edit(chain[0].id, {"after": (chain[-1].id,)}))
    assert len(str(refused.value)) < 120


async def test_of_two_that_would_wait_for_each_other_one_is_refused(db: Database) -> None:
    a, b = await made(db, new("a"), new("b"))
    answers = await asyncio.gather(
        db.write(edit, Edit(a.id, {"after": (b.id,)})),
        db.write(edit, Edit(b.id, {"after": (a.id,)})),
        return_exceptions=True,
    )
    assert [type(answer) for answer in answers] == [Task, Invalid]


async def test_an_edge_in_a_wide_graph_is_checked_quickly(db: Database) -> None:
    """Every level waits for the whole one before: as many paths as 20 to the power of 30."""
    level = await made(db, *(new() for _ in range(20)))
    first = level[0]
    for _ in range(30):
        after = tuple(task.id for task in level)
        level = await made(db, *(new(after=after) for _ in range(20)))
    async with asyncio.timeout(2):
        with pytest.raises(Invalid, match="would wait for itself"):
            await db.write(edit, Edit(first.id, {"after": (level[0].id,)}))


async def test_what_runs_cannot_be_made_to_wait(db: Database) -> None:
    gate, task = await made(db, new("gate"), new("task"))
    await claimed(db)
    assert await db.write(edit, Edit(task.id, {"after": (gate.id,)})) is None


async def test_an_end_in_the_same_commit_comes_before_a_change_of_what_is_awaited(
    db: Database,
) -> None:
    gate, other = await made(db, new("gate"), new("other"))
    (task,) = await made(db, new(after=(gate.id,)))
    answers = await asyncio.gather(
        db.write(request_stop, StopRequest(gate.id)),
        db.write(edit, Edit(task.id, {"after": (other.id,)})),
    )
    assert answers[1] is None
    assert await statuses(db, task) == [Status.FAILED]


async def test_a_follower_has_to_be_somebody(db: Database) -> None:
    await hired(db, ANN)
    (task,) = await made(db, new(on_failure=OnFailure("look", ANN)))
    assert task.on_failure == OnFailure("look", ANN)
    with pytest.raises(Invalid, match="/on_failure/assign_to"):
        await made(db, new(on_failure=OnFailure(None, 99)))
    with pytest.raises(Invalid, match="/on_failure/assign_to"):
        await db.write(edit, Edit(task.id, {"on_failure": OnFailure(None, 99)}))


async def test_two_hundred_wait_for_one(db: Database, published: list[TaskEvent]) -> None:
    (gate,) = await made(db, new("gate"))
    waiting = await made(db, *(new(f"{n}", after=(gate.id,)) for n in range(200)))
    published.clear()
    await end(db, gate)
    assert [e.task_id for e in published[2:]] == [task.id for task in waiting]
    assert len(await claimed(db, 500)) == 200


_roomy = CreateTasks(head_start=HEAD_START, grace=GRACE, encode=reply, queue_limit=20_000)


async def test_for_one_task_no_more_than_a_crowd_waits(db: Database) -> None:
    """All of them go on in one commit, and nobody else writes meanwhile."""
    (gate,) = await made(db, new("gate"))
    crowd = (new(after=(gate.id,)),) * 1000
    for some in (crowd,) * 9 + (crowd[1:],):
        await db.write(_roomy, Creation(some, ANN))
    (other,) = (await db.write(_roomy, Creation((new(),), ANN))).tasks
    (last,) = (await db.write(_roomy, Creation(crowd[:1], ANN))).tasks
    with pytest.raises(Invalid, match="/after/0: 10,000 tasks wait"):
        await db.write(_roomy, Creation(crowd[:1], ANN))
    with pytest.raises(Invalid, match="/after/0: 10,000 tasks wait"):
        await db.write(edit, Edit(other.id, {"after": (gate.id,)}))
    assert isinstance(await db.write(edit, Edit(last.id, {"after": (gate.id,)})), Task)
