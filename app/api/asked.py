"""What a request asks for in its headers."""

import re
from typing import Any

from starlette.requests import Request

from app.core.errors import Invalid, PreconditionFailed

LONGEST_WAIT = 60
_WAIT = re.compile(r"(?:^|[,;\s])wait\s*=\s*\"?([0-9]{1,9})", re.ASCII)
_VERSION = re.compile(r'\s*"([0-9]{1,18})"\s*', re.ASCII)
_KEY = re.compile(r"[\x21-\x7e]{1,255}")

# What handlers read by themselves, for the OpenAPI document.
IDEMPOTENCY_KEY: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Sent again with the same body within 24 hours, it gets the first reply again.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
}
PREFER: dict[str, Any] = {
    "name": "Prefer",
    "in": "header",
    "description": "`wait=20`: reply when it has ended, or after 20 seconds (at most 60).",
    "schema": {"type": "string"},
}


def idempotency_key(request: Request) -> str | None:
    key = request.headers.get("idempotency-key")
    if key is not None and not _KEY.fullmatch(key):
        raise Invalid([("Idempotency-Key", "invalid", "must be 1 to 255 visible characters")])
    return key


def preferred_wait(request: Request) -> int | None:
    """The seconds a client would wait for the end; None when it would not."""
    prefer = request.headers.get("prefer")
    found = _WAIT.search(prefer) if prefer is not None else None
    return None if found is None else min(int(found[1]), LONGEST_WAIT)


def version_wanted(if_match: str | None) -> int | None:
    """The version a change is meant for; None for any. A weak tag is no guard, so it fails."""
    if if_match is None or if_match.strip() == "*":
        return None
    found = _VERSION.fullmatch(if_match)
    if found is None:
        raise PreconditionFailed("If-Match must be one version in quotes, as the ETag gives it")
    return int(found[1])
