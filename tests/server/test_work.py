"""Work for people: who does what with it, and that two who want the same do not both get it."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.server.people import Someone, someone
from tests.server.sse import stream
from tests.server.talking import FINAL, final_states, problem, read, submit
from tests.server.yard import Yard

Client = httpx.AsyncClient
LATER = "2199-11-20T17:00:00+01:00"
EARLIER = "2020-11-20T17:00:00+01:00"


@dataclass
class Team:
    """Ann makes tasks; Ben and Cleo get some; Otto sees to it that all get done; Vera looks."""

    yard: Yard
    people: dict[str, Someone]
    clients: dict[str, Client]

    def __getattr__(self, name: str) -> Client:
        return self.clients[name]

    def id(self, name: str) -> str:
        return self.people[name].id


ROLES = {"ann": "user", "ben": "user", "cleo": "user", "otto": "operator", "vera": "viewer"}


@pytest.fixture(scope="module")
def hired(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Yard, dict[str, Someone]]]:
    """They sign in once: nobody may do so very often."""
    yard = Yard(tmp_path_factory.mktemp("work") / "yard").start()

    async def hire() -> dict[str, Someone]:
        return {name: await someone(yard, role) for name, role in ROLES.items()}

    yield yard, asyncio.run(hire())
    yard.finish()


@pytest.fixture
async def team(hired: tuple[Yard, dict[str, Someone]]) -> AsyncIterator[Team]:
    yard, people = hired
    async with AsyncExitStack() as stack:
        clients = {
            name: await stack.enter_async_context(one.client()) for name, one in people.items()
        }
        yield Team(yard, people, clients)


async def made(client: Client, **members: object) -> dict[str, Any]:
    answer = await client.post("/tasks", json=members)
    assert answer.status_code == 201, answer.text
    task: dict[str, Any] = answer.json()
    return task


async def step(client: Client, task: dict[str, Any], verb: str, **body: object) -> httpx.Response:
    return await client.post(f"/tasks/{task['id']}/{verb}", json=body or None)


async def done(client: Client, task: dict[str, Any], verb: str, **body: object) -> dict[str, Any]:
    answer = await step(client, task, verb, **body)
    assert answer.status_code == 200, answer.text
    assert answer.headers["etag"] == f'"{answer.json()["version"]}"'
    after: dict[str, Any] = answer.json()
    return after


async def refused(client: Client, task: dict[str, Any], verb: str, **body: object) -> str:
    """What a conflict says."""
    answer = await step(client, task, verb, **body)
    assert problem(answer) == (409, "conflict"), answer.text
    detail: str = answer.json()["detail"]
    return detail


def assignee(task: dict[str, Any]) -> str | None:
    return task["assigned_to"] and str(task["assigned_to"]["id"])


async def test_a_task_without_a_command_is_a_persons(team: Team) -> None:
    task = await made(team.ann)
    assert (task["kind"], task["name"], task["command"]) == ("person", "Untitled task", None)
    assert (task["status"], task["attempt"], task["queued_at"]) == ("unassigned", 1, None)
    task = await made(
        team.ann,
        name="Sign the contract",
        description="The one with the **blue** cover.",
        type="urgent",
        tags=["legal"],
        deadline=LATER,
        assigned_to=team.id("ben"),
        checklist=[{"text": "read it"}, {"text": "sign it", "done": False}],
    )
    assert (task["status"], assignee(task)) == ("pending", team.id("ben"))
    assert (task["deadline"], task["priority"]) == ("2199-11-20T16:00:00.000Z", "urgent")
    assert task["checklist"] == [
        {"text": "read it", "done": False},
        {"text": "sign it", "done": False},
    ]
    assert await read(team.ben, task["id"]) == task


async def test_the_life_of_a_task_of_several_people(team: Team) -> None:
    task = await made(team.ann, name="Call them", deadline=LATER)
    assert problem(await step(team.ben, task, "take")) == (404, "not-found")
    task = await done(team.ann, task, "assign", user_id=team.id("ben"))
    assert (task["status"], assignee(task)) == ("pending", team.id("ben"))
    task = await done(team.ben, task, "start")
    assert (task["status"], task["started_at"] is not None) == ("in_progress", True)
    said = await step(team.ben, task, "comments", text="They do not answer.")
    assert said.status_code == 201
    assert said.json()["author"] == {"id": team.id("ben"), "name": "Someone"}
    task = await done(team.otto, task, "assign", user_id=team.id("cleo"))
    assert (task["status"], task["started_at"]) == ("pending", None)
    assert problem(await step(team.ben, task, "complete")) == (404, "not-found")
    assert problem(await team.ben.get(f"/tasks/{task['id']}/comments")) == (404, "not-found")
    not_yet = await team.cleo.get(f"/tasks/{task['id']}/result")
    assert (problem(not_yet), not_yet.json()["error"]) == (
        (409, "task-active"),
        "Task not completed yet",
    )
    await done(team.cleo, task, "start")
    task = await done(team.cleo, task, "complete")
    assert task["status"] == "completed"
    assert task["finished_at"] == task["completed_at"] is not None
    assert task["duration_ms"] >= 0
    result = (await team.cleo.get(f"/tasks/{task['id']}/result")).json()
    assert (result["status"], result["output"]) == ("completed", "")
    assert (await team.cleo.get(f"/tasks/{task['id']}/logs")).json()["logs"] == ""
    again = await done(team.ann, task, "reopen")
    assert (again["status"], assignee(again), again["attempt"]) == ("pending", team.id("cleo"), 2)
    assert again["finished_at"] is again["duration_ms"] is again["started_at"] is None
    task = await done(team.ann, again, "unassign")
    assert (task["status"], assignee(task)) == ("unassigned", None)
    task = await done(team.otto, task, "take")
    assert (task["status"], assignee(task)) == ("pending", team.id("otto"))
    assert (await done(team.otto, task, "complete_task"))["duration_ms"] is None
    states = final_states(team.yard)[task["id"]]
    assert states == ["completed", "pending", "unassigned", "pending", "completed"]


async def test_a_step_from_the_wrong_state_says_which_it_is(team: Team) -> None:
    task = await made(team.ann, assigned_to=team.id("ben"))
    number = task["id"]
    assert await refused(team.ben, task, "take") == f"task {number} is pending: it cannot be taken"
    await done(team.ann, task, "unassign")
    assert await refused(team.ann, task, "start") == f"task {number} is unassigned: take it first"
    assert "take it first" in await refused(team.ann, task, "complete")
    assert "unassigned: it cannot be unassigned" in await refused(team.ann, task, "unassign")
    assert "unassigned: it cannot be reopened" in await refused(team.ann, task, "reopen")
    await done(team.ann, task, "take")
    await done(team.ann, task, "complete")
    for verb in ("start", "complete", "take", "unassign"):
        assert f"task {number} is completed: it cannot be" in await refused(team.ann, task, verb)
    whom = {"user_id": team.id("ben")}
    assert "completed: it cannot be assigned" in await refused(team.ann, task, "assign", **whom)


async def test_a_command_is_for_the_server_to_run(team: Team) -> None:
    task = await submit(team.ann, "sleep 600", assigned_to=team.id("ann"))
    says = f"task {task['id']} is a command: the server runs it"
    for verb in ("unassign", "take", "start", "complete", "reopen"):
        assert await refused(team.ann, task, verb) == says
    assert await refused(team.ann, task, "assign", user_id=team.id("ben")) == says
    assert await refused(team.ann, task, "comments", text="Why?") == says
    await team.ann.delete(f"/tasks/{task['id']}/cancel")


async def test_only_who_has_an_account_can_be_given_a_task(team: Team) -> None:
    task = await made(team.ann)
    for nobody in ("999999", "0", "x", None):
        answer = await step(team.ann, task, "assign", user_id=nobody)
        assert problem(answer) == (422, "validation")
        assert answer.json()["errors"][0]["pointer"] == "/user_id"
    body = {"user_id": team.id("ben"), "task_id": task["id"]}
    answer = await team.ann.post("/tasks/assign_task", json=body)
    assert (answer.status_code, assignee(answer.json())) == (200, team.id("ben"))


async def test_who_has_a_task_already_keeps_it_as_it_is(team: Team) -> None:
    task = await made(team.ann, assigned_to=team.id("ben"))
    task = await done(team.ben, task, "start")
    assert await done(team.ann, task, "assign", user_id=team.id("ben")) == task


# By their relation to the task: the verbs that each of them may.
MAY = {
    ("ann", "own"): {"assign", "unassign", "start", "complete", "reopen", "comments"},
    ("ben", "assigned"): {"start", "complete", "comments"},
    ("cleo", "foreign"): set[str](),
    ("otto", "foreign"): {"assign", "unassign", "start", "complete", "reopen", "comments"},
    ("vera", "seen"): set[str](),
}


async def test_each_step_is_taken_by_those_who_may(team: Team) -> None:
    for (who, relation), may in MAY.items():
        client = team.clients[who]
        whom = team.id(who if relation == "assigned" else "ben")
        for verb in ("assign", "unassign", "start", "complete", "reopen", "comments"):
            task = await made(team.ann, assigned_to=whom)
            if verb == "reopen":
                await done(team.ann, task, "complete")
            body = {"assign": {"user_id": team.id("cleo")}, "comments": {"text": "a"}}.get(verb, {})
            status = (await step(client, task, verb, **body)).status_code
            done_well = 201 if verb == "comments" else 200
            kept_from = 404 if relation == "foreign" else 403
            assert status == (done_well if verb in may else kept_from), (who, verb)


async def test_the_assignee_checks_off_the_list_and_changes_nothing_else(team: Team) -> None:
    task = await made(team.ann, assigned_to=team.id("ben"), checklist=[{"text": "read it"}])
    path = f"/tasks/{task['id']}"
    ticked = [{"text": "read it", "done": True}]
    answer = await team.ben.patch(path, json={"checklist": ticked})
    assert (answer.status_code, answer.json()["checklist"]) == (200, ticked)
    for change in ({"name": "b"}, {"checklist": ticked, "deadline": None}):
        assert problem(await team.ben.patch(path, json=change)) == (403, "forbidden")


async def test_giving_a_task_by_a_change_is_giving_it(team: Team) -> None:
    task = await made(team.ann, assigned_to=team.id("ben"))
    path = f"/tasks/{task['id']}"
    await done(team.ben, task, "start")
    moved = (await team.ann.patch(path, json={"assigned_to": team.id("cleo")})).json()
    assert (moved["status"], moved["started_at"]) == ("pending", None)
    freed = (await team.ann.patch(path, json={"assigned_to": None})).json()
    assert (freed["status"], assignee(freed)) == ("unassigned", None)
    await done(team.ann, task, "take")
    await done(team.ann, task, "complete")
    answer = await team.ann.patch(path, json={"assigned_to": team.id("ben")})
    assert problem(answer) == (409, "conflict")


async def test_a_change_is_of_what_a_task_has(team: Team) -> None:
    task = await made(team.ann, deadline=LATER)
    path = f"/tasks/{task['id']}"
    changes = {"name": "b", "description": "c", "priority": "low", "tags": ["d"], "deadline": None}
    changed = (await team.ann.patch(path, json=changes)).json()
    assert {name: changed[name] for name in changes} == changes
    for body, pointer in (
        ({"cwd": "/"}, "/cwd"),
        ({"command": "true"}, "/command"),
        ({"after": []}, "/after"),
        ({"deadline": EARLIER}, "/deadline"),
    ):
        answer = await team.ann.patch(path, json=body)
        assert problem(answer) == (422, "validation")
        assert answer.json()["errors"][0]["pointer"] == pointer
    rerun = await team.ann.post(f"{path}/rerun", json={"command": "true"})
    assert problem(rerun) == (422, "validation")
    await done(team.ann, task, "take")
    await done(team.ann, task, "complete")
    answer = await team.ann.patch(path, json={"deadline": LATER})
    assert problem(answer) == (409, "conflict")


async def test_a_deadline_is_in_the_future(team: Team) -> None:
    for body in ({"deadline": EARLIER}, {"command": "true", "deadline": EARLIER}):
        answer = await team.ann.post("/tasks", json=body)
        assert problem(answer) == (422, "validation")
        assert answer.json()["errors"][0]["pointer"] == "/deadline"
    answer = await team.ann.post("/tasks/batch", json={"tasks": [{}, {"deadline": EARLIER}]})
    assert answer.json()["errors"][0]["pointer"] == "/tasks/1/deadline"
    task = await made(team.ann, assigned_to=team.id("ann"))
    await done(team.ann, task, "complete")
    answer = await step(team.ann, task, "reopen", deadline=EARLIER)
    assert answer.json()["errors"][0]["pointer"] == "/deadline"
    assert (await done(team.ann, task, "reopen", deadline=LATER))["deadline"] is not None


async def test_an_external_id_names_one_task_of_its_creator(team: Team) -> None:
    task = await made(team.ann, external_id="invoice 7")
    for body in ({"external_id": "invoice 7"}, {"command": "true", "external_id": "invoice 7"}):
        answer = await team.ann.post("/tasks", json=body)
        assert problem(answer) == (409, "conflict")
        assert "'invoice 7'" in answer.json()["detail"]
    await made(team.ben, external_id="invoice 7")
    other = await made(team.ann)
    answer = await team.ann.patch(f"/tasks/{other['id']}", json={"external_id": "invoice 7"})
    assert problem(answer) == (409, "conflict")
    twice = {"tasks": [{"external_id": "a"}, {"external_id": "a"}]}
    assert problem(await team.ann.post("/tasks/batch", json=twice)) == (409, "conflict")
    again = await team.ann.patch(f"/tasks/{task['id']}", json={"external_id": "invoice 7"})
    assert again.status_code == 200
    headers = {"Idempotency-Key": "once"}
    sent = (team.ann.post("/tasks", json={"external_id": "b"}, headers=headers) for _ in range(5))
    assert len({answer.json()["id"] for answer in await asyncio.gather(*sent)}) == 1


async def test_lists_are_of_the_own_work_and_of_what_nobody_has(team: Team) -> None:
    mine = await made(team.ann, assigned_to=team.id("ben"), tags=["list"])
    pool = await made(team.ann, tags=["list"])
    command = await submit(team.ann, "true", tags=["list"])

    async def listed(client: Client, **asked: str) -> list[str]:
        page = (await client.get("/tasks", params={"tag": "list", **asked})).json()
        return [task["id"] for task in page["tasks"] if task["created_by"]["id"] == team.id("ann")]

    assert await listed(team.ben, assigned_to="me") == [mine["id"]]
    assert await listed(team.otto, assigned_to="none") == [pool["id"]]
    assert await listed(team.ann, assigned_to="none") == [pool["id"]]
    both = await listed(team.otto, assigned_to=f"none,{team.id('ben')}")
    assert both == [pool["id"], mine["id"]]
    assert await listed(team.ann, kind="person", created_by="me") == [pool["id"], mine["id"]]
    assert await listed(team.ann, kind="command") == [command["id"]]
    assert await listed(team.ann, status="NEW", kind="person") == [pool["id"]]
    assert await listed(team.ann, status="Pending", kind="person") == [mine["id"]]


async def test_many_are_given_to_somebody_at_once(team: Team) -> None:
    tag = f"many-{team.id('ann')}"
    some = [await made(team.ann, tags=[tag]) for _ in range(3)]
    command = await submit(team.ann, "true", tags=[tag])
    await team.ann.delete(f"/tasks/{some[0]['id']}/cancel")
    body = {"action": "assign", "user_id": team.id("ben")}
    answer = await team.ann.post("/tasks/bulk", json={**body, "filter": {"tag": tag}})
    results = {item["id"]: item["status"] for item in answer.json()["results"]}
    assert results == {some[1]["id"]: "pending", some[2]["id"]: "pending"}
    ids = [some[0]["id"], command["id"]]
    answer = await team.ann.post("/tasks/bulk", json={**body, "ids": ids})
    assert [item["code"] for item in answer.json()["results"]] == ["conflict", "conflict"]


async def test_a_task_of_a_person_is_cancelled_deleted_and_made_again(team: Team) -> None:
    task = await made(
        team.ann,
        assigned_to=team.id("ben"),
        external_id="c",
        deadline=LATER,
        checklist=[{"text": "a", "done": True}],
    )
    path = f"/tasks/{task['id']}"
    assert problem(await team.ann.delete(path)) == (409, "task-active")
    again = (await team.ann.post(f"{path}/rerun")).json()
    assert (again["kind"], again["status"], again["external_id"]) == ("person", "unassigned", None)
    assert (again["deadline"], again["checklist"]) == (None, [{"text": "a", "done": False}])
    assert problem(await team.ben.delete(f"{path}/cancel")) == (403, "forbidden")
    await done(team.ben, task, "start")
    assert (await team.ann.delete(f"{path}/cancel")).status_code == 200
    after = await read(team.ann, task["id"])
    assert (after["status"], after["reason"]) == ("cancelled", "cancelled_by_user")
    assert after["duration_ms"] >= 0
    assert (await team.ann.get(f"{path}/status")).json() == {"status": "cancelled"}
    assert (await team.ann.delete(path)).status_code == 204
    assert problem(await team.ann.get(f"{path}/comments")) == (404, "not-found")


async def test_comments_are_read_page_by_page_and_heard_of(team: Team) -> None:
    task = await made(team.ann, assigned_to=team.id("ben"))
    async with stream(team.ben, "/events") as messages:
        await anext(messages)
        for n in range(5):
            who = team.ann if n % 2 else team.ben
            assert (await step(who, task, "comments", text=f"comment {n}")).status_code == 201
        event = (await anext(messages)).data
    assert (event["type"], event["task_id"]) == ("task.commented", task["id"])
    assert event["changed"] == ["comments"]
    path, texts, asked = f"/tasks/{task['id']}/comments", [], {"limit": "2"}
    while True:
        page = (await team.vera.get(path, params=asked)).json()
        texts += [comment["text"] for comment in page["comments"]]
        if not page["has_more"]:
            break
        asked["cursor"] = page["next_cursor"]
    assert texts == [f"comment {n}" for n in range(5)]
    assert problem(await step(team.ann, task, "comments", text="")) == (422, "validation")


async def test_who_loses_a_task_hears_that_it_is_gone(team: Team) -> None:
    task = await made(team.ann, assigned_to=team.id("ben"))
    for verb, body in (("assign", {"user_id": team.id("cleo")}), ("unassign", {})):
        await done(team.ann, task, "assign", user_id=team.id("ben"))
        async with stream(team.ben, "/events") as messages:
            await anext(messages)
            await done(team.ann, task, verb, **body)
            event = (await anext(messages)).data
        assert (event["type"], event["task"]) == ("task.deleted", None)


async def test_what_others_do_with_a_task_is_audited_and_the_own_work_is_not(team: Team) -> None:
    task = await made(team.ann, assigned_to=team.id("ben"))
    await done(team.ben, task, "start")
    await team.ben.patch(f"/tasks/{task['id']}", json={"checklist": [{"text": "a"}]})
    await done(team.otto, task, "assign", user_id=team.id("cleo"))
    await done(team.cleo, task, "complete")
    await done(team.ann, task, "reopen")
    await done(team.otto, task, "start")
    async with team.yard.client() as owner:
        asked = {"target": f"task:{task['id']}"}
        entries = (await owner.get("/audit", params=asked)).json()["entries"]
    told = [(entry["actor"]["id"], entry["action"]) for entry in reversed(entries)]
    assert told == [(team.id("otto"), "task.assign"), (team.id("otto"), "task.start")]


async def test_the_numbers_of_a_person_count_their_work(team: Team) -> None:
    dora = await someone(team.yard)

    async def numbers() -> tuple[int, ...]:
        async with team.yard.client() as owner:
            user = (await owner.get(f"/users/{dora.id}")).json()
        names = ("assigned", "completed", "in_progress", "failed")
        return tuple(user[f"total_tasks_{name}"] for name in names)

    tasks = [await made(team.ann, assigned_to=dora.id) for _ in range(4)]
    assert await numbers() == (4, 0, 0, 0)
    await done(team.otto, tasks[0], "start")
    await done(team.otto, tasks[1], "complete")
    assert await numbers() == (4, 1, 1, 0)
    await done(team.ann, tasks[0], "unassign")
    await done(team.ann, tasks[1], "reopen")
    assert await numbers() == (3, 0, 0, 0)


async def test_of_two_who_take_a_task_at_once_one_gets_it(team: Team) -> None:
    others = await someone(team.yard, "operator")
    async with others.client() as olga:
        for _ in range(20):
            task = await made(team.ann)
            takers = (team.otto, olga, team.ann)
            answers = await asyncio.gather(*(step(one, task, "take") for one in takers))
            assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
            (won,) = (answer.json() for answer in answers if answer.status_code == 200)
            assert assignee(await read(team.otto, task["id"])) == assignee(won)


@pytest.mark.timeout(120)
async def test_of_completing_and_cancelling_at_once_one_wins(team: Team) -> None:
    ids = []
    for _ in range(200):
        task = await made(team.ann, assigned_to=team.id("ben"))
        ids.append(task["id"])
        completed, cancelled = await asyncio.gather(
            step(team.ben, task, "complete"), team.otto.delete(f"/tasks/{task['id']}/cancel")
        )
        assert sorted((completed.status_code, cancelled.status_code)) == [200, 409]
        after = await read(team.ann, task["id"])
        assert after["status"] == ("completed" if completed.is_success else "cancelled")
        assert (after["completed_at"] is not None) == completed.is_success
        assert (after["reason"] is None) == completed.is_success
    assert _only_ends(final_states(team.yard), ids) == {1}


def _only_ends(states: dict[str, list[str]], ids: Iterable[str]) -> set[int]:
    assert all(set(states[task_id]) <= FINAL for task_id in ids)
    return {len(states[task_id]) for task_id in ids}
