import asyncio
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from app.core.clock import Millis, millis, now
from app.core.database import Database
from app.core.event import EventType, TaskEvent
from app.core.lifecycle import Reason, Status
from app.core.task import NewTask, Task
from app.store import deadlines as store
from app.store import find
from app.store.create import CreateTasks, Creation
from app.store.deadlines import SweepDeadlines
from app.store.edit import Edit, EditTask
from app.store.moves import Claim, ClaimTasks
from app.upkeep import deadlines as module
from app.upkeep.deadlines import Deadlines
from tests.store.conftest import GRACE, HEAD_START, db, migrated, new, path, published, reply

__all__ = ("db", "migrated", "path", "published")

HOUR = millis(timedelta(hours=1))
WARNINGS = (HOUR,)

create = CreateTasks(
    head_start=HEAD_START, grace=GRACE, encode=reply, queue_limit=10_000, warnings=WARNINGS
)
edit = EditTask(head_start=HEAD_START, grace=GRACE, warnings=WARNINGS)


class Watch:
    """The step on a real database, heard by which it was woken, and a count of its questions."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.stops: list[tuple[int, timedelta]] = []
        self.wakes = 0
        self.asked = 0
        dispatch: Any = SimpleNamespace(
            stop=lambda task, *, grace: self.stops.append((task.id, grace))
        )
        self.deadlines = Deadlines(
            self,  # type: ignore[arg-type]
            dispatch,
            sweep=SweepDeadlines(warnings=WARNINGS),
            warnings=WARNINGS,
        )

    async def read(self, query: Any) -> Any:
        self.asked += 1
        return await self.db.read(query)

    async def write(self, verb: Any, item: Any) -> Any:
        self.asked += 1
        return await self.db.write(verb, item)

    def hear(self, events: list[TaskEvent]) -> None:
        self.wakes += self.deadlines.heard(events)

    async def step(self) -> float | None:
        return await self.deadlines.step()

    async def task(self, **members: Any) -> Task:
        (task,) = await self.tasks(new(**members))
        return task

    async def tasks(self, *some: NewTask) -> list[Task]:
        return (await self.db.write(create, Creation(some, 1))).tasks

    async def late(self, count: int) -> list[Task]:
        """Tasks whose deadlines have passed by now."""
        at = now()
        with time_machine.travel(at / 1000 - 60):
            return await self.tasks(*(new(deadline=at - n) for n in range(count)))

    async def current(self, task: Task) -> tuple[Status, Reason | None]:
        found = await self.db.read(lambda c: find.one(c, task.id))
        assert found is not None
        return found.status, found.reason


@pytest.fixture
async def watch(db: Database) -> Watch:
    one = Watch(db)
    db._commits._published = one.hear
    return one


EXPIRED = (Status.FAILED, Reason.EXPIRED)
WAITS = (Status.QUEUED, None)


async def test_while_nothing_is_due_ever_it_rests_and_asks_nobody(watch: Watch) -> None:
    assert await watch.step() is None
    await watch.task()
    assert (watch.wakes, watch.asked) == (0, 1)
    assert await watch.step() is None
    assert watch.asked == 1


async def test_it_rests_until_the_deadline_and_asks_nobody_meanwhile(watch: Watch) -> None:
    with time_machine.travel(1_000_000_000, tick=False) as clock:
        task = await watch.task(deadline=now() + 2500)
        await watch.step()
        asked = watch.asked
        assert await watch.step() == 1.0
        clock.shift(2)
        assert await watch.step() == 0.5
        assert watch.asked == asked
        clock.shift(0.5)
        await watch.step()
        assert await watch.current(task) == EXPIRED
        assert await watch.step() is None


async def test_it_is_woken_for_what_is_due_sooner_and_for_nothing_else(watch: Watch) -> None:
    at = now()
    task = await watch.task(deadline=at + 9 * HOUR)
    assert watch.wakes == 1
    await watch.task(deadline=at + 10 * HOUR)
    assert watch.wakes == 1
    await watch.db.write(edit, Edit(task.id, {"deadline": at + 8 * HOUR}))
    assert watch.wakes == 2
    await watch.db.write(edit, Edit(task.id, {"name": "another"}))
    assert watch.wakes == 2


@pytest.mark.parametrize("days", [400, -400])
async def test_a_clock_that_was_set_is_followed(watch: Watch, days: int) -> None:
    """No timer is trusted for longer than a second."""
    with time_machine.travel(1_000_000_000, tick=False) as clock:
        task = await watch.task(deadline=now() + 30 * 24 * HOUR)
        await watch.step()
        assert await watch.step() == 1.0
        clock.shift(timedelta(days=days))
        await watch.step()
        assert await watch.current(task) == (EXPIRED if days > 0 else WAITS)


async def test_a_running_command_is_stopped_with_its_grace(watch: Watch) -> None:
    with time_machine.travel(1_000_000_000, tick=False) as clock:
        task = await watch.task(deadline=now() + 1000, grace_ms=700)
        await watch.db.write(ClaimTasks(head_start=HEAD_START), Claim(1))
        clock.shift(1)
        await watch.step()
        assert watch.stops == [(task.id, timedelta(milliseconds=700))]
        assert await watch.current(task) == (Status.CANCELLING, Reason.EXPIRED)


async def test_a_warning_is_told_and_then_the_deadline_is_awaited(
    watch: Watch, db: Database
) -> None:
    told: list[TaskEvent] = []
    db._commits._published = told.extend
    with time_machine.travel(1_000_000_000, tick=False) as clock:
        task = await watch.task(deadline=now() + HOUR + 1000)
        clock.shift(1)
        for _ in range(3):
            await watch.step()
        assert [e.task_id for e in told if e.type is EventType.DUE_SOON] == [task.id]
        clock.shift(3600)
        await watch.step()
        assert await watch.current(task) == EXPIRED


async def test_what_passed_before_the_start_has_expired_when_it_is_over(watch: Watch) -> None:
    late = await watch.late(450)
    early = await watch.task(deadline=now() + HOUR)
    assert await watch.deadlines.catch_up() == 450
    assert {await watch.current(task) for task in late[::50]} == {EXPIRED}
    assert await watch.current(early) == WAITS
    assert await watch.step() == 1.0


async def test_a_start_does_not_wait_for_very_many(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_START", 0.0)
    await watch.late(230)
    assert await watch.deadlines.catch_up() == 200
    assert await watch.step() == module._GATHER
    assert await watch.step() is None


async def test_many_at_once_go_in_batches_with_pauses(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_BATCH", 10)
    await watch.late(25)
    rests = [await watch.step() for _ in range(4)]
    assert rests == [module._PAUSE, module._PAUSE, module._GATHER, None]


async def test_what_is_heard_during_a_sweep_is_not_forgotten(watch: Watch) -> None:
    await watch.late(1)
    soon: Millis = now() + 500
    await asyncio.gather(watch.step(), watch.task(deadline=soon))
    rest = await watch.step()
    assert rest is not None
    assert 0 < rest <= 0.5


async def test_after_a_failed_sweep_it_asks_again(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    (task,) = await watch.late(1)

    async def fails(*_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(watch, "write", fails)
        with pytest.raises(OSError, match="full"):
            await watch.step()
    await watch.step()
    assert await watch.current(task) == EXPIRED
    assert await watch.db.read(store.earliest) is None
