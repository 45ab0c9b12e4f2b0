"""The lines between two that match: the first or the last of them, how many, and where."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import app.logs.search
from app.core.output import LogKey, Stream
from app.logs.chunks import Frame, seal
from app.logs.pattern import compiled
from app.logs.search import SearchResult, Sought, search
from app.logs.source import Source

HIT = compiled("hit", regex=False, case=True)


def log_of(*lines: str, in_a_chunk: int = 3) -> Source:
    """Lines in chunks of so many."""
    chunks: list[Any] = []
    for first in range(0, len(lines), in_a_chunk):
        some = lines[first : first + in_a_chunk]
        frame = Frame(1000, Stream.OUT, "".join(f"{line}\n" for line in some).encode())
        byte = chunks[-1].end if chunks else 0
        chunks.append(
            seal([frame], first_byte=byte, first_line=first + 1, lines=len(some), continues=False)
        )
    return Source(LogKey(1, 1), None, tuple(chunks))


def every_other(count: int) -> Source:
    """Odd lines are hits."""
    return log_of(*("hit" if n % 2 else "miss" for n in range(1, count + 1)))


def look(source: Source, seconds: float = 60, **sought: Any) -> SearchResult:
    return search(source, HIT, Sought(**sought), seconds=seconds)


def lines(found: SearchResult) -> list[int]:
    return [match.n for match in found.matches]


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.logs.search, "_FIRST_PIECE", 16)


def test_a_search_goes_on_after_a_line_and_says_where() -> None:
    log = every_other(100)
    first = look(log, limit=10)
    assert (first.count, lines(first), first.next_line) == (50, list(range(1, 20, 2)), 19)
    assert (first.from_line, first.to_line, first.complete) == (1, 100, True)
    rest = look(log, after_line=19)
    assert (lines(rest), rest.next_line) == (list(range(21, 100, 2)), None)


def test_the_last_ones_are_listed_and_all_are_counted() -> None:
    log = every_other(100)
    last = look(log, last=True, limit=10)
    assert (last.count, lines(last), last.next_line) == (50, list(range(81, 100, 2)), 81)
    assert (last.from_line, last.to_line, last.complete) == (1, 100, True)
    rest = look(log, last=True, before_line=81)
    assert (lines(rest), rest.next_line) == (list(range(1, 81, 2)), None)


def test_the_nearest_are_found_without_looking_at_all_others() -> None:
    log = every_other(10_000)
    after = look(log, after_line=5000, limit=1, count=False)
    assert (lines(after), after.to_line, after.complete) == ([5001], 5001, False)
    before = look(log, before_line=5001, last=True, limit=1, count=False)
    assert (lines(before), before.next_line, before.complete) == ([4999], 4999, False)
    assert before.from_line > 4900


@settings(max_examples=300, deadline=None)
@given(
    hits=st.lists(st.booleans(), max_size=60),
    in_a_chunk=st.integers(1, 9),
    after=st.integers(0, 70),
    before=st.none() | st.integers(1, 70),
    last=st.booleans(),
    limit=st.integers(1, 20),
    count=st.booleans(),
)
def test_any_part_of_a_log_can_be_searched(
    hits: list[bool],
    in_a_chunk: int,
    after: int,
    before: int | None,
    last: bool,
    limit: int,
    count: bool,
) -> None:
    log = log_of(*("a hit" if hit else "" for hit in hits), in_a_chunk=in_a_chunk)
    found = look(log, after_line=after, before_line=before, last=last, limit=limit, count=count)
    between = [n for n, hit in enumerate(hits, 1) if hit and after < n < (before or 100)]
    assert lines(found) == (between[-limit:] if last else between[:limit])
    if count:
        assert (found.count, found.complete) == (len(between), True)
    seen = [n for n in between if found.from_line <= n <= found.to_line]
    assert found.count == len(seen)
    assert (found.next_line is None) == (found.complete and len(seen) <= limit)


def test_marks_count_by_parts() -> None:
    log = log_of(*("hit" if n in (1, 10, 11, 35) else "" for n in range(1, 41)))
    assert look(log, mark_every=10, limit=1).marks == {1: 2, 11: 1, 31: 1}
    assert look(log).marks == {}


def test_counts_and_marks_of_a_search_that_stopped_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.logs.search, "_MOST_MARKS", 3)
    log, count, after, asked = every_other(100), 0, 0, 0
    marks: dict[int, int] = {}
    while True:
        found = look(log, after_line=after, mark_every=10, limit=1)
        count, after, asked = count + found.count, found.to_line, asked + 1
        marks.update({line: marks.get(line, 0) + n for line, n in found.marks.items()})
        assert len(found.marks) <= 3
        if found.complete:
            break
    assert (count, asked) == (50, 4)
    assert marks == dict.fromkeys(range(1, 100, 10), 5)


def test_a_search_that_has_no_time_left_says_how_far_it_came() -> None:
    log = every_other(1000)
    first = look(log, seconds=-1, after_line=7)
    assert (first.complete, first.count, first.to_line, first.next_line) == (False, 0, 7, 7)
    last = look(log, seconds=-1, before_line=500, last=True)
    assert (last.complete, last.count, last.from_line, last.next_line) == (False, 0, 500, 500)


def test_a_line_that_is_longer_than_a_piece_is_found_backwards() -> None:
    long = "x" * 500 + "hit" + "y" * 500
    log = log_of("hit", long, "miss", long, "", in_a_chunk=1)
    assert lines(look(log, last=True, limit=1)) == [4]
    assert lines(look(log, last=True)) == [1, 2, 4]


def test_an_empty_log_has_nothing() -> None:
    for last in (False, True):
        found = look(Source(LogKey(1, 1), None), last=last)
        assert (found.count, found.matches, found.complete, found.next_line) == (0, [], True, None)
