"""What a request must be before anything looks at it, and what every reply carries.

Nothing here says who may do what: that is decided by the services.
"""

import logging
import os
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.headers import ALWAYS, CACHE, CSP, HSTS, NOTHING, UNKEPT, RawHeaders, first
from app.api.origins import SAFE, Origins, host_of
from app.api.problem import problem
from app.core.errors import ShuttingDown

_log = logging.getLogger(__name__)

_REQUEST_ID = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._:/+=@-]{0,127}")
_NO_HOST = "the Host header names no host of this server; TASKYARD_ALLOWED_HOSTS can add one"
_AS_JSON = "send the body as JSON, with the header Content-Type: application/json"
_AS_FORM = "send the body as a form, with Content-Type: application/x-www-form-urlencoded"
_JSON, _FORM = b"application/json", b"application/x-www-form-urlencoded"

MEBIBYTE = 1024 * 1024
BODY_LIMIT = MEBIBYTE
BATCH_LIMIT = 16 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Refusal:
    status: int
    code: str
    detail: str
    headers: dict[str, str] | None = None


class Guard:
    """First in line. `limits` are the body limits of single paths, `forms` the paths that take
    a form instead of JSON, `pages` those where a slash at the end is told from none;
    `is_closing` says that the server takes nothing new any more."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        origins: Origins,
        base_path: str,
        max_body: int,
        limits: Mapping[str, int],
        forms: Collection[str],
        pages: Collection[str],
        is_closing: Callable[[], bool],
    ) -> None:
        self._app = app
        self._origins = origins
        self._base_path = base_path
        self._max_body = max_body
        self._limits = limits
        self._forms = forms
        self._pages = pages
        self._is_closing = is_closing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        ident = _request_id(scope["headers"])
        state = {**scope.get("state", {}), "request_id": ident.decode()}
        path = self._own_path(scope["path"])
        scope = {**scope, "path": path, "root_path": self._base_path, "state": state}
        host = host_of(scope["headers"])
        always = [*ALWAYS, HSTS] if self._origins.is_only_secure(host) else ALWAYS
        reply = _Reply(send, [*always, (b"x-request-id", ident)])
        refusal = self._refusal(scope, host)
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

    def _own_path(self, path: str) -> str:
        """Without the base path, which some proxies take away and some do not; and
        `/tasks/` is `/tasks`: a redirect would lose the body of a POST on the way."""
        base = self._base_path
        if base and (path == base or path.startswith(f"{base}/")):
            path = path[len(base) :] or "/"
        if len(path) > 1 and path[-1] == "/" and path[:-1] not in self._pages:
            return path[:-1]
        return path

    def _refusal(self, scope: Scope, host: bytes) -> Refusal | None:
        headers: RawHeaders = scope["headers"]
        if not self._origins.knows(host):
            return Refusal(421, "misdirected-request", _NO_HOST)
        if scope["method"] in SAFE:
            return None
        return (
            self._foreign(headers)
            or self._not_now()
            or _not_in_form(headers, is_form=scope["path"] in self._forms)
            or self._declared_too_large(scope)
        )

    def _foreign(self, headers: RawHeaders) -> Refusal | None:
        why = self._origins.why_foreign(headers)
        return None if why is None else Refusal(403, "forbidden", why)

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
        return self._limits.get(scope["path"], self._max_body)


class _Reply:
    """Passes a reply on with the headers every reply has."""

    __slots__ = ("_always", "_send", "started")

    def __init__(self, send: Send, always: RawHeaders) -> None:
        self._send = send
        self._always = always
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            own: RawHeaders = message.get("headers", [])
            extra = list(self._always)
            if first(own, CSP) is None:
                extra.append(NOTHING)
            # What somebody may see is nobody else's, also not the next one's at this browser.
            if first(own, CACHE) is None:
                extra.append(UNKEPT)
            message["headers"] = [*own, *extra]
        await self._send(message)


def _refuse(scope: Scope, refusal: Refusal) -> Response:
    return problem(scope, refusal.status, refusal.code, refusal.detail, headers=refusal.headers)


def _request_id(headers: RawHeaders) -> bytes:
    given = first(headers, b"x-request-id")
    if given is not None and _REQUEST_ID.fullmatch(given):
        return given
    return os.urandom(8).hex().encode()


def _not_in_form(headers: RawHeaders, *, is_form: bool) -> Refusal | None:
    has_body = (
        first(headers, b"transfer-encoding") is not None
        or (first(headers, b"content-length") or b"0") != b"0"
    )
    kind = (first(headers, b"content-type") or b"").partition(b";")[0].strip().lower()
    if not has_body or kind == (_FORM if is_form else _JSON):
        return None
    return Refusal(415, "unsupported-media-type", _AS_FORM if is_form else _AS_JSON)


def _too_large(limit: int) -> str:
    return f"the body may have at most {limit} bytes"
