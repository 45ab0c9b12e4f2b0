"""Reads progress out of output: a number within 0..1 and a short label, nothing else.

What a command says on purpose (OSC 9;4, `::progress 42::`, a JSON line) is
believed from the first kind that speaks, for the whole run. A percentage or
`31/50` on a line redrawn with a carriage return is a guess, and gives way.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from app.core.task import Progress
from app.logs.terminal import without_sequences

WINDOW = 8 * 1024
_REST = 256
_LABEL = 80

_OSC = re.compile(rb"\x1b\]9;4;([0-4])(?:;(\d{1,3}))?(?:\x07|\x1b\\)")
_MARKER = re.compile(rb"::progress (\d{1,3}(?:\.\d{1,6})?)::([^\r\n]*)")
_JSON = re.compile(rb"^[ \t]*(\{[^\r\n]{0,1000}\})[ \t]*\r?$", re.MULTILINE)
_PERCENT = re.compile(rb"(?<![\d.])(\d{1,3}(?:\.\d{1,6})?) ?%")
_OF = re.compile(rb"(?<![\d/.])(\d{1,12}) ?/ ?(\d{1,12})(?![\d/.])")


class Heard(NamedTuple):
    fraction: float | None
    text: str | None


def _osc(data: bytes) -> Heard | None:
    found = list(_OSC.finditer(data))
    if not found:
        return None
    state, percent = found[-1].groups()
    if state in (b"0", b"3") or percent is None:
        return Heard(None, None)
    return Heard(min(int(percent), 100) / 100, None)


def _marker(data: bytes) -> Heard | None:
    for found in reversed(list(_MARKER.finditer(data))):
        if float(found[1]) <= 100:
            return Heard(float(found[1]) / 100, _label(found[2]))
    return None


def _json(data: bytes) -> Heard | None:
    for found in reversed(list(_JSON.finditer(data))):
        if b'"progress"' in found[1] and (heard := _from_json(found[1])):
            return heard
    return None


def _from_json(line: bytes) -> Heard | None:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None  # a line of output is allowed to be anything
    number = said.get("progress")
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number <= 1:
        return None
    text = said.get("text")
    return Heard(float(number), _label(text.encode()) if isinstance(text, str) else None)


def _guess(data: bytes) -> Heard | None:
    for line in _redrawn(data):
        percents = _PERCENT.findall(line)
        if percents and float(percents[-1]) <= 100:
            return Heard(float(percents[-1]) / 100, None)
        for done, total in reversed(_OF.findall(line)):
            if 0 < int(total) >= int(done):
                return Heard(int(done) / int(total), f"{int(done)}/{int(total)}")
    return None


def _redrawn(data: bytes) -> Iterator[bytes]:
    """What was drawn over and over on one line, the newest first."""
    for line in reversed(data.replace(b"\r\n", b"\n").split(b"\n")):
        if b"\r" in line:
            yield from reversed(line.split(b"\r"))


def _label(text: bytes) -> str | None:
    return without_sequences(text.decode("utf-8", "replace")).strip()[:_LABEL] or None


_ON_PURPOSE: tuple[tuple[bytes, Callable[[bytes], Heard | None]], ...] = (
    (b"\x1b]9;4;", _osc),
    (b"::progress ", _marker),
    (b'"progress"', _json),
)
HINT = re.compile(b"|".join(re.escape(hint) for hint in (b"\r", *(h for h, _ in _ON_PURPOSE))))


class ProgressReader:
    """Fed the newest bytes of each read of a run, in order."""

    __slots__ = ("_rest", "_speaker", "current")

    def __init__(self) -> None:
        self.current: Progress | None = None
        self._speaker: Callable[[bytes], Heard | None] | None = None
        self._rest = b""

    def feed(self, data: bytes) -> None:
        window = (self._rest + data)[-WINDOW:]
        # A marker may be cut in two by the end of a read.
        self._rest = window[max(window.rfind(b"\n") + 1, len(window) - _REST) :]
        for hint, speaker in _ON_PURPOSE:
            if hint in window and self._may_speak(speaker) and (heard := speaker(window)):
                self._take(speaker, heard, "output")
                return
        if b"\r" in window and self._speaker in (None, _guess) and (heard := _guess(window)):
            self._take(_guess, heard, "guess")

    def _may_speak(self, speaker: Callable[[bytes], Heard | None]) -> bool:
        return self._speaker in (None, _guess, speaker)

    def _take(self, speaker: Callable[[bytes], Heard | None], heard: Heard, source: str) -> None:
        self._speaker = speaker
        self.current = Progress(heard.fraction, heard.text, source)
