"""Whose a task is, and who is shown what of it."""

from typing import Any

import httpx
import orjson
import pytest

from app.core.event import EventType, TaskEvent
from app.core.query import TaskQuery
from tests.api.facts import ADMIN, a_person, a_task
from tests.api.fakes import FakeHouse

Client = httpx.AsyncClient
AS_BEN = {"Authorization": "Bearer ty_ben"}


async def test_a_task_says_whose_it_is_by_name(client: Client, house: FakeHouse) -> None:
    house.people.learn([(7, "Ben")])
    house.put(5, created_by=7, assigned_to=99)
    task = (await client.get("/tasks/5")).json()
    assert task["created_by"] == {"id": "7", "name": "Ben"}
    assert task["assigned_to"] == {"id": "99", "name": "user 99"}


@pytest.mark.parametrize(("given", "meant"), [("7", 7), (None, None)])
async def test_a_task_is_assigned_and_taken_back(
    client: Client, house: FakeHouse, given: str | None, meant: int | None
) -> None:
    house.put(5)
    body = {"command": "true", "assigned_to": given}
    assert (await client.post("/tasks", json=body)).status_code == 201
    assert house.last_asked("create").assigned_to == meant
    await client.patch("/tasks/5", json={"assigned_to": given})
    assert house.last_asked("patch") == {"assigned_to": meant}


@pytest.mark.parametrize("wrong", ["me", "x", "0", 7, ""])
async def test_who_it_is_assigned_to_is_an_id(client: Client, wrong: Any) -> None:
    answer = await client.post("/tasks", json={"command": "true", "assigned_to": wrong})
    assert answer.json()["errors"][0]["pointer"] == "/assigned_to"


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("created_by=me", TaskQuery(creators=frozenset({ADMIN.id}))),
        ("created_by=7,9", TaskQuery(creators=frozenset({7, 9}))),
        ("assigned_to=me&assigned_to=7", TaskQuery(assignees=frozenset({ADMIN.id, 7}))),
    ],
)
async def test_tasks_are_listed_by_whose_they_are(
    client: Client, house: FakeHouse, query: str, meant: TaskQuery
) -> None:
    assert (await client.get(f"/tasks?{query}")).status_code == 200
    assert house.last_asked("page") == meant
    chosen = dict(pair.split("=") for pair in query.split("&"))
    bulk = {"action": "cancel", "filter": {name: [word] for name, word in chosen.items()}}
    assert (await client.post("/tasks/bulk", json=bulk)).status_code == 200


@pytest.mark.parametrize("query", ["created_by=you", "assigned_to=", "created_by=0"])
async def test_people_are_named_by_id_or_me(client: Client, query: str) -> None:
    answer = await client.get(f"/tasks?{query}")
    assert answer.json()["errors"][0]["parameter"] == query.split("=")[0]


ENV = {"DAY": "today", "DB_PASSWORD": "hunter2"}


@pytest.mark.parametrize(
    ("path", "method"),
    [("/tasks/5", "GET"), ("/tasks", "GET"), ("/tasks/5?wait=1", "GET"), ("/tasks/5", "PATCH")],
)
async def test_secrets_of_a_task_are_for_its_creator_and_administrators(
    client: Client, stranger: Client, house: FakeHouse, path: str, method: str
) -> None:
    house.doorkeeper.known["ty_ben"] = a_person(7)
    body = {"name": "n"} if method == "PATCH" else None
    for creator, ben_sees in ((7, "hunter2"), (9, "********")):
        house.put(5, env=ENV, created_by=creator)
        of_ben = await stranger.request(method, path, headers=AS_BEN, json=body)
        of_admin = await client.request(method, path, json=body)
        assert f'"DB_PASSWORD":"{ben_sees}"' in of_ben.text
        assert '"DB_PASSWORD":"hunter2"' in of_admin.text
        assert '"DAY":"today"' in of_ben.text


def test_an_event_is_masked_for_those_who_may_not_see_it(house: FakeHouse) -> None:
    event = TaskEvent(1, EventType.UPDATED, 5, a_task(5, env=ENV, created_by=9))
    for masked, seen in ((True, "********"), (False, "hunter2")):
        data = orjson.loads(house.writer.event(event, masked=masked).split(b"data: ")[1])
        assert data["task"]["env"] == {"DAY": "today", "DB_PASSWORD": seen}
