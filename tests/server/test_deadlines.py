"""What its deadline has passed for has failed, on time and once, whatever happens meanwhile."""

import asyncio
import random
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.executor.running import marked
from tests.server.conftest import StartYard
from tests.server.sse import stream
from tests.server.talking import (
    Client,
    TaskJson,
    ended,
    final_states,
    has_status,
    log_of,
    problem,
    read,
    rows,
    says,
    submit,
    submit_argv,
    submit_many,
)
from tests.server.wire import wire
from tests.server.yard import Yard

ME = "1"
STUBBORN = "trap '' TERM; echo ready; sleep 60 & while :; do sleep 0.02; done"
# Of a machine that is busy with other tests.
LATE = timedelta(seconds=2)


def moment(seconds: float) -> str:
    """So long from now."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()


def lateness(task: TaskJson) -> timedelta:
    """How long after its deadline it has ended."""
    return datetime.fromisoformat(task["finished_at"]) - datetime.fromisoformat(task["deadline"])


async def for_people(client: Client, **members: object) -> TaskJson:
    answer = await client.post("/tasks", json={"name": "for people", **members})
    assert answer.status_code == 201, answer.text
    task: TaskJson = answer.json()
    return task


async def expired(client: Client, task: TaskJson) -> TaskJson:
    found = await ended(client, task["id"])
    assert (found["status"], found["reason"]) == ("failed", "expired")
    at = datetime.fromisoformat(found["deadline"]).astimezone(UTC)
    assert found["reason_text"] == f"deadline {at:%Y-%m-%dT%H:%M:%SZ} passed"
    assert found["completed_at"] is None
    assert timedelta(0) <= lateness(found)
    return found


async def test_every_task_that_waits_expires_on_time(start_yard: StartYard) -> None:
    yard = start_yard(slots=1)
    async with yard.client() as client:
        blocker = await submit(client, "sleep 60")
        late = moment(1.5)
        tasks = [
            await for_people(client, deadline=late),
            await for_people(client, deadline=late, assigned_to=ME),
            await for_people(client, deadline=late, assigned_to=ME),
            await submit(client, "echo never", deadline=late),
            await submit(client, "echo never", deadline=late, after=[blocker["id"]]),
        ]
        assert (await client.post(f"/tasks/{tasks[2]['id']}/start")).status_code == 200
        found = [(await read(client, task["id"]))["status"] for task in tasks]
        assert found == ["unassigned", "pending", "in_progress", "queued", "blocked"]
        for task in tasks:
            assert lateness(await expired(client, task)) < LATE
            assert await log_of(client, task["id"]) == b""
        answer = await client.post(f"/tasks/{tasks[2]['id']}/complete")
        assert problem(answer)[0] == 409
        overdue = (await client.get("/tasks", params={"overdue": True})).json()["tasks"]
        assert {task["id"] for task in overdue} == {task["id"] for task in tasks}
    assert all(states == ["failed"] for states in final_states(yard).values())


async def test_of_a_command_that_expired_nothing_lives_on(yard: Yard) -> None:
    marker = f"marker-{uuid4().hex}"
    async with yard.client() as client:
        task = await submit_argv(
            client, "/bin/sh", "-c", STUBBORN, marker, grace_ms=100, deadline=moment(1)
        )
        await says(client, task["id"], "ready")
        found = await expired(client, task)
        assert marked(marker) == []
        assert lateness(found) < LATE
        assert found["signal"] == 9
        assert await log_of(client, task["id"]) == b"ready\n"


async def test_a_command_that_is_quicker_than_its_stop_keeps_its_own_end(yard: Yard) -> None:
    script = "trap 'exit 0' TERM; echo ready; while :; do sleep 0.02; done"
    async with yard.client() as client:
        quick = await submit(client, "echo done", deadline=moment(1.2))
        asked = await submit(client, script, deadline=moment(1))
        # To leave when asked to is not to end by itself.
        assert (await expired(client, asked))["exit_code"] == 0
        await asyncio.sleep(0.3)
        assert (await read(client, quick["id"]))["status"] == "completed"


async def test_it_warns_before(start_yard: StartYard) -> None:
    yard = start_yard(deadline_warnings="1s,500ms")
    async with yard.client() as client:
        task = await for_people(client, deadline=moment(1.5))
        heard = []
        async with stream(client, "/events", after=0, task_id=task["id"]) as messages:
            async for message in messages:
                if message.id is not None:
                    heard.append((message.data["type"], message.data["task"]["status"]))
                if heard and heard[-1][1] == "failed":
                    break
    assert heard == [
        ("task.created", heard[0][1]),
        ("task.due_soon", heard[1][1]),
        ("task.due_soon", heard[2][1]),
        ("task.updated", "failed"),
    ]


async def test_a_deadline_that_is_moved_in_time_does_not_pass(yard: Yard) -> None:
    async with yard.client() as client:
        moved = await for_people(client, deadline=moment(0.8))
        freed = await for_people(client, deadline=moment(0.8))
        sooner = await for_people(client, deadline=moment(3600))
        for task, deadline in ((moved, moment(3600)), (freed, None), (sooner, moment(0.8))):
            answer = await client.patch(f"/tasks/{task['id']}", json={"deadline": deadline})
            assert answer.status_code == 200, answer.text
        await expired(client, sooner)
        for task in (moved, freed):
            assert (await read(client, task["id"]))["status"] == "unassigned"
        late = await client.patch(f"/tasks/{sooner['id']}", json={"deadline": moment(3600)})
        assert problem(late)[0] == 409


async def test_an_expired_task_goes_on_with_another_deadline(yard: Yard) -> None:
    async with yard.client() as client:
        task = await for_people(client, deadline=moment(0.3), assigned_to=ME)
        await expired(client, task)
        url = f"/tasks/{task['id']}/reopen"
        assert problem(await client.post(url, json={}))[0] == 422
        again = await client.post(url, json={"deadline": moment(0.5)})
        assert (again.status_code, again.json()["status"]) == (200, "pending")
        await expired(client, task)


async def test_what_passed_while_the_server_was_down_has_expired_when_it_listens(
    start_yard: StartYard,
) -> None:
    yard = start_yard(slots=1)
    async with yard.client() as client:
        late = moment(1.5)
        runs = await submit(client, "sleep 60", deadline=late)
        waits = await submit(client, "echo never", deadline=late)
        waits_on = await submit(client, "echo", deadline=moment(3600))
        persons = [await for_people(client, deadline=late) for _ in range(3)]
        await has_status(client, runs["id"], "running")
    yard.kill()
    await asyncio.sleep(1.6)
    yard.start()
    async with yard.client() as client:
        for task in (waits, *persons):
            found = await read(client, task["id"])
            assert (found["status"], found["reason"]) == ("failed", "expired")
        found = await read(client, runs["id"])
        # That it was interrupted came first.
        assert (found["status"], found["reason"]) == ("failed", "interrupted")
        assert (await ended(client, waits_on["id"]))["status"] == "completed"


async def test_what_was_being_stopped_as_the_server_died_has_expired(
    start_yard: StartYard,
) -> None:
    yard = start_yard()
    async with yard.client() as client:
        task = await submit(
            client, STUBBORN, grace_ms=60_000, deadline=moment(1), on_interrupt="retry"
        )
        await has_status(client, task["id"], "cancelling")
        assert (await read(client, task["id"]))["reason"] == "expired"
    yard.kill()
    yard.start()
    async with yard.client() as client:
        await expired(client, task)
    assert yard.tagged() == []


async def test_completing_races_with_expiring_two_hundred_times(start_yard: StartYard) -> None:
    await _race(start_yard(), rounds=1)


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_completing_races_with_expiring_two_thousand_times(start_yard: StartYard) -> None:
    await _race(start_yard(), rounds=10)


async def _race(yard: Yard, *, rounds: int) -> None:
    chance = random.Random(rounds)
    answers: dict[str, int] = {}
    for _ in range(rounds):
        async with yard.client() as client:
            at = datetime.now(UTC) + timedelta(seconds=1.5)
            body = {"name": "race", "assigned_to": ME, "deadline": at.isoformat()}
            tasks = await submit_many(client, *([body] * 200))
        ids = [task["id"] for task in tasks]
        chance.shuffle(ids)
        some = await asyncio.gather(*(_complete(yard, ids[n::8], at, chance) for n in range(8)))
        for one in some:
            answers |= one
        async with yard.client() as client:
            for task_id in ids:
                await ended(client, task_id)
    _check(yard, answers)


async def _complete(
    yard: Yard, ids: list[str], at: datetime, chance: random.Random
) -> dict[str, int]:
    """Each close to its deadline; the answers."""
    found: dict[str, int] = {}
    starts = sorted(chance.uniform(-0.15, 0.25) for _ in ids)
    async with wire(yard) as line:
        for task_id, offset in zip(ids, starts, strict=True):
            wait = (at - datetime.now(UTC)).total_seconds() + offset
            await asyncio.sleep(max(0, wait))
            found[task_id], _ = await line.send("POST", f"/tasks/{task_id}/complete")
    return found


def _check(yard: Yard, answers: dict[str, int]) -> None:
    """One end each, the one that was answered, and both kinds of them."""
    ends = final_states(yard)
    assert {task_id: states for task_id, states in ends.items() if len(states) != 1} == {}
    told = {task_id: "completed" if code == 200 else "failed" for task_id, code in answers.items()}
    assert set(answers.values()) == {200, 409}
    assert {task_id: states[0] for task_id, states in ends.items()} == told
    kept = rows(yard, "SELECT status, coalesce(reason, ''), finished_at IS NULL, due_at FROM tasks")
    assert set(kept) == {("completed", "", 0, None), ("failed", "expired", 0, None)}
