"""What can be done with one task, and how it came out."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from app.api.asked import preferred_wait
from app.api.fields import Grace, Line
from app.api.house import TaskId
from app.api.replies import json_reply, new_task_reply
from app.api.task_in import In, RerunIn
from app.api.task_out import Out, is_over
from app.api.visit import Visiting
from app.core.errors import ResultNotReady
from app.core.lifecycle import Status
from app.core.task import Task


class CancelIn(In):
    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "not needed any more"}]})

    reason: Annotated[Line, Field(max_length=500)] | None = Field(
        None, description="Shown with the task."
    )
    force: bool = Field(False, description="SIGKILL at once.")
    grace_ms: Grace | None = Field(
        None, description="Between SIGTERM and SIGKILL, instead of the task's own."
    )


class CancelOut(Out):
    message: Literal["Task cancelled successfully"]


class CancellingOut(Out):
    message: Literal["Task is being cancelled"]
    status: Literal["cancelling"]


class StatusOut(Out):
    status: Status


class ResultOut(Out):
    id: str
    status: Status
    exit_code: int | None
    signal: int | None
    reason: str | None
    reason_text: str | None
    output: str
    truncated: bool = Field(description="The beginning of the output is left out.")


async def cancel_task(task_id: TaskId, visit: Visiting) -> Response:
    return _cancelled(await visit.services.cancel.cancel(task_id, by=visit.by))


async def cancel_task_with_reason(
    task_id: TaskId, visit: Visiting, body: CancelIn | None = None
) -> Response:
    asked = body or CancelIn()
    task = await visit.services.cancel.cancel(
        task_id, reason=asked.reason, force=asked.force, grace_ms=asked.grace_ms, by=visit.by
    )
    return _cancelled(task)


async def rerun_task(
    task_id: TaskId, visit: Visiting, request: Request, body: RerunIn | None = None
) -> Response:
    asked = body or RerunIn()
    task = await visit.services.submit.rerun(task_id, asked.given(), by=visit.by)
    return await new_task_reply(task, visit, preferred_wait(request))


async def get_status(task_id: TaskId, visit: Visiting) -> Response:
    task = await visit.services.browse.get(task_id, by=visit.by)
    return json_reply({"status": task.status})


async def get_result(task_id: TaskId, visit: Visiting) -> Response:
    task = _ended(await visit.services.browse.get(task_id, by=visit.by))
    log = await visit.services.output.text(task_id, by=visit.by)
    return json_reply(
        {
            "id": str(task.id),
            "status": task.status,
            "exit_code": task.exit_code,
            "signal": task.signal,
            "reason": task.reason,
            "reason_text": task.reason_text,
            "output": log.text,
            "truncated": log.truncated,
        }
    )


def _cancelled(task: Task) -> Response:
    if task.status is Status.CANCELLING:
        return json_reply({"message": "Task is being cancelled", "status": task.status}, 202)
    return json_reply({"message": "Task cancelled successfully"})


def _ended(task: Task) -> Task:
    if not is_over(task):
        raise ResultNotReady
    return task
