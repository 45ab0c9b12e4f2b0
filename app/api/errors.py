"""What each expected error means in HTTP. The only status table there is."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from app.api.faults import fault_of, located, summary
from app.api.problem import problem
from app.api.visit import challenge
from app.core import errors

_log = logging.getLogger(__name__)

STATUSES: dict[type[errors.AppError], HTTPStatus] = {
    errors.AppError: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.Unauthenticated: HTTPStatus.UNAUTHORIZED,
    errors.Forbidden: HTTPStatus.FORBIDDEN,
    errors.Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.PreconditionFailed: HTTPStatus.PRECONDITION_FAILED,
    errors.IdempotencyKeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.RateLimited: HTTPStatus.TOO_MANY_REQUESTS,
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


# Why a body could not be read, where the reader has no better word for it.
_UNREAD: dict[type[BaseException], str] = {
    RecursionError: "the body is nested too deeply",
    UnicodeDecodeError: "the body is not UTF-8",
    ValueError: "a number in the body has too many digits",
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
        headers=_headers(request, error),
    )


def _problems(error: errors.AppError) -> list[dict[str, str]]:
    if isinstance(error, errors.Invalid | errors.NameTaken):
        return [located(*it) for it in error.problems]
    return []


def _headers(request: Request, error: errors.AppError) -> dict[str, str] | None:
    if isinstance(error, errors.Unauthenticated):
        return {"WWW-Authenticate": challenge(request)}
    if isinstance(error, errors.Unavailable):
        return {"Retry-After": str(error.retry_after)}
    return None


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = _CODES.get(error.status_code, "internal")
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(_methods_at(request))
        detail = f"{request.method} is not possible here, only {headers['Allow']}"
    elif error.status_code == HTTPStatus.NOT_FOUND:
        detail = f"nothing is at {request.url.path}"
    elif error.status_code == HTTPStatus.BAD_REQUEST:
        detail = _unread(error.__cause__)
    else:
        detail = error.detail
    return problem(request.scope, error.status_code, code, detail, headers=headers)


def _unread(cause: BaseException | None) -> str:
    known = (text for kind, text in _UNREAD.items() if isinstance(cause, kind))
    return next(known, "the body could not be read")


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
    faults = [fault_of(it, request.scope.get("route")) for it in found[:100]]
    return problem(request.scope, 422, "validation", summary(faults), errors=faults)


def _json_detail(fault: Mapping[str, Any]) -> str:
    return f"the body is not JSON: {fault['ctx']['error']} at character {fault['loc'][-1]}"
