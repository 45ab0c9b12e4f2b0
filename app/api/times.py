"""Times, as clients write them."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from app.core.clock import LAST, Millis

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def _instant(text: str) -> Millis:
    # An unescaped `+` of an offset arrives as a space.
    return _read(text.replace(" ", "+") if "T" in text else f"{text}T00:00:00Z")


def _moment(given: object) -> Millis:
    if not isinstance(given, str) or "T" not in given:
        raise PydanticCustomError("time", "must be a time with its offset: 2026-11-20T14:00:00Z")
    at = _read(given)
    if at > LAST:
        raise PydanticCustomError("time", "must be before the year 10000")
    return at


def _read(text: str) -> Millis:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise PydanticCustomError("time", "must be a time like 2026-11-20T14:00:00Z, or a date")
    return (at - _EPOCH) // _MILLISECOND


Instant = Annotated[
    str,
    AfterValidator(_instant),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "format": "date-time"},
                {"type": "string", "format": "date"},
            ]
        }
    ),
]

# A time of a day, nothing less.
Moment = Annotated[
    Millis,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
