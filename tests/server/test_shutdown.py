"""SIGTERM: everybody is told, everything is recorded, and it takes no longer than it may."""

import asyncio
import signal
import subprocess
import time
from typing import Any

import pytest

from tests.server.conftest import StartYard
from tests.server.sse import Message, stream
from tests.server.talking import (
    Client,
    ended,
    has_status,
    log_of,
    problem,
    read,
    rows,
    says,
    submit,
    until,
)
from tests.server.wire import wire
from tests.server.yard import Yard


async def _to_the_end(client: Client, path: str, opened: asyncio.Semaphore) -> list[Message]:
    async with stream(client, path) as messages:
        opened.release()
        return [message async for message in messages]


async def test_it_ends_in_time_with_streams_open_and_loses_nothing(start_yard: StartYard) -> None:
    yard = start_yard(slots=4, drain="1s")
    async with yard.client() as client:
        stubborn = await submit(client, "trap '' TERM; echo hi; while :; do sleep 0.05; done")
        polite = await submit(client, "echo hi; exec sleep 60")
        quick = await submit(client, "echo hi; while [ ! -e go ]; do sleep 0.02; done; exit 5")
        again = await submit(client, "echo hi; exec sleep 60", on_interrupt="retry")
        for task in (stubborn, polite, quick, again):
            await says(client, task["id"], "hi")
        waiting = await submit(client, "echo later")
        opened = asyncio.Semaphore(0)
        watchers = [asyncio.create_task(_to_the_end(client, "/events", opened)) for _ in range(50)]
        log = f"/tasks/{polite['id']}/logs/stream"
        readers = [asyncio.create_task(_to_the_end(client, log, opened)) for _ in range(5)]
        for _ in range(55):
            await opened.acquire()
        began = time.monotonic()
        yard.terminate()
        (yard.work / "go").touch()
        farewells = [messages[-1] for messages in await asyncio.gather(*watchers)]
        assert {m.name for m in farewells} == {"bye"}
        assert {m.data["reason"] for m in farewells} == {"server_shutdown"}
        logs = await asyncio.gather(*readers)
    assert await asyncio.to_thread(lambda: yard.wait(within=10)) == 0
    assert time.monotonic() - began < 10
    assert {messages[-1].name for messages in logs} <= {"end", "bye"}
    assert yard.living() == set()
    yard.start()
    async with yard.client() as client:
        for task in (stubborn, polite):
            task = await read(client, task["id"])
            assert (task["status"], task["reason"]) == ("failed", "server_shutdown")
        quick = await read(client, quick["id"])
        assert (quick["status"], quick["exit_code"]) == ("failed", 5)
        await has_status(client, again["id"], "running")
        assert (await read(client, again["id"]))["attempt"] == 2
        waiting = await ended(client, waiting["id"])
        assert (waiting["status"], waiting["attempt"]) == ("completed", 1)
        assert await log_of(client, waiting["id"]) == b"later\n"


async def test_what_is_submitted_while_it_drains_is_refused(start_yard: StartYard) -> None:
    yard = start_yard(drain="30s")
    async with yard.client() as client:
        task = await submit(client, "echo hi; while [ ! -e go ]; do sleep 0.02; done")
        await says(client, task["id"], "hi")
        yard.terminate()
        await _refuses(client)
        assert int((await client.post("/tasks", json={"command": "x"})).headers["retry-after"]) > 0
        assert problem(await client.get("/events")) == (503, "shutting-down")
        assert (await read(client, task["id"]))["status"] == "running"
        ready = await client.get(f"{yard.root}/readyz")
        assert (ready.status_code, ready.json()["checks"]["accepting"]) == (503, False)
        assert (await client.get(f"{yard.root}/healthz")).status_code == 200
    (yard.work / "go").touch()
    assert yard.wait(within=10) == 0
    assert rows(yard, "SELECT DISTINCT status, exit_code FROM tasks") == [("completed", 0)]


async def _refuses(client: Client) -> None:
    give_up_at = time.monotonic() + 10
    while (answer := await client.post("/tasks", json={"command": "true"})).status_code == 201:
        assert time.monotonic() < give_up_at
    assert problem(answer) == (503, "shutting-down")


async def test_a_second_signal_ends_it_at_once(start_yard: StartYard) -> None:
    yard = start_yard(drain="60s")
    async with yard.client() as client:
        task = await submit(client, "trap '' TERM; echo hi; while :; do sleep 0.05; done")
        await says(client, task["id"], "hi")
        yard.terminate()
        await _refuses(client)
    began = time.monotonic()
    yard.terminate()
    assert yard.wait(within=10) == 0
    assert time.monotonic() - began < 5
    assert yard.living() == set()
    (status,) = rows(yard, "SELECT status, reason FROM tasks WHERE id = ?", task["id"])
    assert status == ("failed", "server_shutdown")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_an_idle_server_ends_cleanly(start_yard: StartYard, number: signal.Signals) -> None:
    yard = start_yard(drain="60s")
    async with yard.client() as client:
        await ended(client, (await submit(client, "true"))["id"])
        yard.signal(number)  # while the connection is open
        assert yard.wait(within=10) == 0
        said = [m["event"] for m in yard.messages() if m["event"] != "doubtful setting"]
        assert said == ["stopping", "stopped"]


