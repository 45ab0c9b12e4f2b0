"""Durations and sizes as people write them in settings: `10s`, `1h30m`, `256MiB`."""

import re
from datetime import timedelta
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LONGEST = 100 * 366 * 86_400
_SECONDS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400}
_DURATION_PART = re.compile(rf"({_NUMBER.pattern}) *(ms|s|m|h|d)")
_DURATION = re.compile(rf"(?:{_DURATION_PART.pattern} *)+")

_BYTES = {"k": 1, "m": 2, "g": 3, "t": 4}
_SIZE = re.compile(rf"({_NUMBER.pattern}) *(?:([kmgt])(i?)b?|b)?", re.IGNORECASE)


def duration(value: object) -> timedelta:
    """What a setting says a duration is; a bare number is seconds."""
    if isinstance(value, timedelta):
        return value
    text = str(value).strip().lower()
    if _NUMBER.fullmatch(text):
        text += "s"
    if not _DURATION.fullmatch(text):
        raise ValueError(f"{value!r} is no duration: write 500ms, 10s, 5m, 1h30m, 2d or seconds")
    seconds = sum(float(n) * _SECONDS[unit] for n, unit in _DURATION_PART.findall(text))
    if seconds > _LONGEST:
        raise ValueError(f"{value!r} is longer than 100 years")
    return timedelta(seconds=seconds)


def size(value: object) -> object:
    """What a setting says a size is: KiB counts by 1024, kB by 1000, and a bare K is KiB."""
    if not isinstance(value, str):
        return value
    match = _SIZE.fullmatch(value.strip())
    if match is None:
        raise ValueError(f"{value!r} is no size: write 256MiB, 1GB or a number of bytes")
    number, unit, binary = match.groups()
    if unit is None:
        return int(Fraction(number))
    step = 1024 if binary or not value.strip().lower().endswith("b") else 1000
    return int(Fraction(number) * step ** _BYTES[unit.lower()])


SIZE = BeforeValidator(size)  # in a field's metadata it tells bytes from other numbers
Size = Annotated[int, SIZE]
Duration = Annotated[timedelta, BeforeValidator(duration)]


def duration_text(value: timedelta) -> str:
    """The shortest way to write it that `duration` reads back."""
    millis = round(value / timedelta(milliseconds=1))
    for unit, length in (("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000)):
        if millis and millis % length == 0:
            return f"{millis // length}{unit}"
    return f"{millis}ms" if millis else "0s"


def size_text(value: int) -> str:
    """The shortest way to write it that `size` reads back."""
    for power, unit in ((4, "TiB"), (3, "GiB"), (2, "MiB"), (1, "KiB")):
        if value and value % 1024**power == 0:
            return f"{value // 1024**power}{unit}"
    return str(value)
