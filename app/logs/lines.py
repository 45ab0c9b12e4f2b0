"""Chunks to lines: the view of a log.

A line ends at a newline or where the stream switches. It is read forward only,
holding no more of an unfinished line than a view shows.
"""

from collections.abc import Iterable
from typing import NamedTuple

from app.core.clock import Millis
from app.core.output import Chunk, Stream
from app.logs.chunks import Frame, frames_of

LINE_LIMIT = 64 * 1024
_NEWEST = 4 * 1024


class Line(NamedTuple):
    n: int
    t: Millis
    stream: Stream
    text: str
    cut: bool = False


class Span(NamedTuple):
    """Neighbouring whole lines of one frame, joined by newlines: cheaper than a line each."""

    first_line: int
    last_line: int
    t: Millis
    stream: Stream
    text: str
    cut: bool = False

    def lines(self) -> list[Line]:
        if self.first_line == self.last_line:
            return [Line(self.first_line, self.t, self.stream, self.text, self.cut)]
        return [
            Line(n, self.t, self.stream, text)
            for n, text in enumerate(self.text.split("\n"), self.first_line)
        ]

    def between(self, first: int, last: int | None) -> "Span | None":
        """The part from line `first` up to and with line `last`."""
        first = max(first, self.first_line)
        last = self.last_line if last is None else min(last, self.last_line)
        if first > last:
            return None
        if (first, last) == (self.first_line, self.last_line):
            return self
        texts = self.text.split("\n")[first - self.first_line : last - self.first_line + 1]
        return self._replace(first_line=first, last_line=last, text="\n".join(texts))


class Gap(NamedTuple):
    """Lines nobody can show any more; `dropped_bytes` of them are gone."""

    from_line: int
    to_line: int
    dropped_bytes: int


class Carry(NamedTuple):
    """The unfinished line: its beginning, its newest bytes and whether bytes of it are missing."""

    t: Millis
    stream: Stream
    head: bytes
    newest: bytes
    cut: bool

    def plus(self, data: bytes) -> "Carry":
        room = LINE_LIMIT - len(self.head)
        if len(data) <= room:
            return self._replace(head=self.head + data)
        newest = (self.newest + data)[-_NEWEST:]
        return self._replace(head=self.head + data[:room], newest=newest, cut=True)


class Cursor(NamedTuple):
    """A place to read on from: the next byte, the line it belongs to and what is known of it."""

    byte: int = 0
    line: int = 1
    carry: Carry | None = None


class Step(NamedTuple):
    """What reading on gave: a line that lost its end, what is missing after it, whole lines."""

    lost: tuple[Span, ...]
    gap: Gap | None
    spans: tuple[Span, ...]
    cursor: Cursor


def advance(cursor: Cursor, chunk: Chunk) -> Step:
    """Read on through a chunk that holds, or comes after, the cursor's byte."""
    gap: Gap | None = None
    lost: tuple[Span, ...] = ()
    if chunk.first_byte > cursor.byte:
        gap, lost, cursor = _over_gap(cursor, chunk)
    spans, cursor = read(cursor, frames_of(chunk, cursor.byte), chunk.end)
    return Step(lost, gap, spans, cursor)


def _over_gap(cursor: Cursor, chunk: Chunk) -> tuple[Gap, tuple[Span, ...], Cursor]:
    dropped = chunk.first_byte - cursor.byte
    carry = cursor.carry
    if carry and chunk.continues and chunk.first_line == cursor.line:
        gap = Gap(cursor.line, cursor.line, dropped)
        return gap, (), cursor._replace(byte=chunk.first_byte, carry=carry._replace(cut=True))
    lost: tuple[Span, ...] = ()
    line = cursor.line
    if carry:
        lost = (_finished(line, carry._replace(cut=True)),)
        line += 1
    begun = None
    if chunk.continues:
        first = next(frames_of(chunk))
        begun = Carry(first.time, first.stream, b"", b"", cut=True)
    to_line = max(cursor.line, chunk.first_line - 1)
    gap = Gap(min(line, to_line), to_line, dropped)
    return gap, lost, Cursor(chunk.first_byte, chunk.first_line, begun)


def read(cursor: Cursor, frames: Iterable[Frame], end: int) -> tuple[tuple[Span, ...], Cursor]:
    """The lines that end within these frames; `end` is the byte after them."""
    _, line, carry = cursor
    spans: list[Span] = []
    for t, stream, data in frames:
        if carry and carry.stream is not stream:
            spans.append(_finished(line, carry))
            line, carry = line + 1, None
        whole = data.rfind(b"\n") + 1
        start = 0
        if whole and carry:
            start = data.find(b"\n") + 1
            spans.append(_finished(line, carry.plus(data[: start - 1])))
            line, carry = line + 1, None
        if start < whole:
            block = data[start : whole - 1]
            last = line + block.count(b"\n")
            spans += _spans(line, last, t, stream, block)
            line = last + 1
        if whole < len(data):
            carry = (carry or Carry(t, stream, b"", b"", cut=False)).plus(data[whole:])
    return tuple(spans), Cursor(end, line, carry)


def _spans(line: int, last: int, t: Millis, stream: Stream, block: bytes) -> list[Span]:
    if len(block) <= LINE_LIMIT or max(map(len, block.split(b"\n"))) <= LINE_LIMIT:
        return [Span(line, last, t, stream, block.decode("utf-8", "replace"))]
    empty = Carry(t, stream, b"", b"", cut=False)
    return [_finished(n, empty.plus(text)) for n, text in enumerate(block.split(b"\n"), line)]


def _finished(line: int, carry: Carry) -> Span:
    return Span(line, line, carry.t, carry.stream, head_text(carry), carry.cut)


def unfinished(cursor: Cursor) -> Span | None:
    """The last line of a log that ended without a newline."""
    return _finished(cursor.line, cursor.carry) if cursor.carry else None


def head_text(carry: Carry) -> str:
    head = whole_characters(carry.head) if len(carry.head) == LINE_LIMIT else carry.head
    return head.decode("utf-8", "replace")


def newest_text(carry: Carry) -> str:
    """What is worth showing of a line still being written: all of it, or its newest end."""
    newest = whole_characters(carry.newest or carry.head)
    if len(newest) <= _NEWEST and not carry.newest:
        return newest.decode("utf-8", "replace")
    shown = newest[-_NEWEST:]
    shown = shown[max(0, shown.rstrip(b"\r").rfind(b"\r")) :]
    return shown.decode("utf-8", "replace").lstrip("\ufffd")


def whole_characters(data: bytes) -> bytes:
    """Without the beginning of a UTF-8 character that was cut off at the end."""
    for back in range(1, min(4, len(data)) + 1):
        byte = data[-back]
        if byte & 0xC0 != 0x80:
            needs = 4 if byte >= 0xF0 else 3 if byte >= 0xE0 else 2 if byte >= 0xC0 else 1
            return data[:-back] if needs > back else data
    return data
