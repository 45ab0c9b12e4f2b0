import asyncio

from app.core.database import Database
from app.core.event import EventType, TaskEvent
from app.store import journal
from app.store.edit import Edit, EditTask, Removal, remove
from app.store.moves import StopRequest, request_stop

from .conftest import GRACE, HEAD_START, hired, made, new


async def test_a_reader_resumes_without_gap_and_without_repeat(
    db: Database, published: list[TaskEvent]
) -> None:
    await made(db, *(new() for _ in range(10)))
    replayed = await db.read(lambda c: journal.after(c, 4, limit=100))
    assert [e.id for e in replayed] == [5, 6, 7, 8, 9, 10]
    assert replayed == published[4:]


async def test_a_replayed_event_carries_the_task_as_it_is_now(db: Database) -> None:
    (task,) = await made(db)
    cancelled = await db.write(request_stop, StopRequest(task.id))
    replayed = await db.read(lambda c: journal.after(c, 0, limit=100))
    assert [e.task for e in replayed] == [cancelled, cancelled]


async def test_events_of_a_deleted_task_have_no_task(db: Database) -> None:
    (task,) = await made(db)
    await db.write(request_stop, StopRequest(task.id))
    await db.write(remove, Removal(task.id))
    replayed = await db.read(lambda c: journal.after(c, 0, limit=100))
    assert [(e.type, e.task) for e in replayed][-1] == (EventType.DELETED, None)
    assert {e.task for e in replayed} == {None}


async def test_what_happened_to_one_task_is_told_as_it_was_then(db: Database) -> None:
    task, _ = await made(db, new(), new())
    await db.write(request_stop, StopRequest(task.id))
    await db.write(remove, Removal(task.id))
    past = await db.read(lambda c: journal.of_task(c, task.id, limit=10))
    assert [e.type for e in past] == [EventType.CREATED, EventType.UPDATED, EventType.DELETED]
    assert [e.changed.get("status") for e in past] == ["queued", "cancelled", None]
    assert [e.id for e in past] == [1, 3, 4]
    assert task.created_at <= past[0].at <= past[1].at <= past[2].at
    latest = await db.read(lambda c: journal.of_task(c, task.id, limit=2))
    assert latest == past[1:]


async def test_what_happened_to_one_task_is_found_without_reading_the_journal(
    db: Database,
) -> None:
    asked = "EXPLAIN QUERY PLAN SELECT * FROM events WHERE task_id = 5 ORDER BY id DESC LIMIT 9"
    (step,) = await db.read(lambda c: c.exec_driver_sql(asked).all())
    assert "USING INDEX events_of_task" in step[-1]


async def test_a_trimmed_journal_says_what_it_can_resume(db: Database) -> None:
    await made(db, *(new() for _ in range(30)))
    await db.write(journal.trim, 10)
    extent = await db.read(journal.extent)
    assert (extent.oldest, extent.newest) == (21, 30)
    assert extent.can_resume_after(20)
    assert extent.can_resume_after(30)
    assert not extent.can_resume_after(19)
    assert not extent.can_resume_after(31)


async def test_trimming_everything_does_not_give_ids_again(db: Database) -> None:
    await made(db)
    await db.write(journal.trim, 0)
    assert (await db.read(journal.extent)).newest == 1
    await made(db)
    assert (await db.read(journal.extent)) == journal.Extent(2, 2)


async def test_ids_are_consecutive_under_concurrent_writers(
    db: Database, published: list[TaskEvent]
) -> None:
    await asyncio.gather(*(made(db, new(), new()) for _ in range(25)))
    assert [e.id for e in published] == list(range(1, 51))


async def test_trimming_goes_in_steps_and_says_whether_there_is_more(db: Database) -> None:
    await made(db, *(new() for _ in range(1005)))
    assert await db.write(journal.trim, 1)
    assert (await db.read(journal.extent)).oldest == 1001
    assert not await db.write(journal.trim, 1)
    assert (await db.read(journal.extent)).oldest == 1005
    assert not await db.write(journal.trim, 1)


async def test_an_event_says_whom_it_concerned_and_who_lost_the_task(db: Database) -> None:
    await hired(db, 2, 3)
    (task,) = await made(db, new(assigned_to=2), by=4)
    edit = EditTask(head_start=HEAD_START, grace=GRACE)
    for assignee in (2, 3, None):
        await db.write(edit, Edit(task.id, {"assigned_to": assignee}))
    await db.write(request_stop, StopRequest(task.id))
    await db.write(remove, Removal(task.id))
    replayed = await db.read(lambda c: journal.after(c, 0, limit=100))
    assert [(e.created_by, e.assigned_to, e.lost_by) for e in replayed] == [
        (4, 2, None),
        (4, 2, None),
        (4, 3, 2),
        (4, None, 3),
        (4, None, None),
        (4, None, None),
    ]
