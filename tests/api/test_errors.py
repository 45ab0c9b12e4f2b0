import logging
from typing import Any

import httpx
import pytest
from starlette.routing import Route

from app.api.errors import STATUSES, status_of
from app.core import errors
from tests.api.fakes import FakeHouse

Client = httpx.AsyncClient
PROBLEM = {"type", "title", "status", "detail", "instance", "code", "error", "request_id"}


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (errors.NotFound("task", 7), 404, "not-found"),
        (errors.Conflict("no"), 409, "conflict"),
        (errors.TaskFinished("over"), 409, "task-finished"),
        (errors.TaskActive("not over"), 409, "task-active"),
        (errors.ResultNotReady(), 409, "task-active"),
        (errors.PreconditionFailed("changed"), 412, "precondition-failed"),
        (errors.IdempotencyKeyReused(), 422, "idempotency-key-reused"),
        (errors.TooLarge("big"), 413, "too-large"),
        (errors.QueueFull("full"), 503, "queue-full"),
        (errors.Busy(), 503, "busy"),
        (errors.TooManyStreams("many"), 429, "rate-limited"),
        (errors.ShuttingDown(), 503, "shutting-down"),
        (errors.StorageFull("full"), 507, "storage-full"),
        (errors.Unauthenticated(), 401, "unauthenticated"),
        (errors.Forbidden("no"), 403, "forbidden"),
        (errors.RateLimited("often", retry_after=7), 429, "rate-limited"),
        (errors.Invalid([("/command", "required", "is required")]), 422, "validation"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
async def test_an_expected_error_is_a_problem(
    client: Client, house: FakeHouse, error: errors.AppError, status: int, code: str
) -> None:
    house.fails["get"] = error
    answer = await client.get("/tasks/7")
    body = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, body["status"], body["code"]) == (status, status, code)
    assert body["type"].endswith(f"/{code}")
    assert body["detail"] == body["error"] == error.detail
    assert body["instance"] == "/api/v1/tasks/7"
    assert body.keys() - {"errors"} == PROBLEM
    assert ("retry-after" in answer.headers) == isinstance(error, errors.Unavailable)


async def test_what_is_invalid_is_located(client: Client, house: FakeHouse) -> None:
    house.fails["page"] = errors.Invalid([("cursor", "cursor", "not one of ours")])
    body = (await client.get("/tasks")).json()
    assert body["errors"] == [
        {"parameter": "cursor", "code": "cursor", "detail": "not one of ours"}
    ]


async def test_a_name_that_is_taken_is_located(client: Client, house: FakeHouse) -> None:
    house.fails["get"] = errors.NameTaken("email")
    answer = await client.get("/tasks/7")
    fault = {"pointer": "/email", "code": "conflict", "detail": "is in use"}
    assert (answer.status_code, answer.json()["errors"]) == (409, [fault])


def test_every_expected_error_has_a_status() -> None:
    def below(cls: type[errors.AppError]) -> set[type[errors.AppError]]:
        return {cls}.union(*(below(sub) for sub in cls.__subclasses__()))

    unknown = [cls for cls in below(errors.AppError) - STATUSES.keys() if status_of(cls) == 500]
    assert unknown == []


async def test_a_bug_is_a_500_without_its_stack(
    client: Client, house: FakeHouse, caplog: pytest.LogCaptureFixture
) -> None:
    house.fails["get"] = ValueError("secret detail")
    with caplog.at_level(logging.ERROR):
        answer = await client.get("/tasks/7", headers={"X-Request-Id": "abc"})
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "secret" not in answer.text
    assert "secret detail" in caplog.text
    assert answer.headers["x-request-id"] == "abc"


async def test_nothing_is_there(client: Client) -> None:
    answer = await client.get("/nowhere")
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_method_that_is_not_possible_names_those_that_are(client: Client) -> None:
    answer = await client.put("/tasks/7", json={})
    assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")
    assert answer.headers["allow"] == "DELETE, GET, HEAD, PATCH"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"[" * 1900, None),  # too deep, or cut off: how deep Python reads depends on its version
        (b'{"command": "\xff"}', "not UTF-8"),
        (b'{"nice": 1' + b"0" * 1800 + b"}", None),
        (b'{"command": "a"', "character 15"),
    ],
    ids=["deep", "latin-1", "long number", "cut off"],
)
async def test_a_body_that_cannot_be_read_is_told_why(
    client: Client, body: bytes, why: str | None
) -> None:
    answer = await client.post("/tasks", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert why is None or why in answer.json()["detail"]


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"{'a':1}", b'{"command":', b"[" * 100_000])
async def test_what_is_not_json_is_said_to_be_so(client: Client, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await client.post("/tasks", content=body[:1900], headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed-json")


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"cwd": "/tmp"}, ("/cwd", "conflict")),
        ({"command": None, "after": ["7"]}, ("/after", "conflict")),
        ({"name": "a", "timeout_ms": 1}, ("/timeout_ms", "conflict")),
        ({"command": "a", "checklist": []}, ("/checklist", "conflict")),
        ({"checklist": [{"text": ""}]}, ("/checklist/0/text", "too-short")),
        ({"deadline": "2199-11-20"}, ("/deadline", "invalid")),
        ({"deadline": "2199-11-20T14:00:00"}, ("/deadline", "invalid")),
        ({"deadline": "9999-12-31T23:59:59-23:00"}, ("/deadline", "invalid")),
        ({"deadline": 5}, ("/deadline", "invalid")),
        ({"command": "a", "after": [7]}, ("/after/0", "invalid")),
        ({"command": "a", "after": [str(i + 1) for i in range(101)]}, ("/after", "too-long")),
        ({"command": "a", "on_failure": {"assign": "7"}}, ("/on_failure/assign", "unknown")),
        ({"command": " \n"}, ("/command", "required")),
        ({"command": 5}, ("/command", "invalid")),
        ({"command": "a", "comand": 1}, ("/comand", "unknown")),
        ({"command": "a", "dead_line": None}, ("/dead_line", "unknown")),
        ({"command": "a", "a/b~c": 1}, ("/a~1b~0c", "unknown")),
        ({"command": "a", "argv": ["b"]}, ("/argv", "conflict")),
        ({"argv": []}, ("/argv", "too-short")),
        ({"argv": ["a", 5]}, ("/argv/1", "invalid")),
        ({"command": "a", "tags": ["x" * 65]}, ("/tags/0", "too-long")),
        ({"command": "a", "priority": "low", "type": "urgent"}, ("/type", "conflict")),
        ([], ("", "invalid")),
        ("x", ("", "invalid")),
    ],
)
async def test_a_fault_in_the_body_is_pointed_at(
    client: Client, body: Any, fault: tuple[str, str]
) -> None:
    answer = await client.post("/tasks", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "validation")
    found = [(it["pointer"], it["code"]) for it in answer.json()["errors"]]
    assert found == [fault]


