"""Many tasks in one request."""

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from starlette.responses import Response

from app.api.ids import Ident
from app.api.replies import JSON, json_reply
from app.api.task_in import In, TaskIn, refused
from app.api.task_out import Out, TaskOut
from app.api.task_query import TaskFilter
from app.api.visit import Visiting
from app.core.lifecycle import Status


class TasksIn(In):
    """Tasks to create together: all or none."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"tasks": [{"command": "echo 1"}, {"command": "echo 2"}]}]}
    )

    tasks: Annotated[list[TaskIn], Field(min_length=1, max_length=1000)]


class CreatedTasksOut(Out):
    tasks: list[TaskOut]


class BulkIn(In):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"action": "cancel", "ids": ["1042", "1043"]},
                {"action": "rerun", "filter": {"status": "failed", "tag": "nightly"}},
                {"action": "assign", "user_id": "7", "ids": ["1042"]},
            ]
        }
    )

    action: Literal["cancel", "rerun", "delete", "assign"]
    ids: Annotated[list[Ident], Field(min_length=1, max_length=1000)] | None = Field(
        None, description="These tasks."
    )
    filter: TaskFilter | None = Field(
        None, description="Or all that match: the filters of the list, at least one of them."
    )

    user_id: Ident | None = Field(None, description="Whom to `assign` them to.")

    @model_validator(mode="after")
    def _says_to_whom(self) -> Self:
        if self.action == "assign" and self.user_id is None:
            raise refused("user_id", "required", "is required to assign")
        if self.action != "assign" and self.user_id is not None:
            raise refused("user_id", "conflict", "belongs to `assign`", self.user_id)
        return self

    @model_validator(mode="after")
    def _names_tasks_one_way(self) -> Self:
        if self.ids is None and self.filter is None:
            raise refused("ids", "required", "is required (or filter)")
        if self.ids is not None and self.filter is not None:
            raise refused("filter", "conflict", "give ids or filter, not both")
        if self.filter is not None and not self.filter.chooses():
            raise refused("filter", "required", "must say which tasks")
        return self


class BulkItemOut(Out):
    id: str
    ok: bool
    status: Status | None = Field(description="The task's afterwards; of `rerun`, the new one's.")
    new_id: str | None = Field(description="The new task's, after `rerun`.")
    code: str | None = Field(description="Why not.")
    detail: str | None


class BulkOut(Out):
    results: list[BulkItemOut]
    succeeded: int
    failed: int


async def create_tasks(body: TasksIn, visit: Visiting) -> Response:
    new = [task.to_new() for task in body.tasks]
    made = await visit.services.submit.create_many(new, by=visit.by)
    return Response(visit.writer.list_json(made, visit.by), 201, media_type=JSON)


async def apply_to_tasks(body: BulkIn, visit: Visiting) -> Response:
    items = await visit.services.bulk.apply(
        body.action,
        ids=[int(ident) for ident in body.ids] if body.ids is not None else None,
        query=body.filter.to_query(me=visit.by.id) if body.filter is not None else None,
        user_id=None if body.user_id is None else int(body.user_id),
        by=visit.by,
    )
    done = sum(item.ok for item in items)
    return json_reply(
        {
            "results": [
                {
                    "id": str(item.id),
                    "ok": item.ok,
                    "status": item.status,
                    "new_id": None if item.new_id is None else str(item.new_id),
                    "code": item.code,
                    "detail": item.detail,
                }
                for item in items
            ],
            "succeeded": done,
            "failed": len(items) - done,
        }
    )
