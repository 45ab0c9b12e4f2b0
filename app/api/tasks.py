"""Tasks: make, list, read, change and remove them."""

from typing import Annotated

from fastapi import Query
from pydantic import ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from app.api.asked import LONGEST_WAIT, idempotency_key, preferred_wait, version_wanted
from app.api.house import House, IfMatch, IfNoneMatch, TaskId, services_of
from app.api.replies import (
    JSON,
    new_task_reply,
    replayed_reply,
    task_reply,
)
from app.api.task_in import TaskIn, TaskPatch
from app.api.task_out import Out, TaskOut, tasks_json
from app.api.task_query import ListParameters, Parameters


class TasksOut(Out):
    model_config = ConfigDict(json_schema_serialization_defaults_required=False)

    tasks: list[TaskOut]
    next_cursor: str | None
    has_more: bool
    counts: dict[str, int] | None = Field(
        default=None, description="By status; only with `include=counts`."
    )


class WaitParameters(Parameters):
    wait: float | None = Field(
        default=None,
        ge=0,
        le=LONGEST_WAIT,
        description="Reply when it has ended, or after so long.",
    )


class DeleteParameters(Parameters):
    force: bool = Field(default=False, description="Cancel it first when it has not ended.")


async def create_task(body: TaskIn, request: Request) -> Response:
    # The one call made thousands of times a second: it finds its own headers and services,
    # which takes a third of the time FastAPI needs for it.
    services = services_of(request)
    created = await services.submit.create(
        body.to_new(), key=idempotency_key(request), body=await request.body()
    )
    if created.task is None:
        return replayed_reply(created.first_reply)
    return await new_task_reply(created.task, services.wait, preferred_wait(request))


async def list_tasks(services: House, parameters: Annotated[ListParameters, Query()]) -> Response:
    query = parameters.to_query()
    page = await services.browse.page(query)
    beside: dict[str, object] = {
        "next_cursor": page.next_cursor,
        "has_more": page.next_cursor is not None,
    }
    if parameters.include:
        beside["counts"] = await services.browse.counts(query)
    return Response(tasks_json(page.tasks, **beside), media_type=JSON)


async def get_task(
    task_id: TaskId,
    services: House,
    parameters: Annotated[WaitParameters, Query()],
    if_none_match: IfNoneMatch = None,
) -> Response:
    if parameters.wait:
        task = await services.wait.until_final(task_id, seconds=parameters.wait)
    else:
        task = await services.browse.get(task_id)
    return task_reply(task, if_none_match)


async def change_task(
    task_id: TaskId, body: TaskPatch, services: House, if_match: IfMatch = None
) -> Response:
    task = await services.edit.patch(task_id, body.given(), if_version=version_wanted(if_match))
    return task_reply(task)


async def delete_task(
    task_id: TaskId, services: House, parameters: Annotated[DeleteParameters, Query()]
) -> Response:
    await services.edit.delete(task_id, force=parameters.force)
    return Response(status_code=204)
