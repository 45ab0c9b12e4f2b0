"""What the OpenAPI document says of single operations, beside their form."""

from typing import Any

from app.api import audit, auth, logs, meta, verbs
from app.api.asked import IDEMPOTENCY_KEY, PREFER
from app.api.sse import EventStream

_MODELS = "#/components/schemas/"

# What an operation may refuse beyond what its form says (see spec.py).
ERRORS: dict[str, set[int]] = {
    "create_task": {507},
    "create_tasks": {507},
    "rerun_task": {507},
    "change_task": {409, 412},
    "delete_task": {409},
    "cancel_task": {409},
    "cancel_task_with_reason": {409},
    "get_result": {409},
    "stream_logs": {429, 503},
    "stream_events": {429, 503},
    "login": {401, 429},
    "token": {401, 429},
    "refresh": {401, 429},
    "logout": {409},
    "register": {403, 409, 429},
    "set_up": {403, 409, 429},
    "change_me": {409, 429},
    "create_user": {409, 429},
    "change_user": {409, 412, 429},
    "delete_user": {409},
    "create_invite": {409, 429},
    "revoke_invite": {409},
    "create_token": {409, 429},
    "rotate_key": {409},
}


def _stream_of(model: str) -> dict[str, Any]:
    message = {"contentMediaType": "application/json", "contentSchema": {"$ref": _MODELS + model}}
    return {
        "description": "Messages whose data is this; what is named is about the stream itself.",
        "content": {EventStream.media_type: {"schema": {"type": "string", **message}}},
    }


OTHERS: dict[str, dict[int | str, dict[str, Any]]] = {
    "get_task": {304: {"description": "Still this version."}},
    "cancel_task": {202: {"model": verbs.CancellingOut, "description": "It takes longer."}},
    "cancel_task_with_reason": {
        202: {"model": verbs.CancellingOut, "description": "It takes longer."}
    },
    "readyz": {503: {"model": meta.ReadyOut, "description": "Not now: see which check."}},
    "stream_events": {200: _stream_of("EventOut")},
    "stream_logs": {200: _stream_of("LinesOut")},
    "get_logs": {
        200: {"content": {kind: {"schema": {"type": "string"}} for kind in logs.TEXTS}},
    },
    "list_audit": {200: {"content": {audit.NDJSON: {"schema": {"type": "string"}}}}},
}

EXTRA: dict[str, dict[str, Any]] = {
    "create_task": {"parameters": [IDEMPOTENCY_KEY, PREFER]},
    "rerun_task": {"parameters": [PREFER]},
    "token": auth.FORM,
}
