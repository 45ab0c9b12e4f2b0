"""A person gates a machine, a machine asks a person: on the real server."""

import asyncio
import random
import time

import pytest

from tests.server.conftest import StartYard
from tests.server.people import someone
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
    submit,
    submit_many,
    until,
)
from tests.server.yard import Yard


async def ask(client: Client, name: str, **members: object) -> TaskJson:
    """A person's task."""
    answer = await client.post("/tasks", json={"name": name, **members})
    assert answer.status_code == 201, answer.text
    task: TaskJson = answer.json()
    return task


async def complete(client: Client, task_id: str) -> None:
    answer = await client.post(f"/tasks/{task_id}/complete")
    assert answer.status_code == 200, answer.text


async def assigned(client: Client, name: str) -> TaskJson:
    me = (await client.get("/auth/me")).json()
    return await ask(client, name, assigned_to=me["id"])


async def asked_about(client: Client, task_id: str, *, within: float = 30) -> TaskJson:
    """The person's task that a failure has opened."""
    give_up_at = time.monotonic() + within
    while (opened := (await read(client, task_id))["follow_up"]) is None:
        assert time.monotonic() < give_up_at
        await asyncio.sleep(0.01)
    return await read(client, opened)


async def test_a_persons_approval_releases_a_command(yard: Yard) -> None:
    person = await someone(yard)
    async with person.client() as client:
        gate = await assigned(client, "approve the release")
        waits = await submit(client, "echo released", after=[gate["id"]])
        assert (waits["status"], waits["after"]) == ("blocked", [gate["id"]])
        shown = await read(client, waits["id"])
        assert shown["reason_text"] == f"waits for task {gate['id']} (approve the release)"
        await complete(client, gate["id"])
        assert (await ended(client, waits["id"]))["status"] == "completed"
        assert await log_of(client, waits["id"]) == b"released\n"


async def test_a_refused_approval_fails_all_that_comes_after_it(yard: Yard) -> None:
    person = await someone(yard)
    async with person.client() as client:
        gate = await assigned(client, "approve")
        first = await submit(client, "echo 1", name="deploy", after=[gate["id"]])
        second = await submit(client, "echo 2", after=[first["id"]])
        always = await submit(client, "echo 3", after=[first["id"]], after_policy="any_end")
        assert (await client.delete(f"/tasks/{gate['id']}/cancel")).status_code == 200
        found = [await read(client, task["id"]) for task in (first, second)]
        assert [(t["status"], t["reason"]) for t in found] == [("failed", "dependency_failed")] * 2
        assert found[0]["reason_text"] == f"task {gate['id']} (approve) was cancelled"
        assert found[1]["reason_text"] == f"task {first['id']} (deploy) failed"
        assert (await ended(client, always["id"]))["status"] == "completed"


async def test_commands_run_in_the_order_of_a_diamond(start_yard: StartYard) -> None:
    yard = start_yard()
    async with yard.client() as client:
        top = await submit(client, "sleep 0.1; echo top >> order")
        sides = [await submit(client, "echo side >> order", after=[top["id"]]) for _ in range(2)]
        after = [side["id"] for side in sides]
        bottom = await submit(client, "echo bottom >> order", after=after)
        assert (await ended(client, bottom["id"]))["status"] == "completed"
    assert (yard.work / "order").read_text().split() == ["top", "side", "side", "bottom"]


async def test_a_command_that_fails_keeps_the_next_from_running(yard: Yard) -> None:
    async with yard.client() as client:
        build = await submit(client, "sleep 0.1; exit 3", name="build")
        deploy = await submit(client, "echo no", after=[build["id"]])
        found = await ended(client, deploy["id"])
        assert (found["reason"], found["attempt"]) == ("dependency_failed", 0)
        assert found["reason_text"] == f"task {build['id']} (build) failed"
        assert await log_of(client, deploy["id"]) == b""


async def test_two_hundred_commands_wait_for_one_person(start_yard: StartYard) -> None:
    yard = start_yard(slots=8)
    async with yard.client() as client:
        gate = await ask(client, "go")
        command = {"command": "true", "after": [gate["id"]]}
        waiting = await submit_many(client, *([command] * 200))
        assert (await client.post(f"/tasks/{gate['id']}/take")).status_code == 200
        await complete(client, gate["id"])
        found = [await ended(client, task["id"]) for task in waiting]
        assert {task["status"] for task in found} == {"completed"}


