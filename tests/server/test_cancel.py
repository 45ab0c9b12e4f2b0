"""A cancelled task is over: nothing of it lives, and nobody says otherwise afterwards."""

import asyncio
import random
from uuid import uuid4

import pytest

from tests.executor.escapes import ESCAPES
from tests.executor.running import marked
from tests.server.conftest import StartYard
from tests.server.people import someone
from tests.server.talking import (
    ended,
    final_states,
    problem,
    read,
    says,
    submit,
    submit_argv,
)
from tests.server.wire import Wire, wire
from tests.server.yard import Yard

CANCELLED = {"message": "Task cancelled successfully"}
STUBBORN = "trap '' TERM; echo ready; while :; do sleep 0.02; done"


@pytest.mark.parametrize("script", ESCAPES.values(), ids=ESCAPES.keys())
async def test_cancelling_reaches_every_process(yard: Yard, script: str) -> None:
    marker = f"marker-{uuid4().hex}"
    async with yard.client() as client:
        task = await submit_argv(client, "/bin/sh", "-c", script, marker, grace_ms=80)
        await says(client, task["id"], "ready")
        answer = await client.delete(f"/tasks/{task['id']}/cancel")
        assert (answer.status_code, answer.json()) == (200, CANCELLED)
        assert marked(marker) == []
        task = await read(client, task["id"])
        assert (task["status"], task["reason"]) == ("cancelled", "cancelled_by_user")
        assert task["finished_at"] is not None


async def test_cancelling_again_changes_nothing(yard: Yard) -> None:
    async with yard.client() as client:
        task = await submit(client, "sleep 60")
        for _ in range(2):
            answer = await client.delete(f"/tasks/{task['id']}/cancel")
            assert (answer.status_code, answer.json()) == (200, CANCELLED)
        first = await read(client, task["id"])
        assert (await client.post(f"/tasks/{task['id']}/cancel")).json() == CANCELLED
        assert await read(client, task["id"]) == first


async def test_it_says_who_did_it_or_why(yard: Yard) -> None:
    ben = await someone(yard, "operator")
    async with yard.client() as client, ben.client() as other:
        told = []
        for reason in ({}, {"reason": "not needed any more"}):
            task = await submit(client, "sleep 60")
            assert (await other.post(f"/tasks/{task['id']}/cancel", json=reason)).is_success
            told.append((await read(client, task["id"]))["reason_text"])
    assert told == ["cancelled by Someone", "not needed any more"]


async def test_many_who_cancel_at_once_all_hear_the_same(yard: Yard) -> None:
    async with yard.client() as client:
        task = await submit(client, "sleep 60")
        calls = [client.delete(f"/tasks/{task['id']}/cancel") for _ in range(20)]
        answers = await asyncio.gather(*calls)
        assert [answer.json() for answer in answers] == [CANCELLED] * 20


@pytest.mark.parametrize("command", ["true", "exit 3"])
async def test_what_has_ended_cannot_be_cancelled(yard: Yard, command: str) -> None:
    async with yard.client() as client:
        task = await ended(client, (await submit(client, command))["id"])
        answer = await client.delete(f"/tasks/{task['id']}/cancel")
        assert problem(answer) == (409, "task-finished")
        assert await read(client, task["id"]) == task


async def test_a_task_nobody_knows_cannot_be_cancelled(yard: Yard) -> None:
    async with yard.client() as client:
        assert problem(await client.delete("/tasks/999999999/cancel")) == (404, "not-found")


async def test_a_long_grace_is_told_and_force_ends_it(yard: Yard) -> None:
    async with yard.client() as client:
        task = await submit(client, STUBBORN, grace_ms=600_000)
        await says(client, task["id"], "ready")
        answer = await client.delete(f"/tasks/{task['id']}/cancel")
        assert (answer.status_code, answer.json()["status"]) == (202, "cancelling")
        assert (await read(client, task["id"]))["status"] == "cancelling"
        answer = await client.post(
            f"/tasks/{task['id']}/cancel", json={"force": True, "reason": "no patience"}
        )
        assert (answer.status_code, answer.json()) == (200, CANCELLED)
        task = await read(client, task["id"])
        assert (task["status"], task["signal"]) == ("cancelled", 9)


