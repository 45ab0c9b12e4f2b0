"""What a request must be before anything looks at it, and what every reply carries.

Nothing here says who may do what: that is decided by the services.
"""

import logging
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.headers import ALWAYS, CSP, NOTHING, RawHeaders, first
from app.api.problem import problem
from app.core.errors import ShuttingDown

_log = logging.getLogger(__name__)

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_OWN_SITES = frozenset({b"same-origin", b"none"})
_REQUEST_ID = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._:/+=@-]{0,127}")
_NO_HOST = "the Host header names no host of this server; TASKYARD_ALLOWED_HOSTS can add one"
_AS_JSON = "send the body as JSON, with the header Content-Type: application/json"
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")

MEBIBYTE = 1024 * 1024
BODY_LIMIT = MEBIBYTE
BATCH_LIMIT = 16 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Refusal:
    status: int
    code: str
    detail: str
    headers: dict[str, str] | None = None


def hosts_of(port: int, allowed: Iterable[str]) -> frozenset[bytes]:
    """Every Host header we answer to: each name with the server's port and without one."""
    names = [host.strip().lower() for host in (*_LOOPBACK, *allowed)]
    return frozenset(form.encode() for name in names for form in (name, f"{name}:{port}"))


class Guard:
    """First in line. `larger` are the body limits of single paths; `is_closing` says that
    the server takes nothing new any more."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: frozenset[bytes],
        max_body: int,
        larger: dict[str, int],
        is_closing: Callable[[], bool],
    ) -> None:
        self._app = app
        self._hosts = hosts
        self._max_body = max_body
        self._larger = larger
        self._is_closing = is_closing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        ident = _request_id(scope["headers"])
        scope = _without_last_slash(scope)
        scope["state"] = {**scope.get("state", {}), "request_id": ident.decode()}
        reply = _Reply(send, ident)
        refusal = self._refusal(scope)
        if refusal is not None:
            await _refuse(scope, refusal)(scope, receive, reply)
            return
        try:
            await self._app(scope, self._limited(scope, receive), reply)
        except Exception:
            # The stack is for the log; the client gets the id to ask about.
            _log.exception("request failed", extra={"request_id": ident.decode()})
            if reply.started:
                raise  # half a reply is out: the connection must break, not end well
            await problem(scope, 500, "internal", "something went wrong here")(
                scope, receive, reply
            )

    def _refusal(self, scope: Scope) -> Refusal | None:
        headers: RawHeaders = scope["headers"]
        host = _host(headers)
        if host not in self._hosts:
            return Refusal(421, "misdirected-request", _NO_HOST)
        if scope["method"] in SAFE:
            return None
        return (
            _foreign(headers, host)
            or self._not_now()
            or _not_json(headers)
            or self._declared_too_large(scope)
        )

    def _not_now(self) -> Refusal | None:
        if not self._is_closing():
            return None
        closing = ShuttingDown()
        return Refusal(503, closing.code, closing.detail, {"Retry-After": str(closing.retry_after)})

    def _declared_too_large(self, scope: Scope) -> Refusal | None:
        length = first(scope["headers"], b"content-length")
        limit = self._body_limit(scope)
        if length is None or not length.isdigit() or int(length) <= limit:
            return None
        # The body is not read, so the connection cannot be used again.
        return Refusal(413, "too-large", _too_large(limit), {"Connection": "close"})

    def _limited(self, scope: Scope, receive: Receive) -> Receive:
        if scope["method"] in SAFE:
            return receive
        limit = self._body_limit(scope)
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise HTTPException(413, _too_large(limit), {"Connection": "close"})
            return message

        return counted

    def _body_limit(self, scope: Scope) -> int:
        return self._larger.get(scope["path"], self._max_body)


class _Reply:
    """Passes a reply on with the headers every reply has."""

    __slots__ = ("_ident", "_send", "started")

    def __init__(self, send: Send, ident: bytes) -> None:
        self._send = send
        self._ident = ident
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            own: RawHeaders = message.get("headers", [])
            extra = [*ALWAYS, (b"x-request-id", self._ident)]
            if first(own, CSP) is None:
                extra.append(NOTHING)
            message["headers"] = [*own, *extra]
        await self._send(message)


def _without_last_slash(scope: Scope) -> Scope:
    """`/tasks/` is `/tasks`: a redirect would lose the body of a POST on the way."""
    path: str = scope["path"]
    return {**scope, "path": path[:-1]} if len(path) > 1 and path[-1] == "/" else scope


def _refuse(scope: Scope, refusal: Refusal) -> Response:
    return problem(scope, refusal.status, refusal.code, refusal.detail, headers=refusal.headers)


def _request_id(headers: RawHeaders) -> bytes:
    given = first(headers, b"x-request-id")
    if given is not None and _REQUEST_ID.fullmatch(given):
        return given
    return os.urandom(8).hex().encode()


def _host(headers: RawHeaders) -> bytes:
    """The one Host header; empty when there is none, or more than one."""
    hosts = [value for key, value in headers if key == b"host"]
    return hosts[0].lower() if len(hosts) == 1 else b""


def _foreign(headers: RawHeaders, host: bytes) -> Refusal | None:
    """A page of another origin may not make this browser change anything here.

    `same-site` is foreign as well: every port of localhost is one site.
    """
    site = first(headers, b"sec-fetch-site")
    origin = first(headers, b"origin")
    if site is not None and site.lower() not in _OWN_SITES:
        return Refusal(403, "forbidden", "requests from pages of another site are refused")
    if origin is not None and origin.lower().partition(b"://")[2] != host:
        return Refusal(403, "forbidden", "the Origin header is not this server's")
    return None


def _not_json(headers: RawHeaders) -> Refusal | None:
    has_body = (
        first(headers, b"transfer-encoding") is not None
        or (first(headers, b"content-length") or b"0") != b"0"
    )
    kind = (first(headers, b"content-type") or b"").partition(b";")[0].strip().lower()
    if not has_body or kind == b"application/json":
        return None
    return Refusal(415, "unsupported-media-type", _AS_JSON)


def _too_large(limit: int) -> str:
    return f"the body may have at most {limit} bytes"
