"""Text and lines of a log, as asked for. Blocking: for the reader threads."""

from dataclasses import dataclass, field

from app.core.output import Stream
from app.core.task import LogSummary
from app.logs.lines import Gap, Line, Span, whole_characters
from app.logs.source import Source
from app.logs.views import line_at, read_bytes, spans, window

VIEW_LIMIT = 8 * 1024 * 1024
_LINES_LIMIT = 100_000
# How far back one stream is looked for.
_STREAM_LIMIT = 8 * VIEW_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Lines are counted from 1; `to_line` is included; `tail` is the last so many."""

    tail: int | None = None
    from_line: int | None = None
    to_line: int | None = None
    stream: Stream | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogText:
    """`lines`, `bytes` and `dropped_bytes` are the whole log's, the rest is about `text`.

    `next_line` goes on after it: the last line again while that one has no end.
    """

    text: str = field(repr=False)
    first_line: int
    next_line: int
    lines: int
    bytes: int
    dropped_bytes: int
    truncated: bool
    finished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLines:
    """Like LogText, as lines with their numbers, and the gaps between them."""

    lines: list[Line] = field(repr=False)
    gaps: list[Gap]
    first_line: int
    next_line: int
    summary: LogSummary
    truncated: bool
    finished: bool


def text_of(source: Source, asked: Asked, summary: LogSummary, *, finished: bool) -> LogText:
    from_tail = _tail_line(source, asked)
    # What one stream wrote may lie far back among what the other did.
    is_sought = asked.stream is not None and asked.from_line is None
    limit = _STREAM_LIMIT if is_sought else VIEW_LIMIT
    place = window(source, asked.from_line, asked.to_line, limit, at_least=from_tail)
    data, is_cut = read_bytes(source, place, asked.stream, VIEW_LIMIT)
    if asked.tail == 0:
        data = b""
    truncated = place.truncated or is_cut
    return LogText(
        text=_decoded(data, cut=truncated),
        first_line=place.first_line,
        next_line=_next_line(source, place.last_line, finished=finished),
        lines=summary.lines,
        bytes=summary.bytes,
        dropped_bytes=summary.dropped_bytes,
        truncated=truncated,
        finished=finished,
    )


def _decoded(data: bytes, *, cut: bool) -> str:
    """A cut through a giant line may have gone through a character."""
    text = (whole_characters(data) if cut else data).decode("utf-8", "replace")
    return text.lstrip("\ufffd") if cut else text


def _next_line(source: Source, last_line: int, *, finished: bool) -> int:
    may_grow = not finished and last_line == source.last_line() and source.is_open()
    return max(1, last_line if may_grow else last_line + 1)


def lines_of(source: Source, asked: Asked, summary: LogSummary, *, finished: bool) -> LogLines:
    last = source.last_line()
    first = asked.from_line or _tail_line(source, asked)
    truncated = False
    if asked.from_line is None and asked.to_line is None:
        newest = _line_within(source, VIEW_LIMIT)
        truncated = newest > first
        first = max(first, newest)
    to_line = min(last, asked.to_line or last)
    room = _Room(asked.limit or _LINES_LIMIT, VIEW_LIMIT)
    lines: list[Line] = []
    gaps: list[Gap] = []
    for found in spans(source, first):
        if isinstance(found, Gap):
            gaps.append(found)
            continue
        part = found.between(first, to_line)
        if part is None:
            break
        if asked.stream in (None, part.stream):
            lines += room.take(part)
        if room.is_full:
            to_line = lines[-1].n
            truncated = True
            break
    return LogLines(
        lines=lines,
        gaps=gaps,
        first_line=first,
        next_line=_next_line(source, to_line, finished=finished),
        summary=summary,
        truncated=truncated,
        finished=finished,
    )


class _Room:
    """How much of a view is still free."""

    def __init__(self, lines: int, characters: int) -> None:
        self._lines = lines
        self._characters = characters

    def take(self, span: Span) -> list[Line]:
        taken = span.lines()[: self._lines]
        self._lines -= len(taken)
        self._characters -= len(span.text)
        return taken

    @property
    def is_full(self) -> bool:
        return self._lines <= 0 or self._characters <= 0


def _line_within(source: Source, size: int) -> int:
    """The first line that begins within the last `size` bytes."""
    start = source.end() - size
    return 1 if start <= 0 else min(line_at(source, start - 1) + 1, source.last_line())


def _tail_line(source: Source, asked: Asked) -> int:
    """The line the tail begins at."""
    if asked.tail is None:
        return 1
    last = source.last_line()
    if asked.stream is None or asked.tail == 0:
        return max(1, last - asked.tail + 1)
    return _tail_of_stream(source, asked.tail, asked.stream, last)


def _tail_of_stream(source: Source, tail: int, stream: Stream, last: int) -> int:
    oldest = _line_within(source, _STREAM_LIMIT)
    back = 4 * tail
    while True:
        first = max(oldest, last - back + 1)
        of_stream = [
            span
            for span in spans(source, first)
            if isinstance(span, Span) and span.stream is stream
        ]
        if first == oldest or sum(s.last_line - s.first_line + 1 for s in of_stream) >= tail:
            return _nth_from_end(of_stream, tail, first)
        back *= 4


def _nth_from_end(found: list[Span], wanted: int, first: int) -> int:
    for span in reversed(found):
        size = span.last_line - span.first_line + 1
        if size >= wanted:
            return span.last_line - wanted + 1
        wanted -= size
    return first
