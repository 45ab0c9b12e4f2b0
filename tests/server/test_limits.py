"""Slots, order, limits and idempotency, as promised and under load."""

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from tests.executor.running import marked
from tests.server.conftest import StartYard
from tests.server.talking import (
    Client,
    ended,
    has_status,
    log_of,
    problem,
    read,
    rows,
    submit,
    submit_argv,
    submit_many,
)
from tests.server.yard import Yard


async def test_never_more_run_than_there_are_slots(start_yard: StartYard) -> None:
    yard = start_yard(slots=3)
    async with yard.client() as client:
        # Each looks around: how many are in here with me?
        command = "mkdir in.$N; set -- in.*; echo $#; sleep 0.02; rmdir in.$N"
        tasks = await submit_many(
            client, *({"command": command, "env": {"N": str(n)}} for n in range(60))
        )
        seen = [
            int(await log_of(client, (await ended(client, task["id"]))["id"])) for task in tasks
        ]
    assert max(seen) == 3


async def _order(client: Client, yard: Yard, *types: str) -> str:
    """The order in which waiting tasks of these types are run, on one slot."""
    blocker = await submit(client, "sleep 600", grace_ms=0)
    await has_status(client, blocker["id"], "running")
    tasks = [await submit(client, f"printf {word[0]} >> order", type=word) for word in types]
    await client.delete(f"/tasks/{blocker['id']}/cancel")
    for task in tasks:
        await ended(client, task["id"])
    return (yard.work / "order").read_text()


async def test_urgent_runs_before_normal_before_low(start_yard: StartYard) -> None:
    yard = start_yard(slots=1)
    async with yard.client() as client:
        words = ["low", "normal", "urgent", "low", "normal", "urgent"]
        assert await _order(client, yard, *words) == "uunnll"


async def test_a_low_task_that_waited_long_enough_goes_first(start_yard: StartYard) -> None:
    yard = start_yard(slots=1, ageing="1ms")
    async with yard.client() as client:
        assert await _order(client, yard, "low", "normal", "urgent") == "lnu"


async def test_a_priority_changed_while_it_waits_counts(start_yard: StartYard) -> None:
    yard = start_yard(slots=1)
    async with yard.client() as client:
        blocker = await submit(client, "sleep 600", grace_ms=0)
        first = await submit(client, "printf 1 >> order")
        second = await submit(client, "printf 2 >> order")
        waiting = await read(client, second["id"])
        assert "waits for a slot" in waiting["reason_text"]
        assert "place 2 in line" in waiting["reason_text"]
        await client.patch(f"/tasks/{second['id']}", json={"priority": "urgent"})
        assert "place 1 in line" in (await read(client, second["id"]))["reason_text"]
        await client.delete(f"/tasks/{blocker['id']}/cancel")
        await ended(client, first["id"])
        assert (yard.work / "order").read_text() == "21"


async def test_the_time_limit_ends_it_and_all_its_processes(yard: Yard) -> None:
    marker = f"marker-limit-{time.monotonic_ns()}"
    script = 'setsid sh -c "trap \\"\\" TERM; while :; do sleep 0.02; done" $0 & wait'
    async with yard.client() as client:
        task = await submit_argv(
            client, "/bin/sh", "-c", script, marker, timeout_ms=300, grace_ms=50
        )
        task = await ended(client, task["id"])
        assert (task["status"], task["reason"]) == ("failed", "timed_out")
        assert task["duration_ms"] >= 300
        assert marked(marker) == []


async def test_a_background_child_that_holds_the_pipe_does_not_hold_the_task(yard: Yard) -> None:
    marker = f"marker-pipe-{time.monotonic_ns()}"
    script = '(sh -c "while :; do sleep 0.02; done" $0 &); echo said; exit 3'
    async with yard.client() as client:
        task = await submit_argv(client, "/bin/sh", "-c", script, marker)
        task = await ended(client, task["id"])
        assert (task["status"], task["exit_code"]) == ("failed", 3)
        assert task["duration_ms"] < 10_000
        assert marked(marker) == []
        assert await log_of(client, task["id"]) == b"said\n"


