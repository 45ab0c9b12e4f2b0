"""What each expected error means in HTTP. The only status table there is."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from app.api.problem import problem
from app.core import errors

_log = logging.getLogger(__name__)

STATUSES: dict[type[errors.AppError], HTTPStatus] = {
    errors.AppError: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.PreconditionFailed: HTTPStatus.PRECONDITION_FAILED,
    errors.IdempotencyKeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.TooManyStreams: HTTPStatus.TOO_MANY_REQUESTS,
    errors.StorageFull: HTTPStatus.INSUFFICIENT_STORAGE,
}

# What the router and the web layer refuse by themselves.
_CODES = {
    400: "malformed-json",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    415: "unsupported-media-type",
    421: "misdirected-request",
}

# Pydantic's words for what is wrong → ours; what is not listed is `invalid`.
_FAULTS = {
    "missing": "required",
    "extra_forbidden": "unknown",
    "string_too_long": "too-long",
    "too_long": "too-long",
    "string_too_short": "too-short",
    "too_short": "too-short",
    "greater_than_equal": "too-small",
    "less_than_equal": "too-large",
    "required": "required",
    "too_large": "too-large",
    "conflict": "conflict",
}


def status_of(error: type[errors.AppError]) -> HTTPStatus:
    return next(STATUSES[cls] for cls in error.__mro__ if cls in STATUSES)


def register(app: FastAPI) -> None:
    app.add_exception_handler(errors.AppError, _expected)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _unreadable)


async def _expected(request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.AppError)
    return problem(
        request.scope,
        status_of(type(error)),
        error.code,
        error.detail,
        errors=_problems(error),
        headers=_retry(error),
    )


def _problems(error: errors.AppError) -> list[dict[str, str]]:
    return [_located(*it) for it in error.problems] if isinstance(error, errors.Invalid) else []


def _retry(error: errors.AppError) -> dict[str, str] | None:
    if not isinstance(error, errors.Unavailable):
        return None
    return {"Retry-After": str(error.retry_after)}


def _located(where: str, code: str, detail: str) -> dict[str, str]:
    kind = "parameter" if where and not where.startswith("/") else "pointer"
    return {kind: where, "code": code, "detail": detail}


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = _CODES.get(error.status_code, "internal")
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(_methods_at(request))
        detail = f"{request.method} is not possible here; {headers['Allow']} is"
    elif error.status_code == HTTPStatus.NOT_FOUND:
        detail = f"nothing is at {request.url.path}"
    else:
        detail = error.detail
    return problem(request.scope, error.status_code, code, detail, headers=headers)


def _methods_at(request: Request) -> list[str]:
    # The router names the methods of the first route only; a path may have several.
    here = (
        getattr(route, "methods", None) or ()
        for route in request.app.router.routes
        if route.matches(request.scope)[0] is not Match.NONE
    )
    return sorted({method for methods in here for method in methods})


async def _unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    if any(it["type"] == "json_invalid" for it in found):
        return problem(request.scope, 400, "malformed-json", _json_detail(found[0]))
    faults = [_fault(it) for it in found[:100]]
    return problem(request.scope, 422, "validation", _summary(faults), errors=faults)


def _json_detail(fault: Mapping[str, Any]) -> str:
    return f"the body is not JSON: {fault['ctx']['error']} at character {fault['loc'][-1]}"


def _fault(fault: Mapping[str, Any]) -> dict[str, str]:
    code = _FAULTS.get(fault["type"], "invalid")
    return _located(_where(fault["loc"]), code, _sentence(fault))


def _where(loc: Sequence[str | int]) -> str:
    """A pointer into the body, or the name of the parameter or header."""
    if loc[0] != "body":
        return str(loc[1])
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in loc[1:])


def _sentence(fault: Mapping[str, Any]) -> str:
    match fault["type"]:
        case "missing":
            return "is required"
        case "extra_forbidden":
            return "is not known here"
        case _:
            message = str(fault["msg"])
            return message[:1].lower() + message[1:]


def _summary(faults: Sequence[Mapping[str, str]]) -> str:
    return "; ".join(f"{_place(it)} {it['detail']}" for it in faults[:5])


def _place(fault: Mapping[str, str]) -> str:
    if "parameter" in fault:
        return f"{fault['parameter']}:"
    return f"{fault['pointer']}:" if fault["pointer"] else "the body"
