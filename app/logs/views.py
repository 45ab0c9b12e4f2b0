"""Lines and windows of text out of a log, wherever it is. Everything here blocks."""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from app.core.output import Chunk, Stream
from app.logs.chunks import frames_of
from app.logs.lines import LINE_LIMIT, Cursor, Gap, Span, advance, unfinished
from app.logs.source import Source

_EVERYTHING = 1 << 62


def spans(source: Source, from_line: int = 1) -> Iterator[Span | Gap]:
    """All lines from one on, and what is missing between them."""
    for found in _whole_spans(source, from_line):
        if isinstance(found, Gap):
            if found.to_line >= from_line:
                yield found
        elif part := found.between(from_line, None):
            yield part


def _whole_spans(source: Source, from_line: int) -> Iterator[Span | Gap]:
    place: int | None = source.before_line(from_line)
    cursor: Cursor | None = None if place else Cursor()
    while place is not None:
        chunks, place = source.chunks(place), None
        for chunk in chunks:
            step = advance(cursor or Cursor(chunk.first_byte, chunk.first_line), chunk)
            cursor = step.cursor
            yield from step.lost
            if step.gap:
                yield step.gap
            yield from step.spans
            if (ahead := _end_of_long_line(source, cursor)) is not None:
                cursor, place = cursor._replace(byte=ahead), ahead
                break
    if cursor and (last := unfinished(cursor)):
        yield last


def _end_of_long_line(source: Source, cursor: Cursor) -> int | None:
    """Where to go on when nothing more of the line is shown: it may be a gigabyte long."""
    if not cursor.carry or len(cursor.carry.head) < LINE_LIMIT:
        return None
    ahead = source.before_line(cursor.line + 1)
    return ahead if ahead > cursor.byte else None


class Window(NamedTuple):
    """Part of a log: bytes from..to hold the lines first..last."""

    from_byte: int
    to_byte: int
    first_line: int
    last_line: int
    truncated: bool


def window(
    source: Source, from_line: int | None, to_line: int | None, limit: int, *, at_least: int = 1
) -> Window:
    """What was asked for, as far as the limit allows: the beginning of a range, else the end."""
    end_line = source.last_line()
    first = from_line or at_least
    last = min(to_line or _EVERYTHING, end_line)
    start = start_of(source, first)
    stop = source.end() if last == end_line else start_of(source, last + 1)
    if stop - start <= limit:
        return Window(start, stop, first, last, truncated=False)
    if from_line is not None:
        last = max(first, line_at(source, start + limit) - 1)
        stop = min(start_of(source, last + 1), start + limit)
    else:
        first = min(line_at(source, stop - limit - 1) + 1, last)
        start = max(start_of(source, first), stop - limit)
    return Window(start, stop, first, last, truncated=True)


def read_bytes(
    source: Source, place: Window, stream: Stream | None, limit: int
) -> tuple[bytes, bool]:
    """What one stream, or both, wrote there: the newest `limit` bytes; and was there more?"""
    pieces: deque[bytes] = deque()
    kept = total = 0
    for piece in _pieces(source, place.from_byte, place.to_byte, stream):
        pieces.append(piece)
        kept += len(piece)
        total += len(piece)
        while kept - len(pieces[0]) >= limit:
            kept -= len(pieces.popleft())
    return b"".join(pieces)[-limit:], total > limit


def _pieces(source: Source, start: int, stop: int, stream: Stream | None) -> Iterator[bytes]:
    for chunk in source.chunks(start):
        at = max(start, chunk.first_byte)
        if at >= stop:
            return
        for frame in frames_of(chunk, at):
            if stream in (None, frame.stream):
                yield frame.data[: max(0, stop - at)]
            at += len(frame.data)


def start_of(source: Source, line: int) -> int:
    """The first byte kept of a line; the end of the log when it has no such line."""
    for chunk in source.chunks(source.before_line(line)):
        if chunk.last_line < line:
            continue
        for n, place in _line_starts(chunk, line):
            if n >= line:
                return place
    return source.end()


def line_at(source: Source, byte: int) -> int:
    """The line a byte belongs to."""
    line = 1
    for chunk in source.chunks(byte):
        line = chunk.first_line
        for n, place in _line_starts(chunk, None):
            if place > byte:
                break
            line = n
        break
    return line


def _line_starts(chunk: Chunk, wanted: int | None) -> Iterator[tuple[int, int]]:
    """(line, its first byte in this chunk); up to the one wanted, if any, without the others."""
    n, place, open_stream = chunk.first_line, chunk.first_byte, None
    yield n, place
    for frame in frames_of(chunk):
        data = frame.data
        if open_stream not in (None, frame.stream):
            n += 1
            yield n, place
        breaks = data.count(b"\n")
        if wanted is None:
            at = 0
            while at := data.find(b"\n", at) + 1:
                n += 1
                yield n, place + at
        elif n < wanted <= n + breaks:
            yield wanted, place + len(data) - len(data.split(b"\n", wanted - n)[-1])
            return
        else:
            n += breaks
        place += len(data)
        open_stream = None if data.endswith(b"\n") else frame.stream