@pytest.mark.parametrize(
    ("members", "found"),
    [
        ({"command": "exit 0"}, ("completed", None, 0, None)),
        ({"command": "exit 7"}, ("failed", "exit_nonzero", 7, None)),
        ({"command": "kill -9 $$"}, ("failed", "signalled", None, 9)),
        ({"command": "no-such-program"}, ("failed", "exit_nonzero", 127, None)),
        ({"argv": ["no-such-program"]}, ("failed", "spawn_failed", None, None)),
        ({"command": "true", "cwd": "/no/such/place"}, ("failed", "spawn_failed", None, None)),
        ({"command": "true", "shell": "/no/such/shell"}, ("failed", "spawn_failed", None, None)),
    ],
)
async def test_every_ending_has_one_state_and_one_reason(
    yard: Yard, members: dict[str, Any], found: tuple[object, ...]
) -> None:
    async with yard.client() as client:
        made = await client.post("/tasks", json=members)
        task = await ended(client, made.json()["id"])
        assert (task["status"], task["reason"], task["exit_code"], task["signal"]) == found
        assert task["reason_text"] or task["status"] == "completed"


async def test_a_command_that_is_too_large_is_refused_at_once(yard: Yard) -> None:
    async with yard.client() as client:
        answer = await client.post("/tasks", json={"command": "x" * 131_072})
        assert problem(answer) == (422, "validation")
        fits = await submit(client, ": " + "x" * 131_000)
        assert (await ended(client, fits["id"]))["status"] == "completed"


async def test_identical_submits_with_one_key_make_one_task(yard: Yard) -> None:
    key = {"Idempotency-Key": f"key-{time.monotonic_ns()}"}
    body = {"command": "echo once", "name": key["Idempotency-Key"]}
    async with yard.client() as client:
        calls = [client.post("/tasks", json=body, headers=key) for _ in range(64)]
        answers = await asyncio.gather(*calls)
        assert {answer.status_code for answer in answers} == {201}
        (task_id,) = {answer.json()["id"] for answer in answers}
        replayed = [a for a in answers if a.headers.get("idempotency-replayed") == "true"]
        assert len(replayed) == 63
        other = await client.post("/tasks", json={**body, "command": "echo two"}, headers=key)
        assert problem(other) == (422, "idempotency-key-reused")
        assert len(rows(yard, "SELECT 1 FROM tasks WHERE name = ?", body["name"])) == 1
        assert await log_of(client, (await ended(client, task_id))["id"]) == b"once\n"


async def test_a_key_is_remembered_over_a_crash(start_yard: StartYard) -> None:
    yard = start_yard()
    key = {"Idempotency-Key": "the-key"}
    async with yard.client() as client:
        first = await client.post("/tasks", json={"command": "true"}, headers=key)
    yard.kill()
    yard.start()
    async with yard.client() as client:
        again = await client.post("/tasks", json={"command": "true"}, headers=key)
        assert (again.status_code, again.json()) == (201, first.json())
        assert again.headers["idempotency-replayed"] == "true"


async def test_who_prefers_to_wait_gets_the_end_or_the_state_so_far(yard: Yard) -> None:
    async with yard.client() as client:
        answer = await client.post(
            "/tasks", json={"command": "sleep 0.2; exit 4"}, headers={"Prefer": "wait=30"}
        )
        assert (answer.status_code, answer.json()["exit_code"]) == (201, 4)
        assert answer.headers["preference-applied"] == "wait=30"
        answer = await client.post(
            "/tasks", json={"command": "sleep 600"}, headers={"Prefer": "wait=1"}
        )
        assert answer.json()["status"] == "running"
        await client.post(f"/tasks/{answer.json()['id']}/cancel", json={"force": True})


async def test_a_submit_is_on_disk_when_it_is_acknowledged(start_yard: StartYard) -> None:
    yard = start_yard(slots=1)
    async with yard.client() as client:
        for n in range(50):
            task = await submit(client, f"echo {n}")
            assert rows(yard, "SELECT command FROM tasks WHERE id = ?", task["id"]) == [
                (f"echo {n}",)
            ]


async def test_usage_and_times_are_those_of_the_command(yard: Yard) -> None:
    async with yard.client() as client:
        task = await submit(client, "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; sleep 0.3")
        task = await ended(client, task["id"])
        assert task["usage"]["cpu_ms"] > 10
        assert task["usage"]["rss_peak_bytes"] > 500_000
        assert task["duration_ms"] >= 300
        assert task["created_at"] <= task["started_at"] <= task["finished_at"]


async def test_a_command_runs_as_asked_for(yard: Yard, tmp_path: Path) -> None:
    command = 'pwd; echo "$A"; umask; nice; read line || echo no input; echo $0'
    async with yard.client() as client:
        task = await submit(
            client,
            command,
            cwd=str(tmp_path),
            env={"A": "b c"},
            umask="027",
            nice=5,
            shell="/bin/bash",
        )
        await ended(client, task["id"])
        log = (await log_of(client, task["id"])).decode()
    assert log == f"{tmp_path}\nb c\n0027\n5\nno input\n/bin/bash\n"
