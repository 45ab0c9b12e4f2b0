"""Goes through a log for the lines that match, many at a time and across chunks. Blocks."""

import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from app.core.clock import Millis
from app.core.output import Chunk, Stream
from app.logs.chunks import Frame, frames_of
from app.logs.source import Source

# A longer line is searched in parts that overlap: a match longer than that may be missed.
_LONGEST_LINE = 1024 * 1024
_OVERLAP = 64 * 1024
_BEFORE, _AFTER = 120, 200
_HITS_PER_LOOK_AT_CLOCK = 64


class TimeIsUp(Exception):
    pass


class Match(NamedTuple):
    """A line that matches, with an excerpt; `start:end` is the first match within it."""

    n: int
    t: Millis
    stream: Stream
    text: str
    start: int
    end: int


class Hit(NamedTuple):
    n: int
    t: Millis
    stream: Stream
    data: bytes
    line_start: int
    line_end: int
    start: int
    end: int

    def excerpt(self) -> Match:
        first = max(self.line_start, self.start - _BEFORE)
        last = min(self.line_end, max(self.start, min(self.end, self.start + _AFTER)) + _AFTER)
        before = _text(self.data[first : self.start], cut_before=first > self.line_start)
        hit = self.data[self.start : min(self.end, last)].decode("utf-8", "replace")
        after = _text(self.data[min(self.end, last) : last], cut_after=last < self.line_end)
        text = before + hit + after
        return Match(self.n, self.t, self.stream, text, len(before), len(before) + len(hit))


def _text(data: bytes, *, cut_before: bool = False, cut_after: bool = False) -> str:
    text = data.decode("utf-8", "replace")
    if cut_before:
        text = text.lstrip("\ufffd")
    return text.rstrip("\ufffd") if cut_after else text


class Scan:
    """Reads the lines between two once, forward. `line` is where it is; `deadline` is by the
    monotonic clock."""

    def __init__(
        self, source: Source, pattern: Any, *, after: int, before: int, deadline: float
    ) -> None:
        self._source = source
        self._pattern = pattern
        self._after = after
        self._before = before
        self._deadline = deadline
        self._ticks = 0
        self.line = 1
        self._begun: _Begun | None = None

    def hits(self) -> Iterator[Hit]:
        """Raises TimeIsUp."""
        for hit in self._hits():
            if hit.n >= self._before:
                return
            yield hit

    def _hits(self) -> Iterator[Hit]:
        place = self._source.before_line(self._after + 1)
        for chunk in self._source.chunks(place):
            if chunk.first_line >= self._before:
                break
            if self._begun and not (chunk.continues and chunk.first_line == self._begun.n):
                yield from self._finish()
            # Who goes on after this line has it counted once, also when it is not over yet.
            self.line = chunk.first_line + bool(self._begun and self._begun.matched)
            self._look_at_clock()
            yield from self._in_chunk(chunk)
        yield from self._finish()

    def _in_chunk(self, chunk: Chunk) -> Iterator[Hit]:
        self.line = chunk.first_line
        frames = list(frames_of(chunk))
        for i, frame in enumerate(frames):
            yield from self._in_frame(frame, last=i == len(frames) - 1)
        if self._begun is not None:
            self._begun.n = chunk.last_line

    def _in_frame(self, frame: Frame, *, last: bool) -> Iterator[Hit]:
        data, start = frame.data, 0
        if self._begun and self._begun.stream is not frame.stream:
            yield from self._finish()
            self.line += 1
        whole = data.rfind(b"\n") + 1
        if whole and self._begun:
            start = data.find(b"\n") + 1
            self._begun.add(data[: start - 1])
            yield from self._finish()
            self.line += 1
        if start < whole:
            yield from self._in_lines(frame, start, whole - 1)
            if not last:  # else the next chunk says its line itself
                self.line += data.count(b"\n", start, whole)
        if whole < len(data):
            yield from self._begin(frame, data[whole:])

    def _in_lines(self, frame: Frame, start: int, stop: int) -> Iterator[Hit]:
        """Whole lines: start..stop is their text, without the last newline."""
        data, line, counted = frame.data, self.line, start
        while start <= stop and (hit := self._pattern.search(data, start, stop)):
            line_start = data.rfind(b"\n", start, hit.start()) + 1 or start
            line_end = data.find(b"\n", hit.start(), stop)
            line_end = stop if line_end < 0 else line_end
            line += data.count(b"\n", counted, line_start)
            counted, start = line_start, line_end + 1
            if line > self._after:
                yield Hit(line, frame.time, frame.stream, data, line_start, line_end, *hit.span())
            self._tick(line)

    def _begin(self, frame: Frame, data: bytes) -> Iterator[Hit]:
        if self._begun is None:
            self._begun = _Begun(self.line, frame.time, frame.stream)
        begun = self._begun
        begun.add(data)
        if begun.size > _LONGEST_LINE:
            yield from self._try(begun)
            begun.forget()

    def _finish(self) -> Iterator[Hit]:
        begun, self._begun = self._begun, None
        if begun is not None:
            yield from self._try(begun)

    def _try(self, begun: "_Begun") -> Iterator[Hit]:
        if begun.matched or begun.n <= self._after:
            return
        data = begun.bytes()
        if hit := self._pattern.search(data, begun.skip):
            begun.matched = True
            yield Hit(begun.n, begun.t, begun.stream, data, 0, len(data), *hit.span())

    def _tick(self, line: int) -> None:
        self._ticks += 1
        if self._ticks % _HITS_PER_LOOK_AT_CLOCK == 0:
            held, self.line = self.line, line + 1
            self._look_at_clock()
            self.line = held

    def _look_at_clock(self) -> None:
        if time.monotonic() > self._deadline:
            raise TimeIsUp


class _Begun:
    """A line whose end was not seen yet."""

    __slots__ = ("_parts", "matched", "n", "size", "skip", "stream", "t")

    def __init__(self, n: int, t: Millis, stream: Stream) -> None:
        self.n = n
        self.t = t
        self.stream = stream
        self.matched = False
        self.skip = 0
        self.size = 0
        self._parts: list[bytes] = []

    def add(self, data: bytes) -> None:
        if not self.matched:
            self._parts.append(data)
            self.size += len(data)

    def bytes(self) -> bytes:
        return b"".join(self._parts)

    def forget(self) -> None:
        """Keep the overlap only, and one byte before it so that ^ does not match there."""
        kept = b"" if self.matched else self.bytes()[-_OVERLAP - 1 :]
        self._parts, self.size, self.skip = [kept], len(kept), min(1, len(kept))
