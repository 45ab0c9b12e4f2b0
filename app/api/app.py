"""The web layer in one piece."""

import asyncio
from collections.abc import Iterable
from functools import partial

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.requests import Request
from starlette.responses import Response

from app.api import errors, spec
from app.api.guards import BATCH_LIMIT, BODY_LIMIT, Guard, hosts_of
from app.api.replies import json_reply
from app.api.routes import add_routes
from app.api.task_out import BASE
from app.services.house import Services

_SILENT = TelemetryConfig(
    tracing=False, metrics=False, logs=False, operation_spans=False, auto_configure=False
)


def build(
    services: Services,
    *,
    port: int,
    allowed_hosts: Iterable[str] = (),
    max_body: int = BODY_LIMIT,
    max_batch_body: int = BATCH_LIMIT,
) -> FastAPI:
    """`port` is the one clients see: their Host header carries it."""
    app = FastAPI(
        title="Taskyard",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=_SILENT,
    )
    app.state.services = services
    add_routes(app)
    app.openapi = partial(spec.document, app)  # type: ignore[method-assign]
    app.add_route(f"{BASE}/openapi.json", _openapi, include_in_schema=False)
    errors.register(app)
    app.add_middleware(
        Guard,
        hosts=hosts_of(port, allowed_hosts),
        max_body=max_body,
        larger={f"{BASE}/tasks/batch": max_batch_body},
        is_closing=lambda: services.health.closing,
    )
    return app


async def _openapi(request: Request) -> Response:
    # Made on the first call, which takes too long for the loop.
    return json_reply(await asyncio.to_thread(request.app.openapi))
