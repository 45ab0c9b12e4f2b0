"""What is done about failures somebody wants to be asked about."""

import asyncio
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import event

from app.core.database import Database
from app.core.errors import NotFound
from app.core.event import TaskEvent
from app.core.lifecycle import Kind, Priority, Reason, Status
from app.core.task import OnFailure, Task
from app.services.aftercare import Aftercare
from app.services.follow_up import follow_up
from app.store import find
from app.store.follow_up import OpenFollowUps, owed
from app.store.moves import StopRequest, request_stop
from tests.store.conftest import create, db, hired, made, migrated, new, path, published
from tests.store.test_moves import claimed, finish, outcome

__all__ = ("db", "migrated", "path", "published")

ANN = 2
WANTED = OnFailure(None, None)

open_ = OpenFollowUps(create)


class Printed:
    """The output of every task."""

    def __init__(self, *lines: str, broken: Exception | None = None) -> None:
        self.lines_ = lines
        self.broken = broken

    async def lines(self, _task_id: int, *, by: Any, tail: int) -> Any:
        if self.broken is not None:
            raise self.broken
        return SimpleNamespace(lines=[SimpleNamespace(text=text) for text in self.lines_[-tail:]])


def aftercare_of(db: Database, *lines: str, broken: Exception | None = None) -> Aftercare:
    return Aftercare(db, Printed(*lines, broken=broken), open_=open_)  # type: ignore[arg-type]


async def failed(db: Database, **members: Any) -> Task:
    (task,) = await made(db, new(**{"on_failure": WANTED, **members}), by=ANN)
    return await fail(db, task)


async def fail(db: Database, task: Task, status: Status = Status.FAILED) -> Task:
    (running,) = [one for one in await claimed(db) if one.id == task.id]
    text = {"reason": Reason.EXIT_NONZERO, "reason_text": "exit code 3"}
    ended = await db.write(finish, outcome(running, status, **text))
    assert ended is not None
    return ended


async def opened_by(db: Database, task: Task) -> Task | None:
    now = await db.read(lambda c: find.one(c, task.id))
    assert now is not None
    to = now.follow_up
    return None if to is None else await db.read(lambda c: find.one(c, to))


async def test_a_failure_opens_a_persons_task_with_what_it_wrote_last(db: Database) -> None:
    await hired(db, ANN)
    task = await failed(
        db, name="backup", priority=Priority.URGENT, on_failure=OnFailure(None, ANN)
    )
    assert await aftercare_of(db, *(f"line {n}" for n in range(30))).step() is None
    asked = await opened_by(db, task)
    assert asked is not None
    assert (asked.kind, asked.status, asked.assigned_to) == (Kind.PERSON, Status.PENDING, ANN)
    assert (asked.name, asked.created_by, asked.source) == ("Look at: backup", ANN, "on_failure")
    assert (asked.priority, asked.external_id) == (Priority.URGENT, None)
    assert asked.description is not None
    assert f"[Task {task.id}](/tasks/{task.id}) failed: exit code 3" in asked.description
    assert "```text\nline 10\n" in asked.description
    assert asked.description.endswith("line 29\n```\n")


async def test_the_failed_task_tells_which_and_everybody_hears(
    db: Database, published: list[TaskEvent]
) -> None:
    task = await failed(db)
    published.clear()
    await aftercare_of(db).step()
    created, told = published
    assert (created.type, told.task_id, told.changed) == ("task.created", task.id, ("follow_up",))
    assert told.task is not None
    assert told.task.follow_up == created.task_id


async def test_however_often_it_is_asked_for_one_is_opened(db: Database) -> None:
    task = await failed(db)
    asked = follow_up(task, [])
    answers = await asyncio.gather(*(db.write(open_, asked) for _ in range(5)))
    assert [answer is None for answer in answers] == [False, True, True, True, True]
    await asyncio.gather(*(aftercare_of(db).step() for _ in range(3)))
    totals = await db.read(find.totals)
    assert totals[Status.UNASSIGNED] == 1


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.CANCELLED])
async def test_only_a_failure_is_asked_about(db: Database, status: Status) -> None:
    (task,) = await made(db, new(on_failure=WANTED))
    await fail(db, task, status)
    await failed(db, on_failure=None)
    await aftercare_of(db).step()
    assert (await db.read(find.totals))[Status.UNASSIGNED] == 0


async def test_a_command_that_waited_in_vain_is_asked_about_too(db: Database) -> None:
    (gate,) = await made(db, new("gate"))
    (task,) = await made(db, new("deploy", after=(gate.id,), on_failure=OnFailure("Help", None)))
    await db.write(request_stop, StopRequest(gate.id))
    await aftercare_of(db, broken=AssertionError("it never ran")).step()
    asked = await opened_by(db, task)
    assert asked is not None
    assert asked.name == "Help"
    assert asked.description is not None
    assert f"failed: task {gate.id} (gate) was cancelled" in asked.description
    assert "It wrote nothing." in asked.description


