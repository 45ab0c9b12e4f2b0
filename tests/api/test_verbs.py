import json
from dataclasses import replace
from typing import Any

import httpx
import pytest

from app.core.errors import TaskFinished
from app.core.lifecycle import Priority, Reason, Status
from tests.api.fakes import FakeHouse

Client = httpx.AsyncClient


async def test_cancel_answers_as_promised(client: Client, house: FakeHouse) -> None:
    house.put(7)
    answer = await client.delete("/tasks/7/cancel")
    assert answer.status_code == 200
    assert answer.json() == {"message": "Task cancelled successfully"}


async def test_a_cancel_that_takes_longer_says_so(client: Client, house: FakeHouse) -> None:
    house.put(7, status=Status.RUNNING)
    answer = await client.delete("/tasks/7/cancel")
    assert (answer.status_code, answer.json()["status"]) == (202, "cancelling")


async def test_cancel_may_say_how(client: Client, house: FakeHouse) -> None:
    house.put(7)
    how = {"reason": "wrong day", "force": True, "grace_ms": 5}
    assert (await client.post("/tasks/7/cancel", json=how)).status_code == 200
    assert house.last_asked("cancel") == how
    assert (await client.post("/tasks/7/cancel")).status_code == 200
    assert (await client.post("/tasks/7/cancel", json={"why": "x"})).status_code == 422


async def test_what_has_finished_cannot_be_cancelled(client: Client, house: FakeHouse) -> None:
    house.fails["cancel"] = TaskFinished("task 7 is completed already")
    answer = await client.delete("/tasks/7/cancel")
    assert (answer.status_code, answer.json()["code"]) == (409, "task-finished")


async def test_what_is_not_there_cannot_be_cancelled(client: Client) -> None:
    assert (await client.delete("/tasks/7/cancel")).status_code == 404


@pytest.mark.parametrize(
    ("body", "overrides"),
    [
        (None, {}),
        ({}, {}),
        ({"priority": "urgent", "env": {"A": "1"}},
         {"priority": Priority.URGENT, "env": {"A": "1"}}),
        ({"argv": ["a b"]}, {"argv": ("a b",), "command": "'a b'", "shell": None}),
        ({"command": "a", "tags": None}, {"command": "a", "argv": None, "tags": ()}),
    ],
    ids=str,
)  # fmt: skip
async def test_a_rerun_is_a_new_task_that_differs_where_said(
    client: Client, house: FakeHouse, body: Any, overrides: dict[str, Any]
) -> None:
    house.put(1, status=Status.FAILED)
    answer = await client.post("/tasks/1/rerun", json=body)
    assert house.last_asked("rerun") == overrides
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == "/api/v1/tasks/2"


async def test_a_rerun_may_be_waited_for(client: Client, house: FakeHouse) -> None:
    house.put(1, status=Status.FAILED)
    answer = await client.post("/tasks/1/rerun", headers={"Prefer": "wait=7"})
    assert house.last_asked("until_final") == 7
    assert answer.headers["preference-applied"] == "wait=7"
    assert (answer.status_code, answer.json()["status"]) == (201, "completed")


async def test_a_reason_for_a_cancel_is_a_text_that_can_be_kept(client: Client) -> None:
    answer = await client.post("/tasks/7/cancel", json={"reason": "a\0b"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/reason")


async def test_the_status_alone(client: Client, house: FakeHouse) -> None:
    house.put(7, status=Status.RUNNING)
    assert (await client.get("/tasks/7/status")).json() == {"status": "running"}


async def test_the_result_of_what_has_ended(client: Client, house: FakeHouse) -> None:
    task = house.put(7, status=Status.FAILED, exit_code=2, reason=Reason.EXIT_NONZERO)
    house.tasks[7] = replace(task, reason_text="exit code 2")
    assert (await client.get("/tasks/7/result")).json() == {
        "id": "7",
        "status": "failed",
        "exit_code": 2,
        "signal": None,
        "reason": "exit_nonzero",
        "reason_text": "exit code 2",
        "output": "hello\n",
        "truncated": False,
    }


async def test_there_is_no_result_before_the_end(client: Client, house: FakeHouse) -> None:
    house.put(7, status=Status.RUNNING)
    answer = await client.get("/tasks/7/result")
    assert (answer.status_code, answer.json()["error"]) == (409, "Task not completed yet")


async def test_many_are_created_together(client: Client, house: FakeHouse) -> None:
    answer = await client.post("/tasks/batch", json={"tasks": [{"command": c} for c in "abc"]})
    assert answer.status_code == 201
    assert [task["command"] for task in answer.json()["tasks"]] == ["a", "b", "c"]


@pytest.mark.parametrize("tasks", [[], [{"command": "a"}] * 1001, None, [{"cwd": "/"}]], ids=str)
async def test_a_batch_is_all_or_none(client: Client, house: FakeHouse, tasks: Any) -> None:
    answer = await client.post("/tasks/batch", json={"tasks": tasks})
    assert answer.status_code in (413, 422)
    assert house.tasks == {}


async def test_one_action_on_many_has_a_result_for_each(client: Client, house: FakeHouse) -> None:
    house.put(7)
    answer = await client.post("/tasks/bulk", json={"action": "cancel", "ids": ["7", "8"]})
    assert house.last_asked("apply") == ("cancel", [7, 8], None, None)
    assert (answer.json()["succeeded"], answer.json()["failed"]) == (1, 1)
    assert [(it["id"], it["ok"], it["code"]) for it in answer.json()["results"]] == [
        ("7", True, None),
        ("8", False, "not-found"),
    ]


async def test_what_matches_is_chosen_like_the_list(client: Client, house: FakeHouse) -> None:
    chosen = {"status": ["failed"], "tag": "a, b\\,c", "exit_code": [1, 2]}
    answer = await client.post("/tasks/bulk", json={"action": "delete", "filter": chosen})
    assert answer.status_code == 200, answer.text
    _, ids, query, _ = house.last_asked("apply")
    assert ids is None
    assert query.statuses == {Status.FAILED}
    assert (query.tags, query.exit_codes) == ({"a", "b,c"}, {1, 2})


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"action": "cancel"}, "/ids"),
        ({"action": "cancel", "ids": ["1"], "filter": {"tag": "a"}}, "/filter"),
        ({"action": "delete", "filter": {}}, "/filter"),
        ({"action": "delete", "filter": {"status": None}}, "/filter"),
        ({"action": "delete", "filter": {"tag": []}}, "/filter"),
        ({"action": "delete", "filter": {"q": " "}}, "/filter"),
        ({"action": "delete", "filter": {"q": "\0"}}, "/filter/q"),
        ({"action": "delete", "filter": {"name": ["\ud800"]}}, "/filter/name/0"),
        ({"action": "delete", "filter": {"colour": "red"}}, "/filter/colour"),
        ({"action": "explode", "ids": ["1"]}, "/action"),
        ({"action": "assign", "ids": ["1"]}, "/user_id"),
        ({"action": "cancel", "ids": ["1"], "user_id": "7"}, "/user_id"),
        ({"action": "cancel", "ids": [1]}, "/ids/0"),
        ({"action": "cancel", "ids": ["x"]}, "/ids/0"),
    ],
    ids=str,
)
async def test_nothing_is_done_to_many_by_mistake(
    client: Client, house: FakeHouse, body: dict[str, Any], pointer: str
) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await client.post("/tasks/bulk", content=json.dumps(body), headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert house.asked == []
