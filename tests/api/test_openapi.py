"""The document others build clients from: what it says is complete and true."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.core.lifecycle import Status
from tests.api.fakes import FakeHouse

SNAPSHOT = Path(__file__).parent / "openapi.json"
Client = httpx.AsyncClient
Operation = tuple[str, str, dict[str, Any]]


def operations(spec: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def snapshot(spec: dict[str, Any]) -> str:
    undated = {**spec, "info": {**spec["info"], "version": ""}}
    return json.dumps(undated, indent=1, ensure_ascii=False) + "\n"


def test_the_document_is_the_one_agreed_on(app: FastAPI, request: pytest.FixtureRequest) -> None:
    """A change of the contract is made on purpose: delete the file, run this, read the diff."""
    if not SNAPSHOT.exists():
        SNAPSHOT.write_text(snapshot(app.openapi()))
    assert snapshot(app.openapi()) == SNAPSHOT.read_text()


async def test_the_document_is_served(client: Client, app: FastAPI) -> None:
    answer = await client.get("/openapi.json")
    assert answer.json() == json.loads(json.dumps(app.openapi()))
    assert answer.json()["openapi"].startswith("3.1")


def test_every_route_is_in_the_document_under_the_name_of_its_function(app: FastAPI) -> None:
    routes = {
        (method.lower(), route.path_format, route.endpoint.__name__)
        for route in app.router.routes
        if isinstance(route, APIRoute) and route.include_in_schema
        for method in route.methods or ()
    }
    said = {(m, path, operation["operationId"]) for m, path, operation in operations(app.openapi())}
    assert said == routes
    assert len({name for _, _, name in said}) == len(said)


def test_every_operation_has_a_summary_and_one_tag(app: FastAPI) -> None:
    tags = {tag["name"] for tag in app.openapi()["tags"]}
    for _, path, operation in operations(app.openapi()):
        assert operation["summary"], path
        assert len(operation["tags"]) == 1, path
        assert set(operation["tags"]) <= tags


def test_every_error_is_the_same_problem_by_reference(app: FastAPI) -> None:
    spec = app.openapi()
    for method, path, operation in operations(spec):
        for status, reply in operation["responses"].items():
            if status >= "400" and path != "/readyz":
                name = reply["$ref"].removeprefix("#/components/responses/")
                (kind,) = spec["components"]["responses"][name]["content"]
                assert kind == "application/problem+json"
        assert {"421", "500"} <= operation["responses"].keys(), (method, path)


def test_every_reference_leads_somewhere(app: FastAPI) -> None:
    spec = app.openapi()
    for place in set(re.findall(r'"#/([^"]+)"', json.dumps(spec))):
        found: Any = spec
        for step in place.split("/"):
            found = found[step]


def _examples(spec: dict[str, Any], operation: dict[str, Any]) -> list[Any]:
    content = operation.get("requestBody", {}).get("content", {})
    if form := content.get("application/x-www-form-urlencoded"):
        return [form["example"]]
    schema = content.get("application/json", {}).get("schema", {})
    names = [s["$ref"] for s in (schema, *schema.get("anyOf", ())) if "$ref" in s]
    return [
        example
        for name in names
        for example in spec["components"]["schemas"][name.split("/")[-1]].get("examples", ())
    ]


async def test_every_example_works_and_gets_what_is_documented(
    client: Client, house: FakeHouse, app: FastAPI
) -> None:
    spec = app.openapi()
    executed = 0
    for method, path, operation in operations(spec):
        examples = _examples(spec, operation)
        assert examples or "requestBody" not in operation, f"{method} {path} has no example"
        if "text/event-stream" in operation["responses"].get("200", {}).get("content", {}):
            continue  # test_streams.py
        for example in examples or [None]:
            house.put(1042, status=Status.FAILED if "result" in path else Status.QUEUED)
            house.put(1043)
            url = "http://localhost:8888" + path.replace("{task_id}", "1042")
            url = re.sub(r"\{[a-z_]+\}", "7", url)
            params = {"q": "a"} if path.endswith("/search") else None
            force = {"force": "true"} if operation["operationId"] == "delete_task" else params
            kind = "data" if operation["operationId"] == "token" else "json"
            answer = await client.request(method, url, params=force, **{kind: example})
            _conforms(spec, operation, answer)
            executed += 1
    assert executed > 20


def _conforms(spec: dict[str, Any], operation: dict[str, Any], answer: httpx.Response) -> None:
    said = operation["responses"].get(str(answer.status_code))
    assert answer.status_code < 300, (operation["operationId"], answer.text)
    assert said is not None, (operation["operationId"], answer.status_code)
    if "content" not in said:
        return
    kind = answer.headers["content-type"].partition(";")[0]
    schema = said["content"][kind]["schema"]
    if kind == "application/json":
        whole = {**schema, "components": spec["components"]}
        jsonschema_rs.validator_for(whole, validate_formats=True).validate(answer.json())


async def test_problems_are_as_documented(client: Client, app: FastAPI) -> None:
    spec = app.openapi()
    schema = {"$ref": "#/components/schemas/ProblemOut", "components": spec["components"]}
    validator = jsonschema_rs.validator_for(schema)
    for answer in (
        await client.get("/tasks/5"),
        await client.get("/tasks?x=1"),
        await client.post("/tasks", json={"cwd": "/tmp"}),
        await client.put("/tasks"),
    ):
        validator.validate(answer.json())
