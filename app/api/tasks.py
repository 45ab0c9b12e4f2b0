"""Tasks: make, list, read, change and remove them."""

from typing import Annotated

from fastapi import Query
from pydantic import ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from app.api.asked import LONGEST_WAIT, idempotency_key, preferred_wait, version_wanted
from app.api.house import IfMatch, IfNoneMatch, TaskId
from app.api.replies import JSON, new_task_reply, replayed_reply, task_reply
from app.api.task_in import TaskIn, TaskPatch
from app.api.task_out import Out, TaskOut
from app.api.task_query import ListParameters, Parameters
from app.api.visit import Visiting, visit_of


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


async def create_task(request: Request, body: TaskIn | None = None) -> Response:
    # The one call made thousands of times a second: it finds its own headers and visit,
    # which takes a third of the time FastAPI needs for it.
    visit = visit_of(request)
    new = (body or TaskIn()).to_new()
    created = await visit.services.submit.create(
        new, by=visit.by, key=idempotency_key(request), body=await request.body()
    )
    if created.task is None:
        return replayed_reply(created.first_reply, visit.writer)
    return await new_task_reply(created.task, visit, preferred_wait(request))


async def list_tasks(visit: Visiting, parameters: Annotated[ListParameters, Query()]) -> Response:
    query = parameters.to_query(me=visit.by.id)
    page = await visit.services.browse.page(query, by=visit.by)
    beside: dict[str, object] = {
        "next_cursor": page.next_cursor,
        "has_more": page.next_cursor is not None,
    }
    if parameters.include:
        beside["counts"] = await visit.services.browse.counts(query, by=visit.by)
    return Response(visit.writer.list_json(page.tasks, visit.by, **beside), media_type=JSON)


async def get_task(
    task_id: TaskId,
    visit: Visiting,
    parameters: Annotated[WaitParameters, Query()],
    if_none_match: IfNoneMatch = None,
) -> Response:
    if parameters.wait:
        task = await visit.services.wait.until_final(task_id, seconds=parameters.wait, by=visit.by)
    else:
        task = await visit.services.browse.get(task_id, by=visit.by)
    return task_reply(task, visit, if_none_match)


async def change_task(
    task_id: TaskId, body: TaskPatch, visit: Visiting, if_match: IfMatch = None
) -> Response:
    task = await visit.services.edit.patch(
        task_id, body.given(), if_version=version_wanted(if_match), by=visit.by
    )
    return task_reply(task, visit)


async def delete_task(
    task_id: TaskId, visit: Visiting, parameters: Annotated[DeleteParameters, Query()]
) -> Response:
    await visit.services.edit.delete(task_id, force=parameters.force, by=visit.by)
    return Response(status_code=204)