@pytest.mark.parametrize(
    ("path", "body", "meant"),
    [
        ("/tasks", {"comand": "true"}, "command"),
        ("/tasks/1042/rerun", {"tag": ["a"]}, "tags"),
        ("/tasks/batch", {"tasks": [{"command": "a", "timeout": 5}]}, "timeout_ms"),
        ("/tasks/bulk", {"action": "cancel", "filter": {"tags": "a"}}, "tag"),
    ],
)
async def test_a_member_that_is_not_known_brings_the_one_that_was_meant(
    client: Client, path: str, body: Any, meant: str
) -> None:
    answer = await client.post(path, json=body)
    assert answer.json()["errors"][0]["code"] == "unknown"
    assert answer.json()["errors"][0]["detail"].endswith(f"did you mean {meant}?")


@pytest.mark.parametrize(
    ("query", "meant"), [("state=failed", "status"), ("limits=5", "limit"), ("zzz=1", None)]
)
async def test_a_parameter_that_is_not_known_brings_the_one_that_was_meant(
    client: Client, query: str, meant: str | None
) -> None:
    detail = (await client.get(f"/tasks?{query}")).json()["errors"][0]["detail"]
    hint = f"; did you mean {meant}?" if meant else ""
    assert detail == f"is not known here{hint}"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ([], "must be an object"),
        ({"command": 5}, "must be a text"),
        ({"command": "a", "nice": 20}, "must be at most 19"),
        ({"command": "a", "nice": 1.5}, "must be a whole number"),
        ({"command": "a", "priority": "high"}, "must be 'urgent', 'normal' or 'low'"),
        ({"command": "a", "on_interrupt": "x"}, "must be 'fail' or 'retry'"),
        ({"command": "a", "tags": "x"}, "must be a list"),
        ({"command": "a", "tags": [""]}, "must not be empty"),
        ({"command": "a", "tags": ["x" * 65]}, "may be at most 64 long"),
        ({"argv": []}, "must not be empty"),
    ],
    ids=str,
)
async def test_a_fault_is_said_in_words_of_json(client: Client, body: Any, sentence: str) -> None:
    answer = await client.post("/tasks", json=body)
    assert answer.json()["errors"][0]["detail"] == sentence


@pytest.mark.parametrize("text", ["\\ud800", "\\u0000"], ids=["surrogate", "NUL"])
@pytest.mark.parametrize(
    "member",
    ["command", "name", "description", "external_id", "cwd", "shell", "tags", "argv", "env"],
)
async def test_what_cannot_be_stored_is_refused(
    client: Client, house: FakeHouse, member: str, text: str
) -> None:
    value = {"tags": f'["{text}"]', "argv": f'["{text}"]', "env": f'{{"A": "{text}"}}'}
    body = f'{{"command": "true", "{member}": {value.get(member, f"{chr(34)}/{text}{chr(34)}")}}}'
    answer = await client.post("/tasks", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"].startswith(f"/{member}")
    assert house.asked == []


async def test_a_missing_body_is_required(client: Client) -> None:
    answer = await client.post("/tasks/batch")
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"pointer": "", "code": "required", "detail": "is required"}]


async def test_faults_in_a_batch_say_which_task(client: Client) -> None:
    answer = await client.post("/tasks/batch", json={"tasks": [{"command": "a"}, {"nice": 5}]})
    assert answer.json()["errors"][0]["pointer"] == "/tasks/1/nice"


async def test_a_path_that_is_no_text_is_answered_too(client: Client) -> None:
    answer = await client.get("/%ff%00")
    assert answer.status_code == 404


def test_the_app_has_no_route_that_is_not_in_the_table(app: Any) -> None:
    paths = [route.path for route in app.router.routes if type(route) is Route]
    assert paths == ["/api/v1/openapi.json"]
