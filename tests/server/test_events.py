"""Every event once, in order, whatever happens to the connection; a slow reader costs nobody."""

import asyncio
import random
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.server.conftest import StartYard
from tests.server.sse import Message, stream
from tests.server.talking import (
    Client,
    ended,
    problem,
    rows,
    submit,
    submit_many,
    until,
)
from tests.server.wire import wire
from tests.server.yard import Yard


def journal(yard: Yard) -> list[int]:
    return [row[0] for row in rows(yard, "SELECT id FROM events ORDER BY id")]


class Reader:
    """Reads on from the last event it saw, over connections that break when chance says so."""

    def __init__(self, chance: random.Random, **filters: object) -> None:
        self.ids: list[int] = []
        self.messages: list[Message] = []
        self.connections = 0
        self._chance = chance
        self._filters = filters
        self._done = False

    async def read(self, client: Client, after: int) -> None:
        while not self._done:
            self.connections += 1
            place = self.ids[-1] if self.ids else after
            async with stream(client, "/events", after=place, **self._filters) as messages:
                await self._some(messages, self._chance.randint(1, 40))

    async def _some(self, messages: AsyncIterator[Message], patience: int) -> None:
        async for message in messages:
            assert message.name in (None, "hello")
            if message.name == "hello":
                assert self.ids == [] or int(message.data["cursor"]) >= self.ids[-1]
            elif message.id is not None:
                self.ids.append(message.id)
                self.messages.append(message)
                patience -= 1
            elif message.data.get("task", {}) and message.data["task"]["status"] == "running":
                patience -= 1
            if patience <= 0 or self._done:
                return

    def finish(self) -> None:
        self._done = True


@asynccontextmanager
async def reading(yard: Yard, readers: list[Reader], *, after: int) -> AsyncIterator[None]:
    """Ends them when they have seen all there is."""
    async with yard.client() as client:
        work = [asyncio.create_task(reader.read(client, after)) for reader in readers]
        yield
        for task in work:
            if task.done():
                task.result()
        last = journal(yard)[-1]
        await until(
            lambda: all(task.done() for task in work) or all(r.ids[-1:] == [last] for r in readers)
        )
        for reader in readers:
            reader.finish()
        for task in work:
            task.cancel()
        for result in await asyncio.gather(*work, return_exceptions=True):
            assert result is None or isinstance(result, asyncio.CancelledError), result


async def test_who_comes_back_misses_nothing_and_gets_nothing_twice(
    start_yard: StartYard,
) -> None:
    yard = start_yard(slots=4)
    readers = [Reader(random.Random(n)) for n in range(6)]
    async with reading(yard, readers, after=0), yard.client() as client:
        for n in range(60):
            made = [{"command": f"echo {n}; sleep 0.0{n % 5}"} for _ in range(3)]
            tasks = await submit_many(client, *made)
        for task in tasks:
            await ended(client, task["id"])
        await _all_ended(yard)
    for reader in readers:
        assert reader.connections > 3
        assert reader.ids == journal(yard)


async def _all_ended(yard: Yard) -> None:
    await until(
        lambda: not rows(yard, "SELECT 1 FROM tasks WHERE status IN ('queued', 'running')"),
        within=40,
    )


async def test_an_event_shows_the_task_as_the_change_left_it(start_yard: StartYard) -> None:
    yard = start_yard()
    async with yard.client() as client, stream(client, "/events") as messages:
        assert (await anext(messages)).name == "hello"
        task = await submit(client, "echo hi; exit 3")
        seen = [await anext(messages) for _ in range(3)]
        assert [m.data["type"] for m in seen] == ["task.created", *["task.updated"] * 2]
        assert [m.data["task"]["status"] for m in seen] == ["queued", "running", "failed"]
        assert {m.data["task_id"] for m in seen} == {task["id"]}
        assert "exit_code" in seen[2].data["changed"]
        assert [m.id for m in seen] == journal(yard)
        await client.delete(f"/tasks/{task['id']}")
        gone = await anext(messages)
        assert (gone.data["type"], gone.data["task"]) == ("task.deleted", None)


async def test_filters_leave_only_what_was_asked_for(start_yard: StartYard) -> None:
    yard = start_yard()
    async with yard.client() as client:
        first = await submit(client, "true")
        async with (
            stream(client, "/events", after=0, task_id=first["id"]) as of_one,
            stream(client, "/events", after=0, types="task.created") as created,
        ):
            second = await submit(client, "true")
            await ended(client, first["id"])
            await ended(client, second["id"])
            mine = [await anext(of_one) for _ in range(4)]
            assert {m.data["task_id"] for m in mine[1:]} == {first["id"]}
            assert [m.data["type"] for m in mine[1:]] == ["task.created", *["task.updated"] * 2]
            made = [await anext(created) for _ in range(3)]
            assert [m.data["task_id"] for m in made[1:]] == [first["id"], second["id"]]


