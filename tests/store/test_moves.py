import asyncio

from app.core.clock import now
from app.core.database import Database
from app.core.event import TaskEvent
from app.core.lifecycle import Priority, Reason, Status
from app.core.task import LogSummary, Progress, Task, Usage
from app.store import find
from app.store.edit import Edit, EditTask
from app.store.finish import FinishTasks, Outcome
from app.store.moves import Claim, ClaimTasks, StopRequest, request_stop

from .conftest import GRACE, HEAD_START, made, new

claim = ClaimTasks(head_start=HEAD_START)
finish = FinishTasks(head_start=HEAD_START)


async def claimed(db: Database, slots: int = 100) -> list[Task]:
    return await db.write(claim, Claim(slots))


def outcome(task: Task, status: Status = Status.COMPLETED, **members: object) -> Outcome:
    facts = {"reason": None, "reason_text": None, "finished_at": now(), **members}
    return Outcome(task_id=task.id, attempt=task.attempt, status=status, **facts)  # type: ignore[arg-type]


async def test_the_oldest_runs_first_within_a_priority(db: Database) -> None:
    ids = [t.id for t in await made(db, new(), new(), new())]
    assert [t.id for t in await claimed(db, 2)] == ids[:2]


async def test_urgent_runs_before_normal_before_low(db: Database) -> None:
    await made(
        db,
        new("low", priority=Priority.LOW),
        new("normal"),
        new("urgent", priority=Priority.URGENT),
    )
    assert [t.name for t in await claimed(db)] == ["urgent", "normal", "low"]


async def test_a_changed_priority_changes_the_order(db: Database) -> None:
    first, second = await made(db, new("first"), new("second"))
    edit = EditTask(head_start=HEAD_START, grace=GRACE)
    await db.write(edit, Edit(second.id, {"priority": Priority.URGENT}))
    assert [t.id for t in await claimed(db)] == [second.id, first.id]


async def test_a_task_is_claimed_by_one_of_many(db: Database) -> None:
    await made(db, *(new() for _ in range(10)))
    takes = await asyncio.gather(*(claimed(db, 3) for _ in range(8)))
    ids = [t.id for take in takes for t in take]
    assert len(ids) == len(set(ids)) == 10


async def test_a_claim_counts_the_attempt_and_the_version(db: Database) -> None:
    (before,) = await made(db)
    (task,) = await claimed(db)
    assert (task.status, task.attempt, task.version) == (Status.RUNNING, 1, before.version + 1)
    assert task.started_at is not None


async def test_an_attempt_that_lost_its_claim_cannot_finish_the_task(db: Database) -> None:
    await made(db)
    (task,) = await claimed(db)
    await db.write(finish, outcome(task, Status.QUEUED, reason=Reason.INTERRUPTED))
    (again,) = await claimed(db)
    assert again.attempt == 2
    assert await db.write(finish, outcome(task)) is None
    found = await db.read(lambda c: find.one(c, task.id))
    assert found is not None
    assert found.status is Status.RUNNING


async def test_all_facts_of_an_ending_are_kept(db: Database) -> None:
    await made(db)
    (task,) = await claimed(db)
    ended = outcome(
        task,
        Status.FAILED,
        reason=Reason.EXIT_NONZERO,
        reason_text="exit code 3",
        exit_code=3,
        duration_ms=12,
        usage=Usage(7, 9000),
        log=LogSummary(2, 10, 1, "last"),
        progress=Progress(0.5, "half", "output"),
        inline=b"\x00frames",
    )
    finished = await db.write(finish, ended)
    kept = await db.read(lambda c: find.output(c, task.id))
    assert kept is not None
    assert kept.task == finished
    assert kept.inline == b"\x00frames"
    assert (kept.task.exit_code, kept.task.reason_text) == (3, "exit code 3")
    assert kept.task.usage == Usage(7, 9000)
    assert kept.task.log == LogSummary(2, 10, 1, "last")
    assert kept.task.progress == Progress(0.5, "half", "output")
    assert kept.task.finished_at == ended.finished_at


async def test_of_a_finish_and_a_cancel_exactly_one_wins(db: Database) -> None:
    tasks = await made(db, *(new() for _ in range(50)))
    running = await claimed(db)
    answers = await asyncio.gather(
        *(db.write(finish, outcome(t)) for t in running),
        *(db.write(request_stop, StopRequest(t.id)) for t in tasks),
    )
    for finished, stopped in zip(answers[:50], answers[50:], strict=True):
        assert finished is not None
        assert stopped is None or finished.version > stopped.version


async def test_a_waiting_task_is_cancelled_at_once_and_a_running_one_is_asked(
    db: Database,
) -> None:
    waiting, running = await made(db, new(), new(priority=Priority.URGENT))
    await claimed(db, 1)
    stopped = await db.write(request_stop, StopRequest(waiting.id, "not needed"))
    asked = await db.write(request_stop, StopRequest(running.id))
    assert stopped is not None
    assert asked is not None
    assert (stopped.status, stopped.reason_text) == (Status.CANCELLED, "not needed")
    assert asked.status is Status.CANCELLING


async def test_counts_follow_every_move(db: Database) -> None:
    await made(db, *(new() for _ in range(5)))
    running = await claimed(db, 3)
    await db.write(finish, outcome(running[0]))
    await db.write(request_stop, StopRequest(running[1].id))
    totals = await db.read(find.totals)
    assert {s: n for s, n in totals.items() if n} == {
        Status.QUEUED: 2,
        Status.RUNNING: 1,
        Status.CANCELLING: 1,
        Status.COMPLETED: 1,
    }


async def test_each_change_is_published_once_in_commit_order(
    db: Database, published: list[TaskEvent]
) -> None:
    await made(db, *(new() for _ in range(5)))
    for task in await claimed(db):
        await db.write(finish, outcome(task))
    assert [e.id for e in published] == list(range(1, 16))
    by_task = {
        i: [e.task.version for e in published if e.task_id == i and e.task] for i in range(1, 6)
    }
    assert set(map(tuple, by_task.values())) == {(1, 2, 3)}


async def test_a_task_to_be_cancelled_is_not_sent_back_to_the_queue(db: Database) -> None:
    await made(db)
    (task,) = await claimed(db)
    await db.write(request_stop, StopRequest(task.id, "enough"))
    again = outcome(task, Status.QUEUED, reason=Reason.SERVER_SHUTDOWN, reason_text="runs again")
    ended = await db.write(finish, again)
    assert ended is not None
    assert (ended.status, ended.reason) == (Status.CANCELLED, Reason.CANCELLED_BY_USER)
    assert ended.reason_text == "enough"
    assert ended.finished_at == again.finished_at
    assert await claimed(db) == []


async def test_a_new_attempt_knows_nothing_of_how_the_one_before_ended(db: Database) -> None:
    await made(db)
    (first,) = await claimed(db)
    again = outcome(
        first,
        Status.QUEUED,
        reason=Reason.SERVER_SHUTDOWN,
        signal=15,
        duration_ms=7,
        usage=Usage(1, 2),
        log=LogSummary(3, 30, 1, "third"),
        progress=Progress(0.5, None, "output"),
    )
    await db.write(finish, again)
    (second,) = await claimed(db)
    assert (second.attempt, second.signal, second.duration_ms) == (2, None, None)
    assert (second.usage, second.progress, second.log) == (None, None, LogSummary())