async def test_a_signal_amid_submits_leaves_no_task_in_between(start_yard: StartYard) -> None:
    """Whatever was acknowledged has run, or waits; nothing was begun and forgotten."""
    yard = start_yard(slots=2)
    acknowledged: set[str] = set()
    for _ in range(3):
        await _stop_amid_submits(yard, acknowledged, "sleep 0.01")
        yard.start()
    await until(
        lambda: not rows(yard, "SELECT 1 FROM tasks WHERE status IN ('queued', 'running')"),
        within=50,
    )
    ends = rows(yard, "SELECT id, status, reason, attempt FROM tasks")
    assert acknowledged <= {str(row[0]) for row in ends}
    for _, status, reason, attempt in ends:
        assert (status, reason) in {("completed", None), ("failed", "server_shutdown")}
        assert attempt == 1


async def test_a_task_that_starts_as_the_signal_comes_is_not_waited_for(
    start_yard: StartYard,
) -> None:
    yard = start_yard(slots=1000)
    for _ in range(3):
        await _stop_amid_submits(yard, set(), "exec sleep 600")
        yard.start()


async def _stop_amid_submits(yard: Yard, acknowledged: set[str], command: str) -> None:
    pressing = [asyncio.create_task(_press(yard, acknowledged, command)) for _ in range(4)]
    before = len(acknowledged)
    await until(lambda: len(acknowledged) > before + 4)
    yard.terminate()
    assert await asyncio.to_thread(lambda: yard.wait(within=10)) == 0
    await asyncio.gather(*pressing)
    assert rows(yard, "SELECT * FROM tasks WHERE status IN ('running', 'cancelling')") == []


async def _press(yard: Yard, acknowledged: set[str], command: str) -> None:
    try:
        async with wire(yard) as line:
            while True:
                status, task = await line.send("POST", "/tasks", {"command": command})
                if status == 503:
                    return
                assert status == 201
                acknowledged.add(task["id"])
    except (OSError, asyncio.IncompleteReadError):
        return


async def test_who_waits_for_a_task_is_answered_when_the_server_stops(
    start_yard: StartYard,
) -> None:
    yard = start_yard(drain="30s")
    async with yard.client() as client:
        task = await submit(client, "echo hi; while [ ! -e go ]; do sleep 0.02; done")
        await says(client, task["id"], "hi")
        waiting = asyncio.create_task(read(client, task["id"], wait=30))
        await asyncio.sleep(0.2)
        yard.terminate()
        assert (await asyncio.wait_for(waiting, 10))["status"] == "running"
    (yard.work / "go").touch()
    assert yard.wait(within=10) == 0


async def test_a_reader_that_takes_nothing_does_not_hold_it_up(start_yard: StartYard) -> None:
    yard = start_yard()
    async with yard.client() as client:
        task = await submit(client, "yes", grace_ms=0)
        reader, writer = await asyncio.open_connection("127.0.0.1", yard.port, limit=1024)
        path = f"/api/v1/tasks/{task['id']}/logs/stream"
        who = f"Authorization: {yard.owner['Authorization']}"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{who}\r\n\r\n".encode())
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(1)
        began = time.monotonic()
        yard.terminate()
        assert await asyncio.to_thread(lambda: yard.wait(within=10)) == 0
        assert time.monotonic() - began < 10
        writer.transport.abort()


async def test_a_second_server_on_the_same_directory_names_the_first(
    start_yard: StartYard,
) -> None:
    yard = start_yard()
    second = await asyncio.to_thread(_second_server, yard)
    assert second.returncode == 1
    assert f"in use by another server (pid {yard.pid})" in second.stderr
    assert "Traceback" not in second.stderr
    async with yard.client() as client:
        assert (await ended(client, (await submit(client, "true"))["id"]))["status"] == "completed"


def _second_server(yard: Yard) -> "subprocess.CompletedProcess[str]":
    arguments: Any = yard.process.args
    return subprocess.run(
        arguments,
        env={"PATH": "/usr/bin:/bin", "TASKYARD_DATA_DIR": str(yard.data), **yard.checkout},
        cwd=yard.folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


async def test_a_port_that_is_taken_is_told_without_a_stack(start_yard: StartYard) -> None:
    yard = start_yard()
    arguments: Any = [*yard.process.args[:-1], str(yard.port)]  # type: ignore[index]
    second = await asyncio.to_thread(
        lambda: subprocess.run(
            arguments,
            env={"TASKYARD_DATA_DIR": str(yard.folder / "other"), **yard.checkout},
            cwd=yard.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
    )
    assert second.returncode == 1
    assert f"cannot listen on 127.0.0.1 port {yard.port}" in second.stderr
    assert "Traceback" not in second.stderr
