"""What operators and their tools ask of the server itself."""

from typing import Literal

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app import __version__
from app.api.pages import wants_page
from app.api.replies import json_reply
from app.api.task_out import Out
from app.api.visit import Door, Open, Visiting


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
    """Who does not ask for a page is told what there is."""
    if wants_page(request):
        return door.page.index()
    return _way(door)


async def api_home(request: Request, door: Open) -> Response:
    if wants_page(request):
        return RedirectResponse(door.writer.link("/docs"), headers={"Vary": "Accept"})
    return _way(door)


def _way(door: Door) -> Response:
    link = door.writer.link
    links = {
        "tasks": link("/tasks"),
        "events": link("/events"),
        "docs": link("/docs"),
        "openapi": link("/openapi.json"),
    }
    members = {"name": "taskyard", "version": __version__, "links": links}
    return json_reply(members, headers={"Vary": "Accept"})


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
