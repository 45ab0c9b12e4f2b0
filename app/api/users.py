"""The people there are."""

from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from starlette.responses import Response

from app.api.account_in import UserIn, UserPatch
from app.api.account_out import Members, shown_user
from app.api.asked import version_wanted
from app.api.fields import Line
from app.api.house import IfMatch, UserId
from app.api.replies import json_reply
from app.api.task_query import Parameters, Split, Words
from app.api.visit import Visit, Visiting
from app.core.account import User, UserStats
from app.core.account_query import USER_ORDERS, UserQuery
from app.core.person import Role


def _order(word: str) -> str:
    if word.removeprefix("-") not in USER_ORDERS:
        known = ", ".join(sorted(USER_ORDERS))
        raise PydanticCustomError(
            "unknown", "{word} is no order; [-]{known} are", {"word": repr(word), "known": known}
        )
    return word


class UserParameters(Parameters):
    limit: int = Field(default=100, ge=1, le=1000)
    cursor: str | None = Field(
        default=None, max_length=500, description="`next_cursor` of the page before."
    )
    order_by: Annotated[str, AfterValidator(_order)] = Field(
        default="-created_at", description="`created_at` or `name`; `-` turns it round."
    )
    role: Annotated[list[Role], Split] | None = Field(default=None, max_length=100)
    disabled: bool | None = None
    external_id: Words | None = Field(default=None, max_length=100)
    q: Line | None = Field(
        default=None, max_length=200, description="Words in the name, the e-mail or the username."
    )

    def to_query(self) -> UserQuery:
        return UserQuery(
            limit=self.limit,
            cursor=self.cursor,
            order_by=self.order_by,
            roles=None if self.role is None else frozenset(self.role),
            disabled=self.disabled,
            external_ids=None if self.external_id is None else frozenset(self.external_id),
            q=self.q,
        )


async def list_users(visit: Visiting, parameters: Annotated[UserParameters, Query()]) -> Response:
    page = await visit.services.users.page(parameters.to_query(), by=visit.by)
    return json_reply(
        {
            "users": [_seen(user, stats, visit) for user, stats in page.users],
            "next_cursor": page.next_cursor,
            "has_more": page.next_cursor is not None,
        }
    )


async def get_user(user_id: UserId, visit: Visiting) -> Response:
    user, stats = await visit.services.users.get(user_id, by=visit.by)
    shown = _seen(user, stats, visit)
    etag = None if shown["version"] is None else {"ETag": f'"{user.version}"'}
    return json_reply(shown, headers=etag)


async def create_user(body: UserIn, visit: Visiting) -> Response:
    user = await visit.services.users.create(body.to_new(), body.role, by=visit.by)
    headers = {"Location": _link(user, visit), "ETag": f'"{user.version}"'}
    shown = shown_user(user, _link(user, visit), stats=UserStats(), whole=True)
    return json_reply(shown, 201, headers)


async def change_user(
    user_id: UserId, body: UserPatch, visit: Visiting, if_match: IfMatch = None
) -> Response:
    user = await visit.services.users.change(
        user_id, body.given(), by=visit.by, if_version=version_wanted(if_match)
    )
    shown = shown_user(user, _link(user, visit), stats=None, whole=True)
    return json_reply(shown, headers={"ETag": f'"{user.version}"'})


async def delete_user(user_id: UserId, visit: Visiting) -> Response:
    await visit.services.users.delete(user_id, by=visit.by)
    return Response(status_code=204)


def _seen(user: User, stats: UserStats | None, visit: Visit) -> Members:
    """Without statistics it is somebody of whom only the name is shown."""
    return shown_user(user, _link(user, visit), stats=stats, whole=stats is not None)


def _link(user: User, visit: Visit) -> str:
    return visit.writer.link(f"/users/{user.id}")