async def test_a_place_that_is_no_longer_known_is_told(start_yard: StartYard) -> None:
    yard = start_yard(slots=1, journal_size=1000)
    async with yard.client() as client:
        await submit(client, "sleep 600", grace_ms=0)
        for _ in range(2):
            made = await submit_many(client, *[{"command": "true"}] * 1000)
            ids = [task["id"] for task in made]
            answer = await client.post("/tasks/bulk", json={"action": "cancel", "ids": ids})
            assert answer.json()["succeeded"] == 1000
    yard.stop()
    yard.start()  # the journal is trimmed as one of the first things
    await until(lambda: len(journal(yard)) <= 1000)
    kept = journal(yard)
    async with yard.client() as client:
        for after, is_known in ((1, False), (kept[0] - 2, False), (kept[0] - 1, True)):
            async with stream(client, "/events", after=after) as messages:
                hello, first = await anext(messages), await anext(messages)
                assert int(hello.data["cursor"]) == kept[-1]
                assert (first.name, first.id) == ((None, kept[0]) if is_known else ("reset", None))
        async with stream(client, "/events", after=kept[-1] + 1000) as messages:
            await anext(messages)
            assert (await anext(messages)).name == "reset"
            again = await submit(client, "true")
            assert (await anext(messages)).data["task_id"] == again["id"]


@asynccontextmanager
async def frozen(yard: Yard, path: str) -> AsyncIterator[socket.socket]:
    """A client that asks and then never reads."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    try:
        client.connect(("127.0.0.1", yard.port))
        who = f"Authorization: {yard.owner['Authorization']}"
        client.sendall(f"GET /api/v1{path} HTTP/1.1\r\nHost: localhost\r\n{who}\r\n\r\n".encode())
        # The stream has begun: something is there to be read, and stays unread.
        await asyncio.to_thread(client.recv, 1, socket.MSG_PEEK)
        yield client
    finally:
        client.close()


def resident(yard: Yard) -> int:
    """Megabytes."""
    pages = int(Path(f"/proc/{yard.pid}/statm").read_text().split()[1])
    return pages * 4096 // 1024**2


async def test_a_frozen_reader_is_dropped_and_costs_the_others_nothing(
    start_yard: StartYard,
) -> None:
    yard = start_yard()
    reader = Reader(random.Random(1))
    async with yard.client() as client, frozen(yard, "/events"), frozen(yard, "/events"):
        async with reading(yard, [reader], after=0), wire(yard) as line:
            task = await submit(client, "sleep 600", grace_ms=0)
            await until(lambda: reader.ids)
            before = resident(yard)
            for n in range(1500):
                text = f"{n:05} " + "x" * 60_000
                status, _ = await line.send("PATCH", f"/tasks/{task['id']}", {"description": text})
                assert status == 200
            assert resident(yard) - before < 150
        assert reader.ids == journal(yard)
        await client.delete(f"/tasks/{task['id']}/cancel")


@pytest.mark.slow  # patience with a reader is most of a minute
@pytest.mark.timeout(150)
async def test_a_frozen_reader_is_hung_up_on(start_yard: StartYard) -> None:
    yard = start_yard()
    async with yard.client() as client:
        task = await submit(client, "yes", grace_ms=0)
        async with frozen(yard, f"/tasks/{task['id']}/logs/stream"):
            messages = yard.messages
            await until(lambda: "stream dropped" in [m["event"] for m in messages()], within=90)
        await client.delete(f"/tasks/{task['id']}/cancel")


async def test_more_streams_than_may_be_are_refused_clearly(start_yard: StartYard) -> None:
    yard = start_yard(max_streams=2)
    async with yard.client() as client:
        task = await submit(client, "sleep 60")
        log = f"/tasks/{task['id']}/logs/stream"
        async with stream(client, "/events") as one, stream(client, log):
            await anext(one)
            for path in ("/events", log):
                answer = await client.get(path)
                assert problem(answer) == (429, "rate-limited")
                assert "2 streams are open already" in answer.json()["detail"]
                assert int(answer.headers["retry-after"]) > 0

        async def again() -> bool:
            async with client.stream("GET", "/events") as answer:
                return answer.status_code == 200

        for _ in range(1000):
            if await again():
                break
        else:
            raise AssertionError("a place was not given back")
