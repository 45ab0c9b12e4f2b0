"""What operators and their tools ask of the server itself."""

from typing import Literal

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app import __version__
from app.api.house import House
from app.api.replies import json_reply
from app.api.task_out import BASE, Out


class HealthOut(Out):
    status: Literal["ok"]


class ReadyOut(Out):
    ready: bool
    checks: dict[str, bool]


class VersionOut(Out):
    name: Literal["taskyard"]
    version: str
    api: Literal["v1"]


_HOME = {
    "name": "taskyard",
    "version": __version__,
    "links": {
        "tasks": f"{BASE}/tasks",
        "events": f"{BASE}/events",
        "docs": f"{BASE}/docs",
        "openapi": f"{BASE}/openapi.json",
    },
}


async def home(request: Request) -> Response:
    """Until there is a page here: browsers are shown the API, others are told where it is."""
    if "text/html" in request.headers.get("accept", ""):
        return RedirectResponse(f"{BASE}/docs", headers={"Vary": "Accept"})
    return json_reply(_HOME)


async def healthz() -> Response:
    return json_reply({"status": "ok"})


async def readyz(services: House) -> Response:
    checks = await services.health.ready()
    ready = all(checks.values())
    return json_reply({"ready": ready, "checks": checks}, 200 if ready else 503)


async def version() -> Response:
    return json_reply({"name": "taskyard", "version": __version__, "api": "v1"})


async def metrics(services: House) -> Response:
    from app.api import prometheus

    values = await services.health.metrics()
    return Response(
        prometheus.exposition(values), headers={"Content-Type": prometheus.CONTENT_TYPE}
    )
