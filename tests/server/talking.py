"""What every test says to a server."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

import httpx

from tests.server.yard import Yard

FINAL = {"completed", "failed", "cancelled"}
Client = httpx.AsyncClient
TaskJson = dict[str, Any]


async def submit(client: Client, command: str, **members: object) -> TaskJson:
    return await _made(client, {"command": command, **members})


async def submit_argv(client: Client, *argv: str, **members: object) -> TaskJson:
    return await _made(client, {"argv": argv, **members})


async def _made(client: Client, body: dict[str, object]) -> TaskJson:
    answer = await client.post("/tasks", json=body)
    assert answer.status_code == 201, answer.text
    task: TaskJson = answer.json()
    return task


async def submit_many(client: Client, *bodies: Mapping[str, object]) -> list[TaskJson]:
    answer = await client.post("/tasks/batch", json={"tasks": bodies})
    assert answer.status_code == 201, answer.text
    tasks: list[TaskJson] = answer.json()["tasks"]
    return tasks


async def read(client: Client, task_id: str, **parameters: object) -> TaskJson:
    answer = await client.get(f"/tasks/{task_id}", params=parameters)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    task: TaskJson = answer.json()
    return task


async def ended(client: Client, task_id: str, *, within: float = 40) -> TaskJson:
    give_up_at = time.monotonic() + within
    while (task := await read(client, task_id, wait=5))["status"] not in FINAL:
        assert time.monotonic() < give_up_at, task
    return task


async def log_of(client: Client, task_id: str) -> bytes:
    answer = await client.get(f"/tasks/{task_id}/logs/download")
    assert answer.status_code == 200, answer.text
    return answer.content


async def says(client: Client, task_id: str, text: str, *, within: float = 30) -> None:
    give_up_at = time.monotonic() + within
    while text.encode() not in await log_of(client, task_id):
        assert time.monotonic() < give_up_at, await read(client, task_id)
        await asyncio.sleep(0.01)


async def has_status(client: Client, task_id: str, status: str, *, within: float = 30) -> None:
    give_up_at = time.monotonic() + within
    while (task := await read(client, task_id))["status"] != status:
        assert time.monotonic() < give_up_at, task
        await asyncio.sleep(0.01)


async def until(true: Callable[[], object], *, within: float = 20) -> None:
    give_up_at = time.monotonic() + within
    while not true():
        assert time.monotonic() < give_up_at, "it never became true"
        await asyncio.sleep(0.01)


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    return answer.status_code, answer.json()["code"]


def rows(
    yard: Yard, query: str, *values: object, file: str = "taskyard.db"
) -> list[tuple[Any, ...]]:
    """What is on disk, whatever the server says."""
    with closing(sqlite3.connect(f"file:{yard.data}/{file}?mode=ro", uri=True)) as database:
        return database.execute(query, values).fetchall()


def final_states(yard: Yard) -> dict[str, list[str]]:
    """Of each task: the journal's final states and whatever it became after the first of them."""
    found: dict[str, list[str]] = {}
    changes = rows(
        yard,
        "SELECT task_id, json_extract(changed, '$.status') FROM events"
        " WHERE json_extract(changed, '$.status') IS NOT NULL ORDER BY id",
    )
    for task_id, status in changes:
        if status in FINAL or str(task_id) in found:
            found.setdefault(str(task_id), []).append(status)
    return found


async def has_streams(client: Client, yard: Yard, count: int, *, within: float = 20) -> None:
    """Wait until so many streams are open."""
    give_up_at = time.monotonic() + within
    url = f"http://127.0.0.1:{yard.port}/metrics"
    while f"taskyard_streams {count:.1f}" not in (await client.get(url)).text:
        assert time.monotonic() < give_up_at
        await asyncio.sleep(0.02)
