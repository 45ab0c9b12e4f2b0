"""Who asks. Every route asks this first, but for those that are public.

It is a part of the route: a path cannot be written so that it is left out.
"""

import re
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from app.api.cookies import SessionCookie
from app.api.headers import RawHeaders
from app.api.origins import host_of, why_not_with_cookie
from app.api.spa import Page
from app.api.task_out import TaskWriter
from app.core.account import Origin
from app.core.errors import Forbidden, Unauthenticated
from app.core.person import Person
from app.core.security.opaque import LOCAL_TOKEN
from app.services.house import Services

_SCHEMES = frozenset({b"bearer", b"token"})
# The longest that any of ours can be, and then some: nothing longer is looked at.
_CREDENTIAL = re.compile(rb" *([\x21-\x7e]{1,4096}) *")
_AGENT_LENGTH = 200
_PASSED_ON = frozenset({b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via"})


@dataclass(frozen=True, slots=True)
class Door:
    """What every request needs: made once, kept as `app.state.door`."""

    services: Services
    writer: TaskWriter
    cookie: SessionCookie
    page: Page
    base_path: str = ""
    public_url: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    by: Person
    services: Services
    writer: TaskWriter


class GuardedRoute(APIRoute):
    """Lets in whom the doorkeeper knows, before anything else of a request is read."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            door = door_of(request)
            by = await _admitted(request.scope, door)
            request.scope["state"]["visit"] = Visit(by, door.services, door.writer)
            return await handle(request)

        return guarded


def visit_of(request: Request) -> Visit:
    """For a handler of a guarded route that asks for it by itself."""
    visit: Visit = request.scope["state"]["visit"]
    return visit


async def _visit(request: Request) -> Visit:
    return visit_of(request)


async def _door(request: Request) -> Door:
    return door_of(request)


Visiting = Annotated[Visit, Depends(_visit)]
Open = Annotated[Door, Depends(_door)]  # of a route that is public


def door_of(request: Request) -> Door:
    door: Door = request.app.state.door
    return door


async def _origin(request: Request) -> Origin:
    agent = request.headers.get("user-agent")
    return Origin(_address(request.scope), agent[:_AGENT_LENGTH] if agent else None)


async def _home(request: Request) -> str:
    door, scope = door_of(request), request.scope
    if door.public_url is not None:
        return door.public_url
    return f"{scope['scheme']}://{host_of(scope['headers']).decode()}{door.base_path}"


Origins = Annotated[Origin, Depends(_origin)]
Home = Annotated[str, Depends(_home)]  # our address, as links for others begin


def challenge(request: Request) -> str:
    """How to sign in, for a 401."""
    was_sent = "authorization" in request.headers or (
        door_of(request).cookie.found_in(request.scope["headers"]) is not None
    )
    return 'Bearer realm="taskyard"' + (', error="invalid_token"' if was_sent else "")


def _admitted(scope: Scope, door: Door) -> Awaitable[Person]:
    """The header wins: who sends one does not mean the cookie."""
    headers: RawHeaders = scope["headers"]
    doorkeeper = door.services.doorkeeper
    given = [value for key, value in headers if key == b"authorization"]
    if given:
        credential = _credential(given)
        if credential.startswith(LOCAL_TOKEN) and _is_passed_on(headers):
            raise Unauthenticated("the local token is good on the machine, not through a proxy")
        return doorkeeper.admit(credential, address=_address(scope))
    secret = door.cookie.found_in(headers)
    if not secret:
        raise Unauthenticated
    if why := why_not_with_cookie(scope):
        raise Forbidden(why)
    return doorkeeper.admit_cookie(secret, address=_address(scope))


def _credential(given: list[bytes]) -> str:
    if len(given) > 1:
        raise Unauthenticated("there are several Authorization headers")
    scheme, _, rest = given[0].partition(b" ")
    found = _CREDENTIAL.fullmatch(rest)
    if scheme.lower() not in _SCHEMES or found is None:
        raise Unauthenticated("the Authorization header must be: Bearer, a space, a token")
    return found[1].decode("ascii")


def _is_passed_on(headers: RawHeaders) -> bool:
    """A proxy on this machine is near; who sends through it is anywhere."""
    return any(key in _PASSED_ON for key, _ in headers)


def _address(scope: Scope) -> str | None:
    client = scope.get("client")
    return None if client is None else client[0]