async def test_a_blocked_command_can_be_cancelled_and_deleted(yard: Yard) -> None:
    async with yard.client() as client:
        gate = await ask(client, "gate")
        one, two = [await submit(client, "true", after=[gate["id"]]) for _ in range(2)]
        assert (await client.delete(f"/tasks/{one['id']}/cancel")).status_code == 200
        assert (await read(client, one["id"]))["status"] == "cancelled"
        assert problem(await client.delete(f"/tasks/{two['id']}")) == (409, "task-active")
        deleted = await client.delete(f"/tasks/{two['id']}", params={"force": "true"})
        assert deleted.status_code == 204
        assert (await client.delete(f"/tasks/{gate['id']}", params={"force": "true"})).is_success


async def test_how_long_one_waits_is_shown_in_lists_too(yard: Yard) -> None:
    person = await someone(yard)
    async with person.client() as client:
        gates = [await ask(client, f"gate {n}") for n in range(3)]
        task = await submit(client, "true", after=[gate["id"] for gate in gates])
        (listed,) = (await client.get("/tasks", params={"status": "blocked"})).json()["tasks"]
        assert listed["reason_text"] == f"waits for task {gates[0]['id']} (gate 0), 2 more"
        counts = (await client.get("/tasks", params={"include": "counts"})).json()["counts"]
        assert counts["blocked"] == 1
        await client.delete(f"/tasks/{task['id']}/cancel")


async def test_names_of_what_a_reader_may_not_see_are_not_told(yard: Yard) -> None:
    ann, ben = await someone(yard), await someone(yard)
    async with ann.client() as hers, ben.client() as his:
        gate = await ask(hers, "a secret plan")
        answer = await his.post("/tasks", json={"command": "true", "after": [gate["id"]]})
        assert problem(answer) == (422, "validation")
        (error,) = answer.json()["errors"]
        assert (error["pointer"], error["detail"]) == (
            "/after/0",
            f"no task with id {gate['id']}",
        )
        waits = await submit(hers, "true", after=[gate["id"]], assigned_to=ben.id)
        seen = [(await read(c, waits["id"]))["reason_text"] for c in (hers, his)]
        number = f"waits for task {gate['id']}"
        assert seen == [f"{number} (a secret plan)", number]
        await hers.delete(f"/tasks/{gate['id']}/cancel")
        assert "secret" not in (await his.get(f"/tasks/{waits['id']}")).text


async def test_unknown_tasks_and_circles_are_refused_with_the_way(yard: Yard) -> None:
    async with yard.client() as client:
        gate = await ask(client, "gate")
        one = await submit(client, "true", after=[gate["id"]])
        two = await submit(client, "true", after=[one["id"]])
        body = {"tasks": [{"command": "true"}, {"command": "true", "after": ["999999999"]}]}
        answer = await client.post("/tasks/batch", json=body)
        assert problem(answer) == (422, "validation")
        assert answer.json()["errors"][0]["pointer"] == "/tasks/1/after/0"
        answer = await client.patch(f"/tasks/{one['id']}", json={"after": [two["id"]]})
        assert problem(answer) == (422, "validation")
        assert f"{one['id']} → {two['id']} → {one['id']}" in answer.json()["errors"][0]["detail"]
        answer = await client.patch(f"/tasks/{one['id']}", json={"after": []})
        assert answer.json()["status"] == "queued"
        assert (await ended(client, two["id"]))["status"] == "completed"
        answer = await client.patch(f"/tasks/{two['id']}", json={"after": [gate["id"]]})
        assert problem(answer) == (409, "conflict")
        await client.delete(f"/tasks/{gate['id']}/cancel")


async def test_a_rerun_waits_again_for_what_is_still_there(yard: Yard) -> None:
    async with yard.client() as client:
        gate = await ask(client, "gate")
        task = await submit(client, "true", after=[gate["id"]])
        await client.delete(f"/tasks/{gate['id']}/cancel")
        again = (await client.post(f"/tasks/{task['id']}/rerun")).json()
        assert again["reason"] == "dependency_failed"
        assert (await client.post(f"/tasks/{gate['id']}/reopen")).status_code == 200
        again = (await client.post(f"/tasks/{task['id']}/rerun")).json()
        assert again["status"] == "blocked"
        await client.delete(f"/tasks/{gate['id']}/cancel")


async def test_a_reopened_task_does_not_block_again_what_it_released(yard: Yard) -> None:
    person = await someone(yard)
    async with person.client() as client:
        gate = await assigned(client, "gate")
        later = await ask(client, "later")
        task = await submit(client, "true", after=[gate["id"], later["id"]])
        await complete(client, gate["id"])
        assert (await client.post(f"/tasks/{gate['id']}/reopen")).status_code == 200
        text = (await read(client, task["id"]))["reason_text"]
        assert text == f"waits for task {later['id']} (later)"
        await client.post(f"/tasks/{later['id']}/take")
        await complete(client, later["id"])
        assert (await ended(client, task["id"]))["status"] == "completed"


