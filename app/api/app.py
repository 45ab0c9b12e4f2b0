"""The web layer in one piece."""

import asyncio
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.requests import Request
from starlette.responses import Response

from app.api import errors, spec
from app.api.cookies import SessionCookie
from app.api.guards import BATCH_LIMIT, BODY_LIMIT, Guard
from app.api.origins import Origins
from app.api.replies import json_reply
from app.api.routes import add_routes
from app.api.spa import Page
from app.api.task_out import BASE, TaskWriter
from app.api.visit import Door
from app.services.house import Services

# Read before anybody is known: no more than an account takes.
_OPEN_LIMIT = 16 * 1024
_FORM_LIMIT = 4 * 1024
_OPEN = ("login", "refresh", "register", "setup")
_SILENT = TelemetryConfig(
    tracing=False, metrics=False, logs=False, operation_spans=False, auto_configure=False
)


def build(
    services: Services,
    *,
    writer: TaskWriter,
    port: int,
    cookie: SessionCookie | None = None,
    allowed_hosts: Iterable[str] = (),
    public_url: str | None = None,
    max_body: int = BODY_LIMIT,
    max_batch_body: int = BATCH_LIMIT,
    page: Path | None = None,
) -> FastAPI:
    """`port` is the one clients see: their Host header carries it. `public_url` has no slash
    at its end; its path is where a proxy shows us. `page` is the folder the client was
    built into."""
    public = urlsplit(public_url or "")
    cookie = cookie or SessionCookie()
    app = FastAPI(
        title="Taskyard",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=_SILENT,
    )
    app.state.door = Door(
        services, writer, cookie, Page(page, public.path), public.path, public_url
    )
    add_routes(app)
    app.openapi = partial(spec.document, app)  # type: ignore[method-assign]
    app.add_route(f"{BASE}/openapi.json", _openapi, include_in_schema=False)
    errors.register(app)
    app.add_middleware(
        Guard,
        origins=Origins.of(port, allowed_hosts, public, secure=cookie.secure),
        base_path=public.path,
        max_body=max_body,
        limits={
            f"{BASE}/tasks/batch": max_batch_body,
            f"{BASE}/auth/token": _FORM_LIMIT,
            **{f"{BASE}/auth/{name}": min(_OPEN_LIMIT, max_body) for name in _OPEN},
        },
        forms={f"{BASE}/auth/token"},
        pages={f"{BASE}/docs"},
        is_closing=lambda: services.health.closing,
    )
    return app


async def _openapi(request: Request) -> Response:
    # Made on the first call, which takes too long for the loop.
    return json_reply(await asyncio.to_thread(request.app.openapi))