async def test_who_has_left_is_not_asked_and_this_is_said(db: Database) -> None:
    await hired(db, ANN)
    (task,) = await made(db, new(on_failure=OnFailure(None, ANN)))
    await db.write(_disable, ANN)
    await fail(db, task)
    await aftercare_of(db, "```").step()
    asked = await opened_by(db, task)
    assert asked is not None
    assert (asked.status, asked.assigned_to) == (Status.UNASSIGNED, None)
    assert asked.description is not None
    assert asked.description.endswith("\nIt was meant for user 2, who has no active account.\n")


def _disable(tx: Any, ids: Sequence[int]) -> list[None]:
    for user_id in ids:
        tx.connection.exec_driver_sql("UPDATE users SET disabled_at = 1 WHERE id = ?", (user_id,))
    return [None for _ in ids]


async def test_output_cannot_get_out_of_its_fence_nor_make_it_endless(db: Database) -> None:
    task = await failed(db)
    await aftercare_of(db, "````", "# not a title", "x" * 10_000, "a\0b").step()
    asked = await opened_by(db, task)
    assert asked is not None
    assert asked.description is not None
    assert asked.description.count("`````") == 2
    assert "\0" not in asked.description
    assert len(asked.description) < 1000


async def test_a_name_in_the_reason_is_no_markdown(db: Database) -> None:
    task = await failed(db)
    (gate,) = await made(db, new("[x](http://evil) `*"))
    (waits,) = await made(db, new(after=(gate.id,), on_failure=WANTED))
    await db.write(request_stop, StopRequest(gate.id))
    await aftercare_of(db).step()
    asked = await opened_by(db, waits)
    assert asked is not None
    assert r"\[x\](http://evil) \`\*" in (asked.description or "")
    assert await opened_by(db, task) is not None


@pytest.mark.parametrize("error", [OSError("input/output error"), NotFound("task", 1)])
async def test_output_that_cannot_be_read_keeps_nobody_from_being_asked(
    db: Database, error: Exception
) -> None:
    task = await failed(db)
    await aftercare_of(db, broken=error).step()
    assert await opened_by(db, task) is not None


async def test_what_an_earlier_server_did_not_get_to_is_found_at_the_start(db: Database) -> None:
    tasks = [await failed(db) for _ in range(3)]
    later = aftercare_of(db)
    await later.step()
    assert all([await opened_by(db, task) for task in tasks])
    assert await later.step() is None


async def test_more_than_a_few_are_asked_about_one_after_the_other(db: Database) -> None:
    tasks = await made(db, *(new(on_failure=WANTED) for _ in range(50)))
    running = await claimed(db)
    await asyncio.gather(*(db.write(finish, outcome(t, Status.FAILED)) for t in running))
    care = aftercare_of(db)
    rests = [await care.step() for _ in range(3)]
    assert rests == [0, 0, None]
    assert [await opened_by(db, task) is not None for task in tasks] == [True] * 50


async def test_it_sleeps_until_it_hears_of_a_failure(
    db: Database, published: list[TaskEvent]
) -> None:
    care = aftercare_of(db)
    assert await care.step() is None
    (task,) = await made(db, new(on_failure=WANTED))
    assert not care.heard(published)
    published.clear()
    await fail(db, task)
    assert care.heard(published)
    await care.step()
    published_then = published[2:]
    assert not care.heard(published_then)
    assert await opened_by(db, task) is not None


async def test_one_that_cannot_be_opened_is_tried_again_and_stops_no_other(db: Database) -> None:
    bad, good = [await failed(db) for _ in range(2)]
    care = aftercare_of(db)
    write = db.write

    async def refuse(verb: Any, item: Any) -> Any:
        if item.of == bad.id:
            raise OSError("the disk is full")
        return await write(verb, item)

    db.write = refuse  # type: ignore[method-assign]
    with pytest.raises(OSError, match="disk is full"):
        await care.step()
    assert await opened_by(db, good) is not None
    db.write = write  # type: ignore[method-assign]
    await care.step()
    assert await opened_by(db, bad) is not None


async def test_looking_for_those_that_are_owed_uses_the_index_of_them(db: Database) -> None:
    seen: list[str] = []

    def look(connection: Any) -> None:
        def explain(_c: Any, _cursor: Any, text: str, given: Any, *_: Any) -> None:
            if text.startswith("SELECT"):
                plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + text, given)
                seen.extend(row[-1] for row in plan)

        event.listen(connection, "before_cursor_execute", explain)
        owed(connection, limit=5)
        event.remove(connection, "before_cursor_execute", explain)

    await db.read(look)
    assert [line for line in seen if "tasks_owing" in line], seen
