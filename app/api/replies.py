"""Replies that carry a task, and the headers that go with one."""

import re

import orjson
from starlette.responses import Response

from app.api.task_out import TaskWriter, is_over
from app.api.visit import Visit
from app.core.task import Task
from app.services.access import Act, Whose, whose

JSON = "application/json"
_TAG = re.compile(r'(?:W/)?"([^"]*)"')


def json_reply(
    members: object, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    return Response(orjson.dumps(members), status, headers, JSON)


def task_reply(task: Task, visit: Visit, if_none_match: str | None = None) -> Response:
    etag = f'"{task.version}"'
    # A running task's output and progress move on without a new version.
    if if_none_match is not None and is_over(task) and _names(if_none_match, task.version):
        return Response(status_code=304, headers={"ETag": etag})
    return Response(visit.writer.json(task, visit.by), headers={"ETag": etag}, media_type=JSON)


async def new_task_reply(task: Task, visit: Visit, seconds: int | None) -> Response:
    """At once, or when it has ended, as the client prefers."""
    headers = {"Location": visit.writer.link(f"/tasks/{task.id}")}
    # Who may only create is not refused what has been done: a preference may be passed over.
    if seconds is not None and whose(visit.by, Act.READ_TASKS) is not Whose.NOBODYS:
        task = await visit.services.wait.until_final(task.id, seconds=seconds, by=visit.by)
        headers["Preference-Applied"] = f"wait={seconds}"
    headers["ETag"] = f'"{task.version}"'
    return Response(visit.writer.json(task, visit.by), 201, headers, JSON)


def replayed_reply(first_reply: bytes | None, writer: TaskWriter) -> Response:
    assert first_reply is not None
    task = orjson.loads(first_reply)
    headers = {
        "Location": writer.link(f"/tasks/{task['id']}"),
        "ETag": f'"{task["version"]}"',
        "Idempotency-Replayed": "true",
    }
    return Response(first_reply, 201, headers, JSON)


def _names(if_none_match: str, version: int) -> bool:
    return if_none_match.strip() == "*" or str(version) in _TAG.findall(if_none_match)
