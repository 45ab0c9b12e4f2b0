"""The OpenAPI document: what FastAPI derives, and our one form of errors."""

from collections.abc import Iterator
from typing import Any, Literal

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app import __version__
from app.api.events import EventOut
from app.api.log_lines import LineOut, LinesOut
from app.api.log_stream import LogEndOut
from app.api.origins import SAFE
from app.api.problem import MEDIA_TYPE, ProblemOut
from app.api.route_notes import ERRORS
from app.api.task_out import BASE
from app.api.visit import Door, GuardedRoute

SUMMARY = "Runs shell commands, shows them live, and keeps the tasks of people beside them."
TAGS = [
    {"name": "Tasks", "description": "Make, list, change, cancel and run tasks again."},
    {"name": "Work", "description": "What people do with the tasks that are theirs to do."},
    {"name": "Output", "description": "What a task wrote: read it, search it, follow it."},
    {"name": "Events", "description": "Everything that happens to tasks, as it happens."},
    {"name": "Statistics", "description": "How many there were, how long they waited and took."},
    {"name": "Identity", "description": "Ways in: sign in and out, sessions, API tokens."},
    {"name": "People", "description": "Accounts, invites, and who did what."},
    {"name": "Meta", "description": "The server itself."},
]
_REFS = "#/components/schemas/{model}"
# Beside what the routes name: errors, and what the messages of the streams hold.
_MODELS: list[tuple[type[BaseModel], Literal["serialization"]]] = [
    (ProblemOut, "serialization"),
    (EventOut, "serialization"),
    (LineOut, "serialization"),
    (LinesOut, "serialization"),
    (LogEndOut, "serialization"),
]
_REPLIES = {
    400: "MalformedJson",
    401: "Unauthenticated",
    403: "Forbidden",
    404: "NotFound",
    409: "Conflict",
    412: "PreconditionFailed",
    413: "TooLarge",
    415: "UnsupportedMediaType",
    421: "MisdirectedRequest",
    422: "Invalid",
    429: "RateLimited",
    500: "Internal",
    503: "Unavailable",
    507: "StorageFull",
}
_DESCRIPTIONS = {
    400: "The body is not JSON.",
    401: "Nobody we know: no credential, or one that is not good any more.",
    403: "Your role or token may not do this, or a page of another origin asked.",
    404: "There is no such thing.",
    409: "Not in the state it is in: `conflict`, `task-finished` or `task-active`.",
    412: "It has another version by now.",
    413: "The body is too large.",
    415: "The body is not application/json.",
    421: "The Host header names no host of this server.",
    422: "Some of the input cannot be taken: `validation` says what, or `idempotency-key-reused`.",
    429: "Too many streams are open, or it was tried too often.",
    500: "A fault of the server; its log has more under the request's id.",
    503: "Not now: `queue-full`, `busy` or `shutting-down`; `Retry-After` says when to try again.",
    507: "The disk is full.",
}


_KNOWN = {401, 403}


def document(app: FastAPI) -> dict[str, Any]:
    """Made once, then kept where FastAPI looks for it."""
    if app.openapi_schema is None:
        app.openapi_schema = _document(app)
    return app.openapi_schema


def _document(app: FastAPI) -> dict[str, Any]:
    door: Door = app.state.door
    spec = get_openapi(
        title="Taskyard",
        version=__version__,
        summary=SUMMARY,
        routes=app.routes,
        tags=TAGS,
        servers=[{"url": door.base_path or "/"}],
    )
    guarded = {r.operation_id for r in app.routes if isinstance(r, GuardedRoute)}
    schemas = spec["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    _, definitions = models_json_schema(_MODELS, ref_template=_REFS)
    schemas.update(definitions["$defs"])
    used: set[int] = set()
    for path, method, operation in _operations(spec):
        is_guarded = operation["operationId"] in guarded
        operation["security"] = [{name: []} for name in _ways(door)] if is_guarded else []
        statuses = _errors_of(path, method, operation) | (_KNOWN if is_guarded else set())
        used |= statuses
        replies = operation["responses"]
        replies.pop("422", None)  # FastAPI's own form of it
        for status in sorted(statuses):
            replies[str(status)] = {"$ref": f"#/components/responses/{_REPLIES[status]}"}
    spec["components"]["responses"] = {_REPLIES[s]: _reply(s) for s in sorted(used)}
    spec["components"]["securitySchemes"] = _ways(door)
    return spec


def _ways(door: Door) -> dict[str, dict[str, Any]]:
    """How to say who you are; any one of them is enough."""
    token_url = f"{door.base_path}{BASE}/auth/token"
    return {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "An API token, an access token, or what `taskyard token` prints.",
        },
        "password": {
            "type": "oauth2",
            "description": "Your e-mail or username, and your password. Leave the client empty.",
            "flows": {"password": {"tokenUrl": token_url, "scopes": {}}},
        },
        "cookie": {
            "type": "apiKey",
            "in": "cookie",
            "name": door.cookie.name,
            "description": "A browser that signed in on a page of ours sends it by itself.",
        },
    }


def _operations(spec: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            yield path, method.upper(), operation


def _errors_of(path: str, method: str, operation: dict[str, Any]) -> set[int]:
    """What follows from the form of an operation, and what its route adds."""
    statuses = {421, 500, *ERRORS.get(operation["operationId"], ())}
    if "{" in path:
        statuses.add(404)
    if "parameters" in operation:
        statuses.add(422)
    if method not in SAFE:
        statuses |= {403, 413, 415, 503}
    if "requestBody" in operation:
        statuses |= {400, 422}
    return statuses


def _reply(status: int) -> dict[str, Any]:
    return {
        "description": _DESCRIPTIONS[status],
        "content": {MEDIA_TYPE: {"schema": {"$ref": _REFS.format(model="ProblemOut")}}},
    }
