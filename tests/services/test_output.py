"""Reading a log gives the same answers wherever it is: with its task, stored, or running."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import app.logs.scan
import app.logs.search
import app.services.output
from app.core.errors import Invalid, NotFound
from app.core.output import Stream
from app.logs.search import Sought
from app.store.logs import OutputStore
from tests.logs.model import Model, Write, model, writes
from tests.logs.shelf import Shelf
from tests.logs.writing import until
from tests.services.outputs import TASK, Desk, breath, desk_on

OUT, ERR = Stream
MANY = Sought(limit=1000)
NEVER = timedelta(hours=1)
PLACES = ["inline", "stored", "running", "running-stored"]


@asynccontextmanager
async def written_at(place: str, written: list[Write], chunk_bytes: int) -> AsyncIterator[Desk]:
    shelf = Shelf()
    async with desk_on(shelf, shelf, tick=NEVER, chunk_bytes=chunk_bytes) as desk:
        log = desk.start()
        for i, (stream, data) in enumerate(written):
            log.write(stream, data)
            if place != "inline" and i % 3 == 0:
                log.seal()
                await breath()
        if place == "running-stored":
            log.seal()
            await until(lambda: log.is_settled)
        if place in ("inline", "stored"):
            await desk.finish()
        yield desk


def check(
    place: str, written: list[Write], chunk_bytes: int, ask: Callable[[Desk, Model], object]
) -> None:
    async def run() -> None:
        async with written_at(place, written, chunk_bytes) as desk:
            await ask(desk, model(written))  # type: ignore[misc]

    asyncio.run(run())


everywhere = pytest.mark.parametrize("place", PLACES)
chunk_sizes = st.integers(1, 64)
few = settings(max_examples=40, deadline=None)


@everywhere
@given(written=writes, chunk_bytes=chunk_sizes)
@few
def test_the_raw_bytes_are_what_was_written(
    place: str, written: list[Write], chunk_bytes: int
) -> None:
    async def ask(desk: Desk, expected: Model) -> None:
        raw = b"".join([piece async for piece in await desk.output.raw(TASK)])
        assert raw == expected.raw

    check(place, written, chunk_bytes, ask)


@everywhere
@given(
    written=writes,
    chunk_bytes=chunk_sizes,
    first=st.integers(1, 20),
    size=st.integers(0, 20),
    stream=st.sampled_from([None, OUT, ERR]),
)
@few
def test_a_range_of_lines_is_that_slice_of_all_lines(
    place: str, written: list[Write], chunk_bytes: int, first: int, size: int, stream: Stream | None
) -> None:
    async def ask(desk: Desk, expected: Model) -> None:
        found = await desk.output.lines(TASK, from_line=first, to_line=first + size, stream=stream)
        assert [(line.n, line.stream, line.text) for line in found.lines] == [
            (n, s, text)
            for n, s, text in expected.lines
            if first <= n <= first + size and stream in (None, s)
        ]
        assert found.gaps == []

    check(place, written, chunk_bytes, ask)


@everywhere
@given(
    written=writes,
    chunk_bytes=chunk_sizes,
    tail=st.integers(0, 12),
    stream=st.sampled_from([None, OUT, ERR]),
)
@few
def test_a_tail_is_the_last_lines(
    place: str, written: list[Write], chunk_bytes: int, tail: int, stream: Stream | None
) -> None:
    async def ask(desk: Desk, expected: Model) -> None:
        found = await desk.output.lines(TASK, tail=tail, stream=stream)
        chosen = [line for line in expected.lines if stream in (None, line[1])]
        assert [(line.n, line.stream, line.text) for line in found.lines] == chosen[
            len(chosen) - min(tail, len(chosen)) :
        ]

    check(place, written, chunk_bytes, ask)


@everywhere
@given(written=writes, chunk_bytes=chunk_sizes, first=st.integers(1, 20), size=st.integers(0, 20))
@few
def test_the_text_of_a_range_is_exactly_its_bytes(
    place: str, written: list[Write], chunk_bytes: int, first: int, size: int
) -> None:
    async def ask(desk: Desk, expected: Model) -> None:
        whole = await desk.output.text(TASK)
        assert whole.text == expected.raw.decode("utf-8", "replace")
        assert (whole.lines, whole.bytes) == (len(expected.lines), len(expected.raw))
        assert not whole.truncated
        before, part, after = [
            (await desk.output.text(TASK, from_line=a, to_line=b)).text
            for a, b in ((1, first - 1), (first, first + size), (first + size + 1, None))
        ]
        if first == 1:
            before = ""
        if expected.raw.isascii():
            assert before + part + after == whole.text

    check(place, written, chunk_bytes, ask)


@everywhere
@given(
    written=writes,
    chunk_bytes=chunk_sizes,
    q=st.sampled_from(["a", "b", "ab", "bb", "é", "A", "^a", "a$", "a.b", "[^b]", "x*", r"\Ab\z"]),
    regex=st.booleans(),
    case=st.booleans(),
)
@few
def test_search_finds_the_lines_that_match(
    place: str, written: list[Write], chunk_bytes: int, q: str, regex: bool, case: bool
) -> None:
    written = [(s, d.decode("utf-8", "ignore").encode()) for s, d in written]

    async def ask(desk: Desk, expected: Model) -> None:
        pattern = q.replace(r"\z", r"\Z") if regex else re.escape(q)
        wanted = re.compile(pattern, (0 if case else re.IGNORECASE) | re.ASCII)
        found = await desk.output.search(TASK, q=q, regex=regex, case=case, sought=MANY)
        lines = [n for n, _, text in expected.lines if "\ufffd" not in text and wanted.search(text)]
        broken = {n for n, _, text in expected.lines if "\ufffd" in text}
        assert [match.n for match in found.matches if match.n not in broken] == lines
        assert found.count == len(found.matches)
        assert found.complete
        for match in found.matches:
            assert not match.text or match.end <= len(match.text)

    check(place, written, chunk_bytes, ask)


@everywhere
@given(written=writes, chunk_bytes=chunk_sizes, looks=st.integers(1, 4))
@few
def test_a_search_that_stops_again_and_again_finds_each_line_once(
    place: str, written: list[Write], chunk_bytes: int, looks: int
) -> None:
    async def ask(desk: Desk, expected: Model) -> None:
        found: list[int] = []
        after, complete, patience = 0, False, looks
        while not complete:
            with pytest.MonkeyPatch.context() as patch:
                ticks = SimpleNamespace(monotonic=count().__next__)
                patch.setattr(app.logs.scan, "time", ticks)
                patch.setattr(app.logs.search, "time", ticks)
                patch.setattr(app.services.output, "_SEARCH_SECONDS", patience)
                sought = Sought(limit=1000, after_line=after)
                part = await desk.output.search(TASK, q="a", sought=sought)
            found += [match.n for match in part.matches]
            # A line longer than the time it has is not passed by.
            patience = looks if part.to_line > after else 2 * patience
            assert patience < 100_000
            after, complete = part.to_line, part.complete
        assert found == [n for n, _, text in expected.lines if "a" in text.lower()]

    check(place, written, chunk_bytes, ask)


async def test_an_excerpt_is_short_and_shows_the_match() -> None:
    line = b"x" * 5000 + b"needle" + b"y" * 5000 + b"\n"
    async with written_at("stored", [(OUT, b"first\n"), (ERR, line)], 64) as desk:
        (match,) = (await desk.output.search(TASK, q="NEEDLE")).matches
        assert (match.n, match.stream) == (2, ERR)
        assert match.text[match.start : match.end] == "needle"
        assert len(match.text) < 600


async def test_a_match_is_found_in_a_line_longer_than_any_buffer() -> None:
    line = b"x" * 3_000_000 + b"needle" + b"y" * 3_000_000
    async with written_at("stored", [(OUT, line), (OUT, b"\nneedle\n")], 128 * 1024) as desk:
        found = await desk.output.search(TASK, q="needle")
        assert [match.n for match in found.matches] == [1, 2]
        assert (await desk.output.search(TASK, q="^y", regex=True)).count == 0


@pytest.mark.parametrize("q", ["(", "[", "a{9999}", "\n"])
async def test_a_pattern_that_cannot_be_is_refused_naming_q(q: str) -> None:
    async with written_at("inline", [(OUT, b"text\n")], 64) as desk:
        with pytest.raises(Invalid) as refused:
            await desk.output.search(TASK, q=q, regex=True)
        assert refused.value.problems[0][0] == "q"


async def test_a_pattern_made_to_explode_does_not() -> None:
    async with written_at("stored", [(OUT, b"a" * 100_000 + b"!\n")], 4096) as desk:
        found = await desk.output.search(TASK, q="(a+)+$", regex=True)
        assert (found.count, found.complete) == (0, True)


async def test_a_very_long_line_is_cut_in_views_and_whole_in_the_download() -> None:
    line = "€".encode() * 100_000
    async with written_at("stored", [(OUT, line + b"\nnext\n")], 4096) as desk:
        long, after = (await desk.output.lines(TASK)).lines
        assert long.cut
        assert long.text == "€" * 21845
        assert (after.n, after.text) == (2, "next")
        raw = b"".join([piece async for piece in await desk.output.raw(TASK)])
        assert raw == line + b"\nnext\n"


@pytest.mark.parametrize("place", ["stored", "running"])
async def test_over_8_mib_only_the_last_8_mib_are_given_from_a_line_on(place: str) -> None:
    data = b"".join(b"%063d\n" % n for n in range(1, 160_001))
    written = [(OUT, data[i : i + 65536]) for i in range(0, len(data), 65536)]
    async with written_at(place, written, 128 * 1024) as desk:
        log = await desk.output.text(TASK)
        assert log.truncated
        assert len(log.text) == 8 * 1024 * 1024
        assert int(log.text[:63]) == log.first_line
        assert log.next_line == 160_001
        first = await desk.output.text(TASK, from_line=1)
        assert first.truncated
        assert int(first.text[-64:]) == first.next_line - 1


async def test_text_cut_out_of_one_giant_line_has_no_broken_characters() -> None:
    async with written_at("stored", [(OUT, "€".encode() * 3_000_000)], 128 * 1024) as desk:
        log = await desk.output.text(TASK)
        assert log.truncated
        assert set(log.text) == {"€"}


async def test_next_line_is_the_open_line_again_while_it_may_grow() -> None:
    async with written_at("running", [(OUT, b"one\ntwo")], 64) as desk:
        assert (await desk.output.text(TASK)).next_line == 2
        await desk.finish()
        assert (await desk.output.text(TASK)).next_line == 3


async def test_a_task_that_did_not_start_has_an_empty_log() -> None:
    shelf = Shelf()
    async with desk_on(shelf, shelf) as desk:
        log = await desk.output.text(TASK)
        assert (log.text, log.lines, log.next_line, log.finished) == ("", 0, 1, False)
        assert (await desk.output.search(TASK, q="x")).count == 0


async def test_the_log_of_no_task_is_not_found() -> None:
    shelf = Shelf()
    async with desk_on(shelf, shelf) as desk:
        with pytest.raises(NotFound):
            await desk.output.text(99)


async def test_any_range_of_a_million_lines_reads_right(tmp_path: Path) -> None:
    store = OutputStore(tmp_path / "output.db")
    async with desk_on(store.writer, store.reader) as desk:
        log = desk.start()
        data = b"".join(b"line %d\n" % n for n in range(1, 1_000_001))
        for start in range(0, len(data), 65536):
            log.write(OUT, data[start : start + 65536])
            await asyncio.sleep(0)
        await desk.finish()
        for first in (1, 2, 4_999, 123_456, 500_000, 987_000, 999_990):
            found = await desk.output.lines(TASK, from_line=first, to_line=first + 9)
            assert [(line.n, line.text) for line in found.lines] == [
                (n, f"line {n}") for n in range(first, min(first + 10, 1_000_001))
            ]
        assert (await desk.output.text(TASK, tail=2)).text == "line 999999\nline 1000000\n"
    store.close()


async def test_one_stream_is_found_far_back_among_what_the_other_wrote() -> None:
    error, talk = b"it went wrong here\n", b"x" * 99 + b"\n"
    written = [(ERR, error), *[(OUT, talk * 10_000)] * 12]
    async with written_at("stored", written, 128 * 1024) as desk:
        log = await desk.output.text(TASK, stream=ERR)
        assert (log.text, log.truncated) == (error.decode(), False)
        whole = await desk.output.text(TASK, stream=OUT)
        assert (len(whole.text), whole.truncated) == (8 * 1024 * 1024, True)
