"""What operators and their tools ask of the server itself."""

from typing import Literal

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app import __version__
from app.api.replies import json_reply
from app.api.task_out import Out
from app.api.visit import Open, Visiting


class HealthOut(Out):
    status: Literal["ok"]


class ReadyOut(Out):
    ready: bool
    checks: dict[str, bool]


class VersionOut(Out):
    name: Literal["taskyard"]
    version: str
    api: Literal["v1"]


async def home(request: Request, door: Open) -> Response:
    """Until there is a page here: browsers are shown the API, others are told where it is."""
    link = door.writer.link
    if "text/html" in request.headers.get("accept", ""):
        return RedirectResponse(link("/docs"), headers={"Vary": "Accept"})
    links = {
        "tasks": link("/tasks"),
        "events": link("/events"),
        "docs": link("/docs"),
        "openapi": link("/openapi.json"),
    }
    return json_reply({"name": "taskyard", "version": __version__, "links": links})


async def healthz() -> Response:
    return json_reply({"status": "ok"})


async def readyz(door: Open) -> Response:
    checks = await door.services.health.ready()
    ready = all(checks.values())
    return json_reply({"ready": ready, "checks": checks}, 200 if ready else 503)


async def version() -> Response:
    return json_reply({"name": "taskyard", "version": __version__, "api": "v1"})


async def metrics(visit: Visiting) -> Response:
    from app.api import prometheus

    values = await visit.services.health.metrics(by=visit.by)
    return Response(
        prometheus.exposition(values), headers={"Content-Type": prometheus.CONTENT_TYPE}
    )
