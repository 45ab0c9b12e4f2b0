"""What a request went through on its way here, taken off before anything looks at it."""

from collections.abc import Sequence

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

_IPV4_IN_IPV6 = "::ffff:"


def front(app: ASGIApp, *, base_path: str, trusted_proxies: Sequence[str]) -> ASGIApp:
    """`trusted_proxies` are addresses and networks; of all others the X-Forwarded headers are
    ignored, and with none of them of everybody."""
    if base_path:
        app = _AtBase(app, base_path)
    if trusted_proxies:
        app = ProxyHeadersMiddleware(app, list(trusted_proxies))  # type: ignore[arg-type, assignment]
    return _PlainAddresses(app)


class _AtBase:
    """A proxy may pass the base path on or take it off; those on this machine never have one."""

    def __init__(self, app: ASGIApp, base_path: str) -> None:
        self._app = app
        self._base_path = base_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(self._base_path):
            rest = scope["path"][len(self._base_path) :]
            if rest[:1] in ("", "/"):
                scope = {**scope, "path": rest or "/"}
        await self._app(scope, receive, send)


class _PlainAddresses:
    """A socket for IPv6 names its IPv4 clients ::ffff:192.0.2.1: nobody would know them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = scope.get("client")
        if client is not None and client[0].startswith(_IPV4_IN_IPV6):
            scope["client"] = (client[0][len(_IPV4_IN_IPV6) :], client[1])
        await self._app(scope, receive, send)
