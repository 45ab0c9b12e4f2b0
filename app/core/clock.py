"""Wall-clock time as the whole system stores it: milliseconds since 1970, UTC.

Durations and limits never use it: they are measured with `time.monotonic`.
"""

import time
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TypeAlias

Millis: TypeAlias = int

# What `iso` can write: the form has no year 10000.
LAST: Millis = 253_402_300_799_999


def millis(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)


def now() -> Millis:
    return time.time_ns() // 1_000_000


def iso(at: Millis) -> str:
    """RFC 3339 in UTC with milliseconds and `Z`."""
    seconds, millis = divmod(at, 1000)
    return f"{_second(seconds)}.{millis:03d}Z"


@lru_cache(maxsize=1024)  # the times of one answer share few seconds
def _second(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}"
