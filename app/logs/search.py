"""Finds the lines of a log that match: the first or the last of them, how many there are, and
where. Blocks."""

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from app.logs.scan import Hit, Match, Scan, TimeIsUp
from app.logs.source import Source
from app.logs.views import line_at

_EVERYTHING = 1 << 62
# Backwards a log is read in pieces, the last first and each larger than the one before.
_FIRST_PIECE = 1024 * 1024
_LARGEST_PIECE = 64 * 1024 * 1024
_MOST_MARKS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which of the lines between two, neither included; None is the end. `last` lists the last
    `limit` of them instead of the first. Without `count` it is enough to have found so many;
    `mark_every` counts by parts of so many lines, too."""

    after_line: int = 0
    before_line: int | None = None
    last: bool = False
    limit: int = 100
    count: bool = True
    mark_every: int | None = None


EVERYWHERE = Sought()


@dataclass(slots=True)
class SearchResult:
    """What was found between `from_line` and `to_line`; `complete` if those are all the lines
    that were asked for. `marks` are counts by the first line of their part.

    `next_line` is the `after_line` to go on with, or the `before_line` of the last ones; None
    when everything was listed.
    """

    from_line: int
    to_line: int
    matches: list[Match] = field(default_factory=list)
    count: int = 0
    complete: bool = True
    next_line: int | None = None
    marks: dict[int, int] = field(default_factory=dict)


def search(source: Source, pattern: Any, sought: Sought, *, seconds: float) -> SearchResult:
    find = _last if sought.last else _first
    return find(source, pattern, sought, time.monotonic() + seconds)


def _first(source: Source, pattern: Any, sought: Sought, deadline: float) -> SearchResult:
    after, before = sought.after_line, sought.before_line or _EVERYTHING
    found = SearchResult(after + 1, min(before - 1, source.last_line()))
    scan = Scan(source, pattern, after=after, before=before, deadline=deadline)
    try:
        for hit in scan.hits():
            if not _mark(found, hit.n, sought.mark_every):
                found.to_line, found.complete = hit.n - 1, False
                break
            found.count += 1
            if len(found.matches) < sought.limit:
                found.matches.append(hit.excerpt())
            if not sought.count and found.count == sought.limit:
                found.to_line, found.complete = hit.n, False
                break
    except TimeIsUp:
        found.to_line, found.complete = max(after, scan.line - 1), False
    if found.count > len(found.matches):
        found.next_line = found.matches[-1].n
    elif not found.complete:
        found.next_line = found.to_line
    return found


def _mark(found: SearchResult, line: int, every: int | None) -> bool:
    """False when there would be too many."""
    if every is None:
        return True
    part = line - (line - 1) % every
    if part not in found.marks and len(found.marks) == _MOST_MARKS:
        return False
    found.marks[part] = found.marks.get(part, 0) + 1
    return True


def _last(source: Source, pattern: Any, sought: Sought, deadline: float) -> SearchResult:
    before = min(sought.before_line or _EVERYTHING, source.last_line() + 1)
    found = SearchResult(before, before - 1)
    for after in _pieces(source, sought.after_line, before):
        scan = Scan(source, pattern, after=after, before=found.from_line, deadline=deadline)
        latest: deque[Hit] = deque(maxlen=sought.limit - len(found.matches))
        count = 0
        try:
            for hit in scan.hits():
                count += 1
                latest.append(hit)
        except TimeIsUp:
            found.complete = False  # what is nearer may not have been seen yet
            break
        found.matches[:0] = [hit.excerpt() for hit in latest]
        found.count += count
        found.from_line = after + 1
        if not sought.count and found.count >= sought.limit:
            found.complete = after == sought.after_line
            break
    if found.count > len(found.matches):
        found.next_line = found.matches[0].n
    elif not found.complete:
        found.next_line = found.from_line
    return found


def _pieces(source: Source, after: int, before: int) -> Iterator[int]:
    """The line that each piece begins after, the last piece first."""
    size = _FIRST_PIECE
    while before > after + 1:
        byte = source.before_line(before) - size
        begin = line_at(source, byte) if byte > 0 else 0
        piece_after = max(after, min(begin, before - 2))
        yield piece_after
        before = piece_after + 1
        size = min(4 * size, _LARGEST_PIECE)
