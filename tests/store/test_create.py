import asyncio

import pytest

from app.core.database import Database
from app.core.errors import IdempotencyKeyReused, QueueFull
from app.core.event import EventType, TaskEvent
from app.core.lifecycle import Status
from app.core.person import LOCAL_ID
from app.store import find
from app.store.create import CreateTasks, Creation
from app.store.edit import Removal, remove
from app.store.idempotency import Key
from app.store.moves import StopRequest, request_stop

from .conftest import GRACE, HEAD_START, create, made, new, reply


async def test_a_stored_task_reads_back_as_it_was_answered(db: Database) -> None:
    (task,) = await made(db, new(tags=("db", "nightly"), env={"DAY": "today"}, argv=("a", "b c")))
    assert await db.read(lambda c: find.one(c, task.id)) == task


async def test_tasks_created_together_get_ids_in_their_order(db: Database) -> None:
    tasks = await made(db, *(new(f"n{i}") for i in range(50)))
    assert [t.name for t in tasks] == [f"n{i}" for i in range(50)]
    assert [t.id for t in tasks] == list(range(tasks[0].id, tasks[0].id + 50))


async def test_an_id_is_never_given_twice_even_after_a_delete(db: Database) -> None:
    (first,) = await made(db)
    await db.write(request_stop, StopRequest(first.id))
    assert await db.write(remove, Removal(first.id))
    (second,) = await made(db)
    assert second.id > first.id


async def test_concurrent_uses_of_a_key_make_one_task(db: Database) -> None:
    key = Key(LOCAL_ID, "k1", b"{}")
    answers = await asyncio.gather(
        *(db.write(create, Creation((new(),), LOCAL_ID, key)) for _ in range(64))
    )
    assert sum(a.first_reply is None for a in answers) == 1
    assert {a.first_reply for a in answers} - {None} == {b"made 1"}
    assert (await db.read(find.totals))[Status.QUEUED] == 1


async def test_a_key_with_another_body_is_refused_and_spoils_nothing(db: Database) -> None:
    await db.write(create, Creation((new(),), LOCAL_ID, Key(LOCAL_ID, "k1", b"a")))
    refused, taken = await asyncio.gather(
        db.write(create, Creation((new(),), LOCAL_ID, Key(LOCAL_ID, "k1", b"b"))),
        db.write(create, Creation((new(),), LOCAL_ID)),
        return_exceptions=True,
    )
    assert isinstance(refused, IdempotencyKeyReused)
    assert not isinstance(taken, BaseException)
    assert (await db.read(find.totals))[Status.QUEUED] == 2


async def test_a_full_queue_refuses_and_takes_again_when_there_is_room(db: Database) -> None:
    small = CreateTasks(head_start=HEAD_START, grace=GRACE, encode=reply, queue_limit=2)
    first = await db.write(small, Creation((new(), new()), LOCAL_ID))
    with pytest.raises(QueueFull):
        await db.write(small, Creation((new(),), LOCAL_ID))
    await db.write(request_stop, StopRequest(first.tasks[0].id))
    await db.write(small, Creation((new(),), LOCAL_ID))


async def test_every_creation_is_journaled_in_the_order_of_ids(
    db: Database, published: list[TaskEvent]
) -> None:
    await asyncio.gather(*(made(db) for _ in range(20)))
    assert [e.id for e in published] == list(range(1, 21))
    assert {e.type for e in published} == {EventType.CREATED}