@pytest.mark.timeout(120)
async def test_kills_at_any_moment_leave_nothing_released_twice_or_forgotten(
    start_yard: StartYard,
) -> None:
    """Chains under way while the server dies again and again."""
    chance = random.Random(4)
    yard = start_yard(slots=8)
    async with yard.client() as client:
        last: list[str] = []
        for n in range(12):
            before: list[str] = []
            for link in range(6):
                script = f"echo {n}.{link} >> ran; sleep 0.0{chance.randrange(10)}"
                members = {"after": before, "on_interrupt": "retry"}
                before = [(await submit(client, script, **members))["id"]]
            last += before
    for _ in range(3):
        await asyncio.sleep(chance.uniform(0.05, 0.4))
        yard.kill()
        yard.start()
    async with yard.client() as client:
        found = [await ended(client, task_id) for task_id in last]
    assert {(t["status"], t["reason"]) for t in found} <= {
        ("completed", None),
        ("failed", "dependency_failed"),
    }
    ran = (yard.work / "ran").read_text().split()
    for n in range(12):
        links = [line for line in ran if line.startswith(f"{n}.")]
        assert links == sorted(links), "one ran before the one it waits for"
    assert all(len(states) == 1 for states in final_states(yard).values())
    assert rows(yard, "SELECT count(*) FROM task_after") == [(0,)]
    assert rows(yard, "SELECT count(*) FROM tasks WHERE status = 'blocked'") == [(0,)]


# A machine asks a person


async def test_a_failure_is_put_before_a_person_with_the_last_lines(yard: Yard) -> None:
    person = await someone(yard)
    async with person.client() as client:
        wanted = {"name": "The backup is broken", "assign_to": person.id}
        command = "seq 40; echo '```'; exit 3"
        task = await submit(client, command, name="backup", on_failure=wanted)
        assert task["on_failure"] == wanted
        asked = await asked_about(client, task["id"])
        assert (asked["kind"], asked["status"]) == ("person", "pending")
        assert (asked["name"], asked["source"]) == ("The backup is broken", "on_failure")
        assert asked["assigned_to"]["id"] == asked["created_by"]["id"] == person.id
        assert f"/tasks/{task['id']}" in asked["description"]
        assert "exit code 3" in asked["description"]
        assert "````text\n22\n" in asked["description"]
        await complete(client, asked["id"])


async def test_nobody_is_asked_about_what_completes_or_is_cancelled(yard: Yard) -> None:
    async with yard.client() as client:
        good = await submit(client, "true", on_failure={})
        stopped = await submit(client, "sleep 60", on_failure={})
        await has_status(client, stopped["id"], "running")
        await client.delete(f"/tasks/{stopped['id']}/cancel")
        bad = await submit(client, "false", on_failure={})
        await asked_about(client, bad["id"])
        for task in (good, stopped):
            assert (await ended(client, task["id"]))["follow_up"] is None


async def test_who_is_to_be_asked_has_to_be_somebody(yard: Yard) -> None:
    async with yard.client() as client:
        body = {"command": "false", "on_failure": {"assign_to": "999999"}}
        answer = await client.post("/tasks", json=body)
        assert problem(answer) == (422, "validation")
        assert answer.json()["errors"][0]["pointer"] == "/on_failure/assign_to"


@pytest.mark.timeout(120)
async def test_kills_at_any_moment_leave_every_failure_asked_about_once(
    start_yard: StartYard,
) -> None:
    chance = random.Random(5)
    yard = start_yard(slots=8)
    made: list[str] = []
    for _ in range(3):
        async with yard.client() as client:
            bodies = [{"command": "exit 1", "on_failure": {}} for _ in range(20)]
            made += [task["id"] for task in await submit_many(client, *bodies)]
            await asyncio.sleep(chance.uniform(0, 0.3))
        yard.kill()
        yard.start()
    async with yard.client() as client:
        asked = [await asked_about(client, task_id) for task_id in made]
        assert len({task["id"] for task in asked}) == len(made)
    (count,) = rows(yard, "SELECT count(*) FROM tasks WHERE kind = 'person'")
    assert count == (len(made),)


async def test_the_dead_server_left_a_question_and_the_next_one_asks_it(
    start_yard: StartYard,
) -> None:
    yard = start_yard()
    async with yard.client() as client:
        task = await submit(client, "echo begun; sleep 60", on_failure={"name": "Look"})
        await until(lambda: len(yard.tagged()) > 0)
    yard.kill()
    yard.start()
    async with yard.client() as client:
        asked = await asked_about(client, task["id"])
        assert asked["name"] == "Look"
        assert "the server stopped while it ran" in asked["description"]
