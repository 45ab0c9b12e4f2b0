"""Ways in and out."""

from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from app.api.account_in import LoginIn, RefreshIn, RegisterIn, SetUpIn
from app.api.account_out import shown_user
from app.api.replies import json_reply
from app.api.visit import Door, Open, Origins, Visiting, door_of
from app.core.errors import Invalid
from app.services.sign_in import SignedIn

_LONGEST_VALUE = 256

# What the handler of the OAuth 2 form reads by itself, for the OpenAPI document.
FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "example": {
                    "username": "ada@example.org",
                    "password": "a long and quiet afternoon",
                },
                "schema": {
                    "type": "object",
                    "required": ["username", "password"],
                    "properties": {
                        "grant_type": {"const": "password"},
                        "username": {
                            "type": "string",
                            "minLength": 1,
                            "maxLength": _LONGEST_VALUE,
                            "description": "Or the e-mail.",
                        },
                        "password": {
                            "type": "string",
                            "minLength": 1,
                            "maxLength": _LONGEST_VALUE,
                            "format": "password",
                        },
                    },
                },
            }
        },
    }
}


async def get_ways_in(door: Open) -> Response:
    ways = await door.services.register.ways_in()
    return json_reply({"setup_open": ways.setup_open, "registration": ways.registration})


async def register(body: RegisterIn, door: Open, origin: Origins) -> Response:
    signed_in = await door.services.register.register(
        body.to_new(), invite=body.invite, origin=origin, cookie=body.cookie
    )
    return _welcome(signed_in, door, 201)


async def set_up(body: SetUpIn, door: Open, origin: Origins) -> Response:
    signed_in = await door.services.register.set_up(
        body.key, body.to_new(), origin=origin, cookie=body.cookie
    )
    return _welcome(signed_in, door, 201)


async def login(body: LoginIn, door: Open, origin: Origins) -> Response:
    signed_in = await door.services.sign_in.login(
        body.email or body.username or "", body.password, origin=origin, cookie=body.cookie
    )
    return _welcome(signed_in, door)


async def refresh(body: RefreshIn, door: Open, origin: Origins) -> Response:
    signed_in = await door.services.sign_in.refresh(body.refresh_token, origin=origin)
    return _welcome(signed_in, door)


async def token(request: Request, origin: Origins) -> Response:
    name, password = _credentials(await request.body())
    signed_in = await door_of(request).services.sign_in.login(name, password, origin=origin)
    return json_reply(_tokens(signed_in))


async def logout(visit: Visiting, door: Open) -> Response:
    await visit.services.sign_in.logout(by=visit.by)
    clearing = {"Set-Cookie": door.cookie.clearing()} if visit.by.access.by_cookie else None
    return Response(status_code=204, headers=clearing)


async def rotate_key(visit: Visiting) -> Response:
    await visit.services.keys.rotate(by=visit.by)
    return Response(status_code=204)


def _welcome(signed_in: SignedIn, door: Door, status: int = 200) -> Response:
    user = signed_in.user
    link = door.writer.link(f"/users/{user.id}")
    shown = shown_user(user, link, stats=None, whole=True)
    reply = json_reply({"user": shown, **_tokens(signed_in)}, status)
    if signed_in.cookie is not None:
        setting = door.cookie.setting(signed_in.cookie, signed_in.cookie_max_age)
        reply.headers["Set-Cookie"] = setting
    return reply


def _tokens(signed_in: SignedIn) -> dict[str, object]:
    return {
        "access_token": signed_in.access_token,
        "refresh_token": signed_in.refresh_token,
        "token_type": None if signed_in.access_token is None else "bearer",
        "expires_in": signed_in.expires_in,
    }


def _credentials(form: bytes) -> tuple[str, str]:
    """The name and the password; what else OAuth 2 sends is of no use here."""
    try:
        sent = parse_qs(form.decode(), keep_blank_values=True, errors="strict", max_num_fields=20)
    except ValueError:
        raise Invalid([("", "invalid", "is no form in UTF-8")]) from None
    if sent.get("grant_type", ["password"]) != ["password"]:
        raise Invalid([("/grant_type", "invalid", "must be password")])
    return _only(sent, "username"), _only(sent, "password")


def _only(sent: dict[str, list[str]], name: str) -> str:
    found = sent.get(name, [])
    if not found:
        raise Invalid([(f"/{name}", "required", "is required")])
    if len(found) > 1 or not 0 < len(found[0]) <= _LONGEST_VALUE or "\0" in found[0]:
        raise Invalid([(f"/{name}", "invalid", "must be given once, and be no longer than 256")])
    return found[0]
