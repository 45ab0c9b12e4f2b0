"""Random tasks that wait for each other, and random ends: as a few lines of Python say."""

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.database import Database
from app.core.lifecycle import FINAL, Status
from app.core.task import AfterPolicy, Task
from app.store import find
from app.store.dependencies import Settle
from app.store.moves import StopRequest, request_stop
from tests.store.conftest import HEAD_START, made, new
from tests.store.test_moves import claimed, finish, outcome

ENDS = [Status.COMPLETED, Status.FAILED, Status.CANCELLED]


@dataclass(frozen=True)
class Node:
    """Waits for nodes before it. `commit` is when it is ended, in the order of these numbers;
    `late` ones are made only then."""

    after: tuple[int, ...]
    policy: AfterPolicy
    end: Status
    commit: int
    late: bool


@st.composite
def graphs(draw: st.DrawFn) -> list[Node]:
    count = draw(st.integers(1, 9))
    return [
        Node(
            after=tuple(draw(st.sets(st.integers(0, n - 1), max_size=4))) if n else (),
            policy=draw(st.sampled_from(AfterPolicy)),
            end=draw(st.sampled_from(ENDS)),
            commit=draw(st.integers(0, 3)),
            late=draw(st.booleans()),
        )
        for n in range(count)
    ]


def expected(graph: Sequence[Node]) -> list[Status]:
    """Where nothing is left to end: a task has the end that was meant for it, but for those
    that waited in vain."""
    found: list[Status] = []
    for node in graph:
        lost = any(found[n] is not Status.COMPLETED for n in node.after)
        in_vain = lost and node.policy is AfterPolicy.ALL_COMPLETED
        found.append(Status.FAILED if in_vain else node.end)
    return found


class World:
    def __init__(self, db: Database, graph: Sequence[Node]) -> None:
        self._db = db
        self._graph = graph
        self._ids: dict[int, int] = {}
        self._running: dict[int, Task] = {}

    async def play(self) -> list[Status]:
        for n, node in enumerate(self._graph):
            if not node.late:
                await self._make(n)
        for commit in range(4):
            await self._end([n for n, node in enumerate(self._graph) if node.commit == commit])
        for n in range(len(self._graph)):
            await self._make(n)
        for _ in self._graph:
            await self._end(range(len(self._graph)))
        return await self._statuses()

    async def _make(self, n: int) -> None:
        """With what it waits for."""
        if n in self._ids:
            return
        node = self._graph[n]
        for other in node.after:
            await self._make(other)
        after = tuple(self._ids[other] for other in node.after)
        (task,) = await made(self._db, new(str(n), after=after, after_policy=node.policy))
        self._ids[n] = task.id

    async def _end(self, nodes: Sequence[int]) -> None:
        """In one commit, all of them that can end now."""
        self._running |= {task.id: task for task in await claimed(self._db)}
        endings = []
        for n in nodes:
            running = self._running.pop(self._ids.get(n, 0), None)
            if running is not None:
                endings.append(self._db.write_soon(finish, outcome(running, self._graph[n].end)))
        await asyncio.gather(*endings)

    async def _statuses(self) -> list[Status]:
        tasks = await self._db.read(lambda c: find.many(c, self._ids.values()))
        rows = "SELECT count(*) FROM task_after"
        assert await self._db.read(lambda c: c.exec_driver_sql(rows).scalar()) == 0
        return [tasks[self._ids[n]].status for n in range(len(self._graph))]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(graph=graphs())
def test_whatever_waits_for_whatever_ends_as_the_model_says(
    migrated: Path, graph: list[Node]
) -> None:
    async def play() -> list[Status]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(shutil.copy(migrated, folder))
            db = Database(
                path,
                journal=Settle(head_start=HEAD_START),
                published=lambda _: None,
                make_room=lambda: None,
            )
            await db.open()
            try:
                return await World(db, graph).play()
            finally:
                await db.close()

    found = asyncio.run(play())
    assert found == expected(graph)
    assert set(found) <= FINAL


async def test_a_cancel_of_what_waits_is_handed_down_like_any_end(db: Database) -> None:
    (first,) = await made(db, new())
    (middle,) = await made(db, new(after=(first.id,)))
    needs, takes = await made(
        db,
        new(after=(middle.id,)),
        new(after=(middle.id,), after_policy=AfterPolicy.ANY_END),
    )
    await db.write(request_stop, StopRequest(middle.id))
    found = await db.read(lambda c: find.many(c, [first.id, needs.id, takes.id]))
    assert [found[t.id].status for t in (first, needs, takes)] == [
        Status.QUEUED,
        Status.FAILED,
        Status.QUEUED,
    ]
