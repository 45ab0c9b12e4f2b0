"""Invites: links that make an account, once."""

from starlette.responses import Response

from app.api.account_in import InviteIn
from app.api.account_out import Members, shown_invite
from app.api.house import InviteId
from app.api.replies import json_reply
from app.api.visit import Home, Visit, Visiting
from app.core.account import Invite


async def list_invites(visit: Visiting) -> Response:
    found = await visit.services.invites.open(by=visit.by)
    return json_reply({"invites": [_shown(invite, visit) for invite in found]})


async def create_invite(body: InviteIn, visit: Visiting, home: Home) -> Response:
    invite, secret = await visit.services.invites.create(body.email, body.role, by=visit.by)
    link = f"{home}/setup#i={secret}"
    return json_reply({**_shown(invite, visit), "link": link, "secret": secret}, 201)


async def revoke_invite(invite_id: InviteId, visit: Visiting) -> Response:
    await visit.services.invites.revoke(invite_id, by=visit.by)
    return Response(status_code=204)


def _shown(invite: Invite, visit: Visit) -> Members:
    return shown_invite(invite, visit.writer.person(invite.created_by))
