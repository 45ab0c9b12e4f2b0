"""The one form of every error reply: RFC 9457 problem details."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson
from pydantic import BaseModel, Field
from starlette.responses import Response
from starlette.types import Scope

MEDIA_TYPE = "application/problem+json"


class Fault(BaseModel):
    """What is wrong with one part of the request."""

    pointer: str | None = Field(default=None, description="Where in the body (RFC 6901).")
    parameter: str | None = Field(default=None, description="Which query parameter or header.")
    code: str
    detail: str


class ProblemOut(BaseModel):
    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str = Field(description="The last part of `type`; it never changes.")
    error: str = Field(description="The same as `detail`.")
    request_id: str
    errors: list[Fault] | None = Field(
        default=None, description="What is wrong where, if that can be told."
    )


# Several codes share a status; a title belongs to its code.
_TITLES = {
    "validation": "Some of the input cannot be taken",
    "malformed-json": "The body is not JSON",
    "unsupported-media-type": "Only application/json is taken",
    "unauthenticated": "Sign in first",
    "forbidden": "Not allowed",
    "not-found": "Not found",
    "method-not-allowed": "Not possible here",
    "misdirected-request": "This server does not answer to that name",
    "conflict": "In conflict with the current state",
    "task-finished": "The task has finished",
    "task-active": "The task has not finished",
    "precondition-failed": "It has changed in the meantime",
    "idempotency-key-reused": "The Idempotency-Key was used for something else",
    "too-large": "Too large",
    "rate-limited": "Too many, or too often",
    "queue-full": "The queue is full",
    "busy": "The server is busy",
    "storage-full": "No space left",
    "shutting-down": "The server is shutting down",
    "internal": "Something went wrong here",
}


def problem(
    scope: Scope,
    status: int,
    code: str,
    detail: str,
    *,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    body: dict[str, Any] = {
        "type": f"/problems/{code}",
        "title": _TITLES.get(code, HTTPStatus(status).phrase),
        "status": status,
        "detail": detail,
        "instance": scope.get("root_path", "") + scope["path"],
        "code": code,
        "error": detail,
        "request_id": request_id(scope),
    }
    if errors:
        body["errors"] = errors
    # A path is bytes of the client's choosing: what is not UTF-8 in it is escaped.
    return Response(_dumps(body), status, headers, MEDIA_TYPE)


def request_id(scope: Scope) -> str:
    return str(scope.get("state", {}).get("request_id", ""))


def _dumps(body: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(body)
    except orjson.JSONEncodeError:
        return orjson.dumps(_printable(body))


def _printable(value: Any) -> Any:
    match value:
        case str():
            return value.encode("utf-8", "backslashreplace").decode()
        case dict():
            return {key: _printable(member) for key, member in value.items()}
        case list() | tuple():
            return [_printable(member) for member in value]
        case _:
            return value
