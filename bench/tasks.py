"""Tasks as the measures use them: submitted, counted and awaited through the API."""

import time
from collections.abc import Mapping
from typing import Any

from bench.client.http import Connection, request

TASKS = "/api/v1/tasks"
_COUNTS = f"{TASKS}?include=counts&limit=1"
_PATIENCE_SECONDS = 120
_FINAL = ("completed", "failed", "cancelled")


def submission(command: str) -> bytes:
    """The bytes of one `POST /tasks`."""
    return request("POST", TASKS, {"command": command})


def batch_submission(command: str, count: int) -> bytes:
    return request("POST", f"{TASKS}/batch", batch(command, count))


def batch(command: str, count: int) -> Mapping[str, object]:
    return {"tasks": [{"command": command}] * count}


def submit(connection: Connection, **definition: object) -> str:
    identity: str = connection.post(TASKS, definition)["id"]
    return identity


def counts(connection: Connection) -> Mapping[str, int]:
    found: Mapping[str, int] = connection.get(_COUNTS)["counts"]
    return found


def wait_for_count(connection: Connection, status: str, count: int, *, rate: float = 1000) -> None:
    """Until that many tasks are in `status`. Asks rarely while many are missing: at most every
    5 ms, and else after half the time the rest takes at `rate` tasks a second."""
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while (missing := count - counts(connection)[status]) > 0:
        if time.monotonic() > give_up:
            raise TimeoutError(f"{missing} of {count} tasks are not {status}")
        time.sleep(max(0.005, missing / rate / 2))


def ended(connection: Connection, task_id: str) -> dict[str, Any]:
    """The task, once it has ended."""
    while True:
        task: dict[str, Any] = connection.get(f"{TASKS}/{task_id}?wait=30")
        if task["status"] in _FINAL:
            return task
