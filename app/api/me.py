"""The own account and its sessions."""

from starlette.responses import Response

from app.api.account_in import MePatch
from app.api.account_out import shown_session, shown_user
from app.api.house import SessionId
from app.api.replies import json_reply
from app.api.visit import Visit, Visiting
from app.core.account import User


async def get_me(visit: Visiting) -> Response:
    return _reply(await visit.services.users.me(by=visit.by), visit)


async def change_me(body: MePatch, visit: Visiting) -> Response:
    changes = body.given()
    current = changes.pop("current_password", None)
    user = await visit.services.users.change_me(changes, current_password=current, by=visit.by)
    return _reply(user, visit)


async def list_sessions(visit: Visiting) -> Response:
    found = await visit.services.sessions.mine(by=visit.by)
    return json_reply({"sessions": [shown_session(session, visit.by) for session in found]})


async def end_session(session_id: SessionId, visit: Visiting) -> Response:
    await visit.services.sessions.end(session_id, by=visit.by)
    return Response(status_code=204)


def _reply(user: User, visit: Visit) -> Response:
    link = visit.writer.link(f"/users/{user.id}")
    by = visit.by
    shown = shown_user(user, link, stats=None, whole=True)
    return json_reply({**shown, "scopes": sorted(by.scopes), "way": by.access.way})
