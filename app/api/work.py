"""What people do with their tasks, and say about them."""

from typing import Annotated

from fastapi import Query
from pydantic import ConfigDict, Field
from starlette.responses import Response

from app.api.fields import Line
from app.api.house import TaskId
from app.api.ids import Ident
from app.api.replies import json_reply, task_reply
from app.api.task_in import In
from app.api.task_out import Out, PersonOut, TaskWriter, Time
from app.api.task_query import Parameters
from app.api.times import Moment
from app.api.visit import Visiting
from app.core.clock import Millis, iso
from app.core.comment import Comment

COMMENT_LENGTH = 64 * 1024


class AssignIn(In):
    model_config = ConfigDict(json_schema_extra={"examples": [{"user_id": "7"}]})

    user_id: Ident = Field(description="The id of a person.")


class AssignTaskIn(AssignIn):
    model_config = ConfigDict(json_schema_extra={"examples": [{"user_id": "7", "task_id": "1042"}]})

    task_id: Ident


class ReopenIn(In):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{}, {"deadline": "2199-11-20T17:00:00+01:00"}]}
    )

    deadline: Moment | None = Field(
        None, description="Another one, in the future; null takes it away. Default: the one it has."
    )

    def changes(self) -> dict[str, Millis | None]:
        return {"deadline": self.deadline} if "deadline" in self.model_fields_set else {}


class CommentIn(In):
    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "They want it in blue."}]})

    text: Annotated[Line, Field(min_length=1, max_length=COMMENT_LENGTH, description="Markdown.")]


class CommentOut(Out):
    id: str
    task_id: str
    author: PersonOut | None
    created_at: Time
    text: str


class CommentsOut(Out):
    comments: list[CommentOut]
    next_cursor: str | None
    has_more: bool


class CommentParameters(Parameters):
    limit: int = Field(default=100, ge=1, le=1000)
    cursor: str | None = Field(
        default=None, max_length=500, description="`next_cursor` of the page before."
    )


async def assign(task_id: TaskId, body: AssignIn, visit: Visiting) -> Response:
    task = await visit.services.work.assign(task_id, int(body.user_id), by=visit.by)
    return task_reply(task, visit)


async def assign_task(body: AssignTaskIn, visit: Visiting) -> Response:
    task = await visit.services.work.assign(int(body.task_id), int(body.user_id), by=visit.by)
    return task_reply(task, visit)


async def unassign(task_id: TaskId, visit: Visiting) -> Response:
    return task_reply(await visit.services.work.unassign(task_id, by=visit.by), visit)


async def take(task_id: TaskId, visit: Visiting) -> Response:
    return task_reply(await visit.services.work.take(task_id, by=visit.by), visit)


async def start(task_id: TaskId, visit: Visiting) -> Response:
    return task_reply(await visit.services.work.start(task_id, by=visit.by), visit)


async def complete(task_id: TaskId, visit: Visiting) -> Response:
    return task_reply(await visit.services.work.complete(task_id, by=visit.by), visit)


async def complete_task(task_id: TaskId, visit: Visiting) -> Response:
    return await complete(task_id, visit)


async def reopen(task_id: TaskId, visit: Visiting, body: ReopenIn | None = None) -> Response:
    changes = (body or ReopenIn()).changes()
    return task_reply(await visit.services.work.reopen(task_id, changes, by=visit.by), visit)


async def add_comment(task_id: TaskId, body: CommentIn, visit: Visiting) -> Response:
    comment = await visit.services.comments.add(task_id, body.text, by=visit.by)
    return json_reply(_shown(comment, visit.writer), 201)


async def list_comments(
    task_id: TaskId, visit: Visiting, parameters: Annotated[CommentParameters, Query()]
) -> Response:
    page = await visit.services.comments.page(
        task_id, after=parameters.cursor, limit=parameters.limit, by=visit.by
    )
    return json_reply(
        {
            "comments": [_shown(comment, visit.writer) for comment in page.comments],
            "next_cursor": page.next_cursor,
            "has_more": page.next_cursor is not None,
        }
    )


def _shown(comment: Comment, writer: TaskWriter) -> dict[str, object]:
    return {
        "id": str(comment.id),
        "task_id": str(comment.task_id),
        "author": writer.person(comment.author),
        "created_at": iso(comment.at),
        "text": comment.text,
    }
