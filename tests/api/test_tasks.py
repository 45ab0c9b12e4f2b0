import json
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from app.core.lifecycle import Priority, Status
from app.core.person import Scope
from app.core.query import TaskQuery
from app.core.task import NewTask, OnInterrupt
from tests.api.conftest import asking
from tests.api.facts import a_person
from tests.api.fakes import FakeHouse

Client = httpx.AsyncClient


async def created(client: Client, house: FakeHouse, **body: Any) -> NewTask:
    answer = await client.post("/tasks", json=body)
    assert answer.status_code == 201, answer.text
    new: NewTask = house.last_asked("create")
    return new


async def test_an_empty_request_makes_a_task_for_somebody(client: Client, house: FakeHouse) -> None:
    for body in (b"", b"{}", b"null"):
        headers = {"Content-Type": "application/json"} if body else {}
        answer = await client.post("/tasks", content=body, headers=headers)
        assert answer.status_code == 201, answer.text
        task = answer.json()
        assert (task["kind"], task["name"], task["command"]) == ("person", "Untitled task", None)


async def test_a_command_becomes_a_task(client: Client) -> None:
    answer = await client.post("/tasks", json={"name": "hi", "command": "echo hello"})
    assert answer.status_code == 201
    assert answer.headers["location"] == "/api/v1/tasks/1"
    assert answer.headers["etag"] == '"1"'
    assert list(answer.json())[:5] == ["id", "name", "command", "status", "created_at"]
    assert answer.json()["name"] == "hi"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"command": "echo hello"}, "echo hello"),
        ({"command": "\n  make test  \nmake install"}, "make test"),
        ({"command": "x" * 100}, "x" * 80),
        ({"argv": ["echo", "two words"]}, "echo 'two words'"),
        ({"command": "true", "name": None}, "true"),
    ],
)
async def test_a_name_is_taken_from_the_command(
    client: Client, house: FakeHouse, body: dict[str, Any], name: str
) -> None:
    assert (await created(client, house, **body)).name == name


async def test_everything_that_can_be_said_is_passed_on(client: Client, house: FakeHouse) -> None:
    new = await created(
        client,
        house,
        name="n",
        argv=["/bin/echo", ""],
        description="d",
        type="urgent",
        tags=["a", "b", "a"],
        external_id="e",
        cwd="/tmp",
        env={"A": "1", "_b": ""},
        umask="027",
        nice=5,
        timeout_ms=1000,
        grace_ms=0,
        on_interrupt="retry",
    )
    assert new == NewTask(
        name="n",
        command="/bin/echo ''",
        argv=("/bin/echo", ""),
        description="d",
        priority=Priority.URGENT,
        tags=("a", "b"),
        external_id="e",
        cwd="/tmp",
        env={"A": "1", "_b": ""},
        umask=0o27,
        nice=5,
        timeout_ms=1000,
        grace_ms=0,
        on_interrupt=OnInterrupt.RETRY,
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"command": "a\0b"},
        {"command": "a", "name": "x" * 201},
        {"command": "a", "shell": "sh"},
        {"argv": ["a"], "shell": "/bin/sh"},
        {"argv": [""]},
        {"argv": ["a\0"]},
        {"command": "a", "tags": ["t"] * 33},
        {"command": "a", "tags": [""]},
        {"command": "a", "cwd": "relative"},
        {"command": "a", "env": {"1A": "x"}},
        {"command": "a", "env": {"A=B": "x"}},
        {"command": "a", "env": {"A": 1}},
        {"command": "a", "env": {"A": "\0"}},
        {"command": "a", "umask": 512},
        {"command": "a", "umask": "8"},
        {"command": "a", "umask": True},
        {"command": "a", "nice": -1},
        {"command": "a", "nice": 20},
        {"command": "a", "nice": "5"},
        {"command": "a", "timeout_ms": 0},
        {"command": "a", "timeout_ms": 1.5},
        {"command": "a", "grace_ms": -1},
        {"command": "a", "priority": "high"},
        {"command": "a", "on_interrupt": "maybe"},
        {"command": "\ud800"},
    ],
    ids=str,
)
async def test_what_cannot_be_run_is_refused_before_it_is_stored(
    client: Client, house: FakeHouse, wrong: dict[str, Any]
) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await client.post("/tasks", content=json.dumps(wrong), headers=headers)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"].split("/")[1] in wrong
    assert house.asked == []


async def test_the_same_key_and_body_get_the_first_reply(client: Client) -> None:
    headers = {"Idempotency-Key": "k-1"}
    first = await client.post("/tasks", json={"command": "date"}, headers=headers)
    again = await client.post("/tasks", json={"command": "date"}, headers=headers)
    assert again.status_code == 201
    assert again.content == first.content
    assert again.headers["idempotency-replayed"] == "true"
    assert again.headers["location"] == first.headers["location"]
    assert "idempotency-replayed" not in first.headers


