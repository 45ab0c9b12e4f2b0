"""Streams against a real server: over ASGITransport they would never arrive."""

import asyncio
import socket
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import ExitStack, aclosing, asynccontextmanager
from typing import Any

import httpx
import orjson
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app import __version__
from app.api.app import build
from app.api.sse import EventStream
from app.core.clock import now
from app.core.event import EventType, TaskEvent
from app.core.lifecycle import Status
from app.core.output import Stream
from app.core.person import Access, Person, Way
from app.core.places import Places
from app.logs.batches import End, LineBatch, Partial
from app.logs.lines import Gap, Span
from tests.api.facts import ADMIN, AT, a_person, a_task
from tests.api.fake_people import AS_ADMIN
from tests.api.fakes import FakeHouse, until

Message = dict[str, str]
Client = httpx.AsyncClient
CHANGE = TaskEvent(89, EventType.UPDATED, 7, a_task(7), ("status",))


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


@pytest.fixture
async def client(house: FakeHouse, listener: socket.socket) -> AsyncIterator[Client]:
    port = listener.getsockname()[1]
    app = build(house.services(), writer=house.writer, port=port)
    async with served(app, listener), a_client(port) as client:
        yield client
        house.bus.close("server_shutdown")


@asynccontextmanager
async def served(app: Any, listener: socket.socket) -> AsyncIterator[None]:
    config = uvicorn.Config(app, log_level="critical", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    await until(lambda: server.started)
    try:
        yield
    finally:
        server.should_exit = True
        await asyncio.wait_for(running, 5)


def a_client(port: int) -> Client:
    return Client(base_url=f"http://127.0.0.1:{port}/api/v1", headers=AS_ADMIN, timeout=5)


@asynccontextmanager
async def following(client: Client, path: str, **headers: str) -> AsyncIterator["Reader"]:
    async with client.stream("GET", path, headers=headers) as answer:
        assert answer.status_code == 200
        async with aclosing(_messages(answer)) as messages:
            yield Reader(answer, messages)


class Reader:
    def __init__(self, answer: httpx.Response, messages: AsyncGenerator[Message, None]) -> None:
        self.headers = answer.headers
        self._messages = messages

    async def next(self) -> Message:
        return await asyncio.wait_for(anext(self._messages), 5)

    async def rest(self) -> list[Message]:
        return [message async for message in self._messages]


async def _messages(answer: httpx.Response) -> AsyncGenerator[Message, None]:
    message: Message = {}
    async for line in answer.aiter_lines():
        if line:
            name, _, value = line.partition(": ")
            message[name] = value
        elif message.keys() - {"retry"}:
            yield message
            message = {}


async def test_the_stream_greets_and_then_tells(client: Client, house: FakeHouse) -> None:
    async with following(client, "/events") as reader:
        hello = await reader.next()
        assert (hello["event"], hello["retry"]) == ("hello", "2000")
        assert orjson.loads(hello["data"]) == {
            "server": __version__, "cursor": "88", "build": None,
        }  # fmt: skip
        house.bus.publish([CHANGE])
        told = await reader.next()
    assert told["id"] == "89"
    assert "event" not in told
    assert orjson.loads(told["data"])["task"]["id"] == "7"


async def test_a_stream_is_not_kept_back_on_its_way(client: Client) -> None:
    async with following(client, "/events") as reader:
        assert reader.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert reader.headers["cache-control"] == "no-cache, no-transform"
        assert reader.headers["x-accel-buffering"] == "no"
        assert "content-length" not in reader.headers


@pytest.mark.parametrize(
    ("query", "headers", "asked"),
    [
        ("", {}, (None, None, None)),
        ("?last_event_id=40", {}, (40, None, None)),
        ("?last_event_id=40", {"Last-Event-ID": "50"}, (50, None, None)),
        (
            "?task_id=7&types=task.created,task.deleted",
            {},
            (None, 7, {EventType.CREATED, EventType.DELETED}),
        ),
    ],
    ids=["all", "after", "resumed", "filtered"],
)
async def test_a_reader_says_what_it_wants(
    client: Client, house: FakeHouse, query: str, headers: dict[str, str], asked: Any
) -> None:
    async with following(client, f"/events{query}", **headers) as reader:
        await reader.next()
    assert house.last_asked("subscribe") == asked


async def test_who_was_away_too_long_is_told_to_list_again(client: Client) -> None:
    async with following(client, "/events?last_event_id=1") as reader:
        assert [(await reader.next())["event"] for _ in "12"] == ["hello", "reset"]


async def test_a_closing_server_says_goodbye(client: Client, house: FakeHouse) -> None:
    async with following(client, "/events") as reader:
        await reader.next()
        house.bus.close("server_shutdown")
        (bye,) = await reader.rest()
    assert (bye["event"], bye["data"]) == ("bye", '{"reason":"server_shutdown"}')


async def test_a_reader_that_leaves_is_forgotten(client: Client, house: FakeHouse) -> None:
    async with following(client, "/events") as reader:
        await reader.next()
        assert len(house.bus) == 1
    await until(lambda: len(house.bus) == 0)


async def test_one_stream_too_many_is_refused(client: Client, house: FakeHouse) -> None:
    house.put(7, status=Status.RUNNING)
    with ExitStack() as others:
        for _ in range(5):
            others.enter_context(house.places.one(ADMIN, end=lambda _: None))
        for path in ("/events", "/tasks/7/logs/stream"):
            answer = await client.get(path)
            assert (answer.status_code, answer.json()["code"]) == (429, "rate-limited")
    assert len(house.bus) == 0


@pytest.mark.parametrize(
    ("query", "headers", "parameter"),
    [
        ("?types=task.exploded", {}, "types"),
        ("?task_id=x", {}, "task_id"),
        ("?last_event_id=x", {}, "last_event_id"),
        ("", {"Last-Event-ID": "x"}, "Last-Event-ID"),
    ],
)
async def test_what_cannot_be_followed_is_named(
    client: Client, query: str, headers: dict[str, str], parameter: str
) -> None:
    answer = await client.get(f"/events{query}", headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, parameter)


async def test_a_log_is_followed_to_its_end(client: Client, house: FakeHouse) -> None:
    house.put(7, status=Status.RUNNING)
    house.log = [
        LineBatch((Span(1, 2, AT, Stream.OUT, "a\nb"),)),
        Gap(3, 9, 5000),
        Partial(10, AT, Stream.ERR, "50 %", False),
        LineBatch((Span(10, 10, AT, Stream.ERR, "100 %"),)),
        End(10),
    ]
    async with following(client, "/tasks/7/logs/stream") as reader:
        messages = await reader.rest()
    assert [(it.get("id"), it.get("event")) for it in messages] == [
        ("2", None),
        (None, "gap"),
        (None, "partial"),
        ("10", None),
        (None, "end"),
    ]
    assert orjson.loads(messages[1]["data"]) == {
        "from_line": 3,
        "to_line": 9,
        "dropped_bytes": 5000,
    }
    end = orjson.loads(messages[-1]["data"])
    assert (end["status"], end["exit_code"], end["last_line"]) == ("completed", 0, 10)


@pytest.mark.parametrize(
    ("query", "headers", "from_line"),
    [
        ("", {}, 1),
        ("?from_line=5", {}, 5),
        ("?from_line=5", {"Last-Event-ID": "9"}, 10),
        ("", {"Last-Event-ID": "0"}, 1),
    ],
)
async def test_a_log_goes_on_after_the_last_line_seen(
    client: Client, house: FakeHouse, query: str, headers: dict[str, str], from_line: int
) -> None:
    house.put(7)
    async with following(client, f"/tasks/7/logs/stream{query}", **headers) as reader:
        await reader.rest()
    assert house.last_asked("follow") == from_line


class Tap:
    """A stream that the test turns on."""

    def __init__(self, by: Person = ADMIN, **how: Any) -> None:
        self.by = by
        self.places = Places(1)
        self.ended = 0
        self.sent = 0
        self.flow = asyncio.Event()
        self._how = how

    def app(self) -> Starlette:
        async def endpoint(request: Request) -> Response:
            return EventStream(
                self._frames(), places=self.places, by=self.by, on_end=self._end, **self._how
            )

        return Starlette(routes=[Route("/api/v1/tap", endpoint)])

    async def _frames(self) -> AsyncGenerator[bytes, None]:
        yield b"data: first\n\n"
        await self.flow.wait()
        while True:
            self.sent += 1
            yield b": %b\n\n" % (b"x" * 65_536)

    def _end(self) -> None:
        self.ended += 1


@asynccontextmanager
async def tapped(tap: Tap, listener: socket.socket) -> AsyncIterator[Client]:
    port = listener.getsockname()[1]
    async with served(tap.app(), listener), a_client(port) as client:
        yield client


async def test_a_silent_stream_is_kept_alive(listener: socket.socket) -> None:
    tap = Tap(ping_every=0.02)
    async with tapped(tap, listener) as client, client.stream("GET", "/tap") as answer:
        lines = answer.aiter_lines()
        got = [await asyncio.wait_for(anext(lines), 5) for _ in range(6)]
    assert got == ["data: first", "", ": ping", "", ": ping", ""]


async def test_a_reader_that_takes_nothing_is_dropped(listener: socket.socket) -> None:
    tap = Tap(ping_every=0.02, send_timeout=0.05)
    async with tapped(tap, listener):
        _, writer = await asyncio.open_connection(*listener.getsockname(), limit=1)
        writer.write(b"GET /api/v1/tap HTTP/1.1\r\nHost: x\r\n\r\n")
        tap.flow.set()
        await until(lambda: tap.ended == 1)
        assert tap.sent * 65_536 < 16 * 1024 * 1024
        writer.transport.abort()


async def test_a_stream_that_fails_ends_and_is_reported(
    listener: socket.socket, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(Tap):
        async def _frames(self) -> AsyncGenerator[bytes, None]:
            yield b"data: first\n\n"
            raise ValueError("a bug")

    tap = Broken()
    async with tapped(tap, listener) as client:
        answer = await client.get("/tap")
    assert answer.text == "data: first\n\n"
    assert tap.ended == 1
    assert "a bug" in caplog.text


async def test_a_stream_ends_with_the_access_it_was_opened_with(
    client: Client, house: FakeHouse
) -> None:
    async with following(client, "/events") as mine, following(client, "/events") as other:
        await mine.next()
        await other.next()
        house.bus.publish([CHANGE])
        assert (await mine.next())["id"] == (await other.next())["id"] == "89"
        house.places.end(lambda place: place.person.id == ADMIN.id, "access_ended")
        for reader in (mine, other):
            (bye,) = await reader.rest()
            assert (bye["event"], bye["data"]) == ("bye", '{"reason":"access_ended"}')
    await until(lambda: house.places.taken == 0)
    assert len(house.bus) == 0


async def test_only_streams_that_are_meant_end(client: Client, house: FakeHouse) -> None:
    house.put(7, status=Status.RUNNING)
    async with following(client, "/events?task_id=7") as one, following(client, "/events") as all_:
        await one.next()
        await all_.next()
        house.places.end(lambda place: place.task_id == 7, "access_ended")
        assert (await one.rest())[-1]["event"] == "bye"
        house.bus.publish([CHANGE])
        assert (await all_.next())["id"] == "89"


async def test_nothing_is_told_after_the_farewell(client: Client, house: FakeHouse) -> None:
    async with following(client, "/events") as reader:
        await reader.next()
        house.bus.publish([CHANGE])
        house.places.end(lambda _: True, "access_ended")
        house.bus.publish([CHANGE])
        assert [it.get("event") for it in await reader.rest()] == ["bye"]


@pytest.mark.parametrize("ending", ["expires", "over"])
async def test_an_access_that_ends_by_itself_takes_its_stream_along(
    listener: socket.socket, ending: str
) -> None:
    access = Access(Way.TOKEN, 3, expires_at=now() + 300 if ending == "expires" else None)
    tap = Tap(a_person(access=access))
    access.is_over = ending == "over"
    async with tapped(tap, listener) as client, client.stream("GET", "/tap") as answer:
        began = asyncio.get_running_loop().time()
        text = (await answer.aread()).decode()
    assert text.endswith('event: bye\ndata: {"reason":"access_ended"}\n\n')
    assert asyncio.get_running_loop().time() - began < 1.3
    assert tap.ended == 1


async def test_who_reads_nothing_does_not_keep_a_stream_whose_access_ended(
    listener: socket.socket,
) -> None:
    tap = Tap()
    async with tapped(tap, listener):
        _, writer = await asyncio.open_connection(*listener.getsockname(), limit=1)
        writer.write(b"GET /api/v1/tap HTTP/1.1\r\nHost: x\r\n\r\n")
        tap.flow.set()
        await until(lambda: tap.sent > 20)
        tap.places.end(lambda _: True, "access_ended")
        sent = tap.sent
        await until(lambda: tap.places.taken == 0 or tap.ended == 1)
        assert tap.sent == sent
        writer.transport.abort()