async def test_a_waiting_task_is_cancelled_at_once_and_never_starts(start_yard: StartYard) -> None:
    yard = start_yard(slots=1)
    async with yard.client() as client:
        first = await submit(client, "sleep 60")
        waiting = await submit(client, "touch started")
        answer = await client.delete(f"/tasks/{waiting['id']}/cancel")
        assert (answer.status_code, answer.json()) == (200, CANCELLED)
        await client.delete(f"/tasks/{first['id']}/cancel")
        await ended(client, (await submit(client, "true"))["id"])
        waiting = await read(client, waiting["id"])
        assert (waiting["status"], waiting["started_at"]) == ("cancelled", None)
        assert not (yard.work / "started").exists()


async def test_its_output_stays_readable(yard: Yard) -> None:
    async with yard.client() as client:
        task = await submit(client, f"echo before; {STUBBORN}", grace_ms=50)
        await says(client, task["id"], "ready")
        await client.delete(f"/tasks/{task['id']}/cancel")
        answer = await client.get(f"/tasks/{task['id']}/logs")
        assert answer.json()["logs"] == "before\nready\n"
        assert answer.json()["finished"]


async def test_deleting_with_force_kills_first(yard: Yard) -> None:
    marker = f"marker-{uuid4().hex}"
    async with yard.client() as client:
        task = await submit_argv(client, "/bin/sh", "-c", ESCAPES["env -i setsid"], marker)
        await says(client, task["id"], "ready")
        assert problem(await client.delete(f"/tasks/{task['id']}")) == (409, "task-active")
        answer = await client.delete(f"/tasks/{task['id']}", params={"force": "true"})
        assert answer.status_code == 204
        assert marked(marker) == []
        assert (await client.get(f"/tasks/{task['id']}")).status_code == 404


async def test_cancelling_while_it_ends_leaves_exactly_one_state(start_yard: StartYard) -> None:
    await _race(start_yard(slots=16), races=1000)


@pytest.mark.slow
@pytest.mark.timeout(1800)
async def test_ten_thousand_cancels_while_it_ends(start_yard: StartYard) -> None:
    await _race(start_yard(slots=16), races=10_000)


async def _race(yard: Yard, *, races: int) -> None:
    chance = random.Random(races)
    outcomes: dict[str, str] = {}

    async def racer(rounds: int) -> None:
        async with wire(yard) as line:
            for _ in range(rounds):
                outcomes.update([await _one_race(line, chance)])

    await asyncio.gather(*(racer(races // 20) for _ in range(20)))
    assert len(outcomes) == races
    assert final_states(yard) == {task_id: [status] for task_id, status in outcomes.items()}
    assert yard.tagged() == []
    # The chances are such that both happen, or nothing was proved.
    assert {"cancelled"} < set(outcomes.values())


async def _one_race(line: Wire, chance: random.Random) -> tuple[str, str]:
    """The task and the state it must have from here on."""
    command = chance.choice(["true", "exit 3", "sleep 0.005", "sleep 0.01 & exit 0", "echo x"])
    status, task = await line.send("POST", "/tasks", {"command": command, "grace_ms": 20})
    assert status == 201
    await asyncio.sleep(chance.choice([0, 0, 0.002, 0.005, 0.01, 0.02, 0.05]))
    status, answer = await line.send("DELETE", f"/tasks/{task['id']}/cancel")
    if status == 200:
        return task["id"], "cancelled"
    assert (status, answer["code"]) == (409, "task-finished")
    return task["id"], "failed" if command == "exit 3" else "completed"