async def test_the_same_key_with_another_body_is_refused(client: Client) -> None:
    headers = {"Idempotency-Key": "k-1"}
    await client.post("/tasks", json={"command": "date"}, headers=headers)
    other = await client.post("/tasks", json={"command": "true"}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")


@pytest.mark.parametrize("key", ["", "a b", "x" * 256])
async def test_a_key_must_be_visible_text(client: Client, key: str) -> None:
    answer = await client.post("/tasks", json={"command": "a"}, headers={"Idempotency-Key": key})
    assert answer.json()["errors"][0]["parameter"] == "Idempotency-Key"


@pytest.mark.parametrize(
    ("prefer", "seconds"),
    [("wait=20", 20), ("respond-async, wait=5", 5), ("wait=600", 60), ("wait=0", 0)],
)
async def test_a_client_may_prefer_to_wait(
    client: Client, house: FakeHouse, prefer: str, seconds: int
) -> None:
    answer = await client.post("/tasks", json={"command": "a"}, headers={"Prefer": prefer})
    assert house.last_asked("until_final") == seconds
    assert answer.headers["preference-applied"] == f"wait={seconds}"
    assert (answer.status_code, answer.json()["status"]) == (201, "completed")


async def test_who_may_only_create_is_told_so_without_waiting(
    app: FastAPI, house: FakeHouse
) -> None:
    house.doorkeeper.known["ty_run"] = a_person(scopes=frozenset({Scope.RUN}))
    async with asking(app, Authorization="Bearer ty_run", Prefer="wait=5") as client:
        answer = await client.post("/tasks", json={"command": "a"})
    assert answer.status_code == 201
    assert "preference-applied" not in answer.headers
    assert "until_final" not in [asked[0] for asked in house.asked]


async def test_tasks_are_listed(client: Client, house: FakeHouse) -> None:
    house.put(7)
    body = (await client.get("/tasks")).json()
    assert list(body) == ["tasks", "next_cursor", "has_more"]
    assert [task["id"] for task in body["tasks"]] == ["7"]
    assert (body["next_cursor"], body["has_more"]) == (None, False)


async def test_counts_come_when_asked_for(client: Client, house: FakeHouse) -> None:
    house.put(7)
    assert (await client.get("/tasks?include=counts")).json()["counts"] == {"queued": 1}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", TaskQuery()),
        ("limit=5&cursor=abc&order_by=duration",
         TaskQuery(limit=5, cursor="abc", order_by="duration")),
        ("status=running,failed", TaskQuery(statuses=frozenset({Status.RUNNING, Status.FAILED}))),
        ("status=Killed&status=SUCCESS",
         TaskQuery(statuses=frozenset({Status.CANCELLED, Status.COMPLETED}))),
        ("status=in%20progress",
         TaskQuery(statuses=frozenset({Status.RUNNING, Status.IN_PROGRESS}))),
        ("kind=person&assigned_to=me,none&created_by=me",
         TaskQuery(kinds=frozenset({"person"}), creators=frozenset({2}), assignees=frozenset({2}),
                   or_nobodys=True)),
        ("assigned_to=none", TaskQuery(assignees=frozenset(), or_nobodys=True)),
        ("overdue=true&order_by=deadline", TaskQuery(overdue=True, order_by="deadline")),
        ("type=urgent,low", TaskQuery(priorities=frozenset({Priority.URGENT, Priority.LOW}))),
        ("priority=urgent&type=urgent", TaskQuery(priorities=frozenset({Priority.URGENT}))),
        ("kind=command&queue=default",
         TaskQuery(kinds=frozenset({"command"}), queues=frozenset({"default"}))),
        ("tag=a&tag=b,c", TaskQuery(tags=frozenset("abc"))),
        ("name=a%5C,b,c", TaskQuery(names=frozenset({"a,b", "c"}))),
        ("name=x&external_id=y&q=some%20words",
         TaskQuery(names=frozenset("x"), external_ids=frozenset("y"), q="some words")),
        ("waits_for=3,1042", TaskQuery(waits_for=frozenset({3, 1042}))),
        ("exit_code=0,-1", TaskQuery(exit_codes=frozenset({0, -1}))),
        ("created_after=2026-11-20T14:00:58.113Z&created_before=2026-11-20T15:00:58.113%2B01:00",
         TaskQuery(created_after=1_795_183_258_113, created_before=1_795_183_258_113)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
async def test_the_words_of_a_list_mean(
    client: Client, house: FakeHouse, query: str, expected: TaskQuery
) -> None:
    answer = await client.get(f"/tasks?{query}")
    assert answer.status_code == 200, answer.text
    assert house.last_asked("page") == expected


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("limit=x", "limit"),
        ("offset=5", "offset"),
        ("status=sleeping", "status"),
        ("status=", "status"),
        ("priority=high", "priority"),
        ("priority=low&type=urgent", "type"),
        ("exit_code=one", "exit_code"),
        ("exit_code=99999999999", "exit_code"),
        ("order_by=colour", "order_by"),
        ("include=everything", "include"),
        ("kind=robot", "kind"),
        ("created_after=yesterday", "created_after"),
        ("created_after=2026-11-31", "created_after"),
        ("created_after=24h", "created_after"),
        ("created_before=2026-11-20T14:00:00", "created_before"),
    ],
)
async def test_a_word_that_means_nothing_is_named(
    client: Client, query: str, parameter: str
) -> None:
    answer = await client.get(f"/tasks?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "validation")
    assert answer.json()["errors"][0]["parameter"] == parameter


@pytest.mark.parametrize(
    "when",
    ["2026-11-20T00:00:00Z", "2026-11-20T01:00:00%2B01:00", "2026-11-20T01:00:00+01:00",
     "2026-11-20T00:00:00.000-00:00", "2026-11-20"],
)  # fmt: skip
async def test_a_time_may_be_written_in_several_ways(
    client: Client, house: FakeHouse, when: str
) -> None:
    answer = await client.get(f"/tasks?created_after={when}")
    assert answer.status_code == 200, answer.text
    assert house.last_asked("page").created_after == 1795132800000


async def test_a_task_is_read_with_its_version(client: Client, house: FakeHouse) -> None:
    house.put(7, version=3)
    answer = await client.get("/tasks/7")
    assert (answer.status_code, answer.json()["version"]) == (200, 3)
    assert answer.headers["etag"] == '"3"'


@pytest.mark.parametrize(
    ("known", "status"), [('"3"', 304), ('W/"3"', 304), ('"1", "3"', 304), ("*", 304), ('"2"', 200)]
)
async def test_a_version_that_is_known_is_not_sent_again(
    client: Client, house: FakeHouse, known: str, status: int
) -> None:
    house.put(7, version=3, status=Status.COMPLETED)
    answer = await client.get("/tasks/7", headers={"If-None-Match": known})
    assert answer.status_code == status
    assert (answer.content == b"") == (status == 304)


async def test_a_running_task_is_always_sent_for_its_output_moves_on(
    client: Client, house: FakeHouse
) -> None:
    house.put(7, version=3, status=Status.RUNNING)
    answer = await client.get("/tasks/7", headers={"If-None-Match": '"3"'})
    assert answer.status_code == 200


@pytest.mark.parametrize("ident", ["0", "07", "x", "-1", "1.5", "٣", "9" * 19, "1e3"])
async def test_what_cannot_be_an_id_is_not_found(client: Client, ident: str) -> None:
    assert (await client.get(f"/tasks/{ident}")).status_code == 404


async def test_a_reader_may_wait_for_the_end(client: Client, house: FakeHouse) -> None:
    house.put(7)
    assert (await client.get("/tasks/7?wait=30")).json()["status"] == "completed"
    assert house.last_asked("until_final") == 30
    assert (await client.get("/tasks/7?wait=61")).json()["errors"][0]["parameter"] == "wait"
    assert (await client.get("/tasks/7?wait=nan")).status_code == 422


async def test_only_what_is_sent_is_changed(client: Client, house: FakeHouse) -> None:
    house.put(7)
    answer = await client.patch("/tasks/7", json={"name": "new", "type": "low", "tags": ["a"]})
    assert house.last_asked("patch") == {
        "name": "new",
        "priority": Priority.LOW,
        "tags": ("a",),
    }
    assert (answer.json()["name"], answer.headers["etag"]) == ("new", '"2"')


async def test_null_takes_a_member_away(client: Client, house: FakeHouse) -> None:
    house.put(7)
    nulls = {"description": None, "tags": None, "env": None, "priority": None, "grace_ms": None}
    await client.patch("/tasks/7", json=nulls)
    assert house.last_asked("patch") == {
        "description": None,
        "tags": (),
        "env": {},
        "priority": Priority.NORMAL,
        "grace_ms": None,
    }
    refused = await client.patch("/tasks/7", json={"name": None})
    assert refused.json()["errors"][0]["pointer"] == "/name"


async def test_another_command_replaces_an_argument_list(client: Client, house: FakeHouse) -> None:
    house.put(7)
    await client.patch("/tasks/7", json={"command": "make"})
    assert house.last_asked("patch") == {"command": "make", "argv": None}
    await client.patch("/tasks/7", json={"argv": ["a b"]})
    assert house.last_asked("patch") == {"argv": ("a b",), "command": "'a b'", "shell": None}


@pytest.mark.parametrize(
    ("if_match", "status"), [('"1"', 200), ("*", 200), ('"2"', 412), ('W/"1"', 412), ("1", 412)]
)
async def test_a_change_may_be_meant_for_one_version(
    client: Client, house: FakeHouse, if_match: str, status: int
) -> None:
    house.put(7)
    answer = await client.patch("/tasks/7", json={"name": "n"}, headers={"If-Match": if_match})
    assert answer.status_code == status


async def test_an_active_task_is_deleted_by_force_only(client: Client, house: FakeHouse) -> None:
    house.put(7, status=Status.RUNNING)
    assert (await client.delete("/tasks/7")).json()["code"] == "task-active"
    answer = await client.delete("/tasks/7?force=true")
    assert (answer.status_code, answer.content) == (204, b"")
    assert house.tasks == {}
