"""API tokens: for scripts, and whatever else is not a person."""

from starlette.responses import Response

from app.api.account_in import TokenIn
from app.api.account_out import shown_token
from app.api.house import TokenId
from app.api.replies import json_reply
from app.api.visit import Visiting


async def list_tokens(visit: Visiting) -> Response:
    found = await visit.services.tokens.mine(by=visit.by)
    return json_reply({"tokens": [shown_token(token) for token in found]})


async def create_token(body: TokenIn, visit: Visiting) -> Response:
    made, secret = await visit.services.tokens.create(
        body.name, frozenset(body.scopes), expires_at=body.end(), by=visit.by
    )
    return json_reply({**shown_token(made), "token": secret}, 201)


async def revoke_token(token_id: TokenId, visit: Visiting) -> Response:
    await visit.services.tokens.revoke(token_id, by=visit.by)
    return Response(status_code=204)
