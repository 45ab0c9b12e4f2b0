"""The OpenAPI document: what FastAPI derives, and our one form of errors."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app import __version__
from app.api.guards import SAFE
from app.api.problem import MEDIA_TYPE, Fault, ProblemOut
from app.api.routes import ERRORS

SUMMARY = "Runs shell commands, and shows them live."
TAGS = [
    {"name": "Tasks", "description": "Make, list, change, cancel and run tasks again."},
    {"name": "Output", "description": "What a task wrote: read it, search it, follow it."},
    {"name": "Events", "description": "Everything that happens to tasks, as it happens."},
    {"name": "Meta", "description": "The server itself."},
]
_REFS = "#/components/schemas/{model}"


def document(app: FastAPI) -> dict[str, Any]:
    """Made once, then kept where FastAPI looks for it."""
    if app.openapi_schema is None:
        app.openapi_schema = _document(app)
    return app.openapi_schema


def _document(app: FastAPI) -> dict[str, Any]:
    spec = get_openapi(
        title="Taskyard", version=__version__, summary=SUMMARY, routes=app.routes, tags=TAGS
    )
    schemas = spec["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for model in (ProblemOut, Fault):
        schema = model.model_json_schema(ref_template=_REFS)
        schema.pop("$defs", None)
        schemas[model.__name__] = schema
    used: set[int] = set()
    for path, method, operation in _operations(spec):
        statuses = _errors_of(path, method, operation)
        used |= statuses
        replies = operation["responses"]
        replies.pop("422", None)  # FastAPI's own form of it
        for status in sorted(statuses):
            replies[str(status)] = {"$ref": f"#/components/responses/{_name(status)}"}
    spec["components"]["responses"] = {_name(s): _reply(s) for s in sorted(used)}
    return spec


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


def _name(status: int) -> str:
    return HTTPStatus(status).phrase.title().replace(" ", "").replace("-", "")


def _reply(status: int) -> dict[str, Any]:
    return {
        "description": HTTPStatus(status).phrase,
        "content": {MEDIA_TYPE: {"schema": {"$ref": _REFS.format(model="ProblemOut")}}},
    }
