"""What a handler is about: a number in the path, a header that matters to it."""

from typing import Annotated

from fastapi import Depends, Header, Path

from app.api.ids import SCHEMA


async def _task_id(
    task_id: Annotated[str, Path(description="The task's number.", examples=["1042"]), SCHEMA],
) -> int:
    return int(task_id)


async def _user_id(
    user_id: Annotated[str, Path(description="The person's number.", examples=["7"]), SCHEMA],
) -> int:
    return int(user_id)


async def _session_id(
    session_id: Annotated[str, Path(description="The session's number.", examples=["7"]), SCHEMA],
) -> int:
    return int(session_id)


async def _token_id(
    token_id: Annotated[str, Path(description="The token's number.", examples=["7"]), SCHEMA],
) -> int:
    return int(token_id)


async def _invite_id(
    invite_id: Annotated[str, Path(description="The invite's number.", examples=["7"]), SCHEMA],
) -> int:
    return int(invite_id)


TaskId = Annotated[int, Depends(_task_id)]
UserId = Annotated[int, Depends(_user_id)]
SessionId = Annotated[int, Depends(_session_id)]
TokenId = Annotated[int, Depends(_token_id)]
InviteId = Annotated[int, Depends(_invite_id)]

IfMatch = Annotated[
    str | None, Header(alias="If-Match", description='Only if it is still this version: `"7"`.')
]
IfNoneMatch = Annotated[
    str | None, Header(alias="If-None-Match", description='Only if it is another version: `"7"`.')
]
LastEventId = Annotated[
    str | None, Header(alias="Last-Event-ID", description="Go on after this one.")
]
