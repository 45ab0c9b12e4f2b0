import asyncio
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.output import LogKey, Stream
from app.logs.book import MIB
from app.logs.lines import Gap
from app.logs.source import inline_source, stored_source
from app.logs.views import spans
from tests.logs.model import Write, model, writes
from tests.logs.shelf import Shelf
from tests.logs.writing import KEY, book_on, open_log, until

OUT, ERR = Stream


@given(writes, st.integers(1, 40), st.sets(st.integers(0, 30)))
def test_bytes_and_line_numbers_are_those_of_the_writes_whatever_the_chunks(
    written: list[Write], chunk_bytes: int, rests: set[int]
) -> None:
    async def write_them() -> None:
        shelf = Shelf()
        async with book_on(shelf, chunk_bytes=chunk_bytes) as book:
            log = open_log(book)
            for i, (stream, data) in enumerate(written):
                log.write(stream, data)
                if i in rests:
                    log.seal()
                    await asyncio.sleep(0)
            finished = await log.finish()
            expected = model(written)
            assert finished.summary.bytes == len(expected.raw)
            assert finished.summary.lines == len(expected.lines)
            assert finished.summary.dropped_bytes == 0
            source = (
                stored_source(KEY, shelf)
                if finished.inline is None
                else inline_source(KEY, finished.inline)
            )
            assert b"".join(chunk.data for chunk in source.chunks()) == expected.raw
            assert book.backlog == 0

    asyncio.run(write_them())


async def test_a_short_log_never_touches_the_store() -> None:
    shelf = Shelf()
    async with book_on(shelf, tick=timedelta(hours=1)) as book:
        log = open_log(book)
        log.write(OUT, b"x" * 8192)
        finished = await log.finish()
        assert finished.inline is not None
        book.close(KEY)
    assert shelf.writes == 0


async def test_a_log_over_8_kb_is_in_the_store_when_finish_returns() -> None:
    shelf = Shelf()
    async with book_on(shelf, tick=timedelta(hours=1)) as book:
        log = open_log(book)
        log.write(OUT, b"x" * 8193)
        assert (await log.finish()).inline is None
        assert shelf.extent(KEY).size == 8193


async def test_a_small_piece_is_stored_soon_while_the_run_goes_on() -> None:
    shelf = Shelf()
    async with book_on(shelf) as book:
        log = open_log(book)
        log.write(OUT, b"hello")
        await until(lambda: shelf.extent(KEY).size == 5)
        assert (await log.finish()).inline is None


async def test_a_writer_is_paused_at_the_backlog_bound_and_told_when_there_is_room() -> None:
    told: list[str] = []
    shelf = Shelf()
    async with book_on(shelf, backlog_bytes=1000, chunk_bytes=100) as book:
        log = book.open(KEY, on_room=lambda: told.append("room"))
        assert log.write(OUT, b"x" * 1000)
        assert not log.write(OUT, b"x")
        await until(lambda: told == ["room"])
        assert log.write(OUT, b"y")


async def test_a_log_bomb_keeps_head_and_newest_tail_and_counts_what_it_drops() -> None:
    shelf = Shelf()
    async with book_on(shelf, cap_bytes=4096, chunk_bytes=256) as book:
        log = open_log(book)
        written = b"".join(b"line %d\n" % n for n in range(1, 5001))
        for start in range(0, len(written), 700):
            log.write(OUT, written[start : start + 700])
        finished = await log.finish()
        source = stored_source(KEY, shelf)
        stored = b"".join(chunk.data for chunk in source.chunks())
        assert len(stored) <= 4096
        assert stored[:3072] == written[:3072]
        assert written.endswith(stored[3072:])
        assert len(stored) > 3072 + 700
        assert finished.summary.dropped_bytes == len(written) - len(stored)
        assert finished.summary.lines == 5000
        gaps = [found for found in spans(source) if isinstance(found, Gap)]
        assert [gap.dropped_bytes for gap in gaps] == [finished.summary.dropped_bytes]
        lines = [line for s in spans(source) if not isinstance(s, Gap) for line in s.lines()]
        assert all(line.text == f"line {line.n}" for line in lines if not line.cut)
        assert [line.n for line in lines][-1] == 5000
        assert sum(line.cut for line in lines) <= 2


async def test_over_its_cap_a_log_writes_no_more_than_its_tail_a_second() -> None:
    shelf = Shelf()
    async with book_on(shelf, cap_bytes=MIB, tick=timedelta(hours=1)) as book:
        log = open_log(book)
        for _ in range(640):
            assert log.write(OUT, b"y\n" * 32768)
        assert sum(len(chunk.data) for chunk in log.chunks()) <= MIB + 65536
        await log.finish()
    assert shelf.written_bytes <= MIB


@given(
    st.lists(st.tuples(st.sampled_from(Stream), st.binary(min_size=1, max_size=60)), max_size=40),
    st.integers(4, 300),
)
@settings(max_examples=60)
def test_whatever_the_cap_what_is_kept_is_true_and_the_rest_is_counted(
    written: list[Write], cap: int
) -> None:
    async def write_them() -> None:
        shelf = Shelf()
        async with book_on(shelf, cap_bytes=cap, chunk_bytes=16) as book:
            log = open_log(book)
            for stream, data in written:
                log.write(stream, data)
                await asyncio.sleep(0)
            finished = await log.finish()
            expected = model(written)
            if finished.inline is not None:
                return
            size = 0
            for chunk in stored_source(KEY, shelf).chunks():
                assert chunk.data == expected.raw[chunk.first_byte : chunk.end]
                size += len(chunk.data)
            assert size <= cap
            assert finished.summary.dropped_bytes == len(expected.raw) - size
            assert finished.summary.lines == len(expected.lines)

    asyncio.run(write_them())


async def test_on_a_full_disk_the_task_goes_on_and_what_is_lost_is_counted() -> None:
    told: list[bool] = []
    shelf = Shelf()
    async with book_on(shelf, chunk_bytes=100, on_storage_full=told.append) as book:
        log = open_log(book)
        log.write(OUT, b"a" * 99 + b"\n")
        await until(lambda: shelf.extent(KEY).size == 100)
        shelf.is_full = True
        log.write(OUT, b"b" * 199 + b"\n")
        await until(lambda: book.storage_full)
        assert log.summary().dropped_bytes == 200
        shelf.is_full = False
        log.write(OUT, b"c" * 99 + b"\n")
        await until(lambda: not book.storage_full)
        finished = await log.finish()
        assert (finished.summary.lines, finished.summary.bytes) == (3, 400)
        assert finished.summary.dropped_bytes == 200
        assert told == [True, False]
        assert book.backlog == 0


async def test_a_run_ends_although_the_disk_stays_full() -> None:
    shelf = Shelf()
    shelf.is_full = True
    async with book_on(shelf, chunk_bytes=100, backlog_bytes=500) as book:
        log = open_log(book)
        for _ in range(50):
            log.write(OUT, b"x" * 300)
        finished = await log.finish()
        assert finished.summary.dropped_bytes == finished.summary.bytes == 15_000
        assert book.backlog == 0


async def test_the_last_line_is_known_in_memory_and_after_it_was_stored() -> None:
    shelf = Shelf()
    async with book_on(shelf) as book:
        log = open_log(book)
        log.write(OUT, b"first\n\x1b[31m10%\r20%\x1b[0m")
        assert log.summary().last_line == "20%"
        await until(lambda: not log.chunks())
        assert log.summary().last_line == "20%"


async def test_a_stream_that_switches_ends_the_last_line() -> None:
    shelf = Shelf()
    async with book_on(shelf, tick=timedelta(hours=1)) as book:
        log = open_log(book)
        log.write(OUT, b"asking")
        log.write(ERR, b"answer")
        assert log.summary().last_line == "answer"
        assert log.summary().lines == 2


async def test_progress_is_heard_and_a_flood_is_not_read_for_it() -> None:
    shelf = Shelf()
    async with book_on(shelf) as book:
        log = open_log(book)
        assert log.progress() is None
        log.write(OUT, b"::progress 42:: half\n")
        said = log.progress()
        assert said is not None
        assert (said.fraction, said.text) == (0.42, "half")


async def test_stopping_stores_what_was_taken() -> None:
    shelf = Shelf()
    async with book_on(shelf, tick=timedelta(hours=1)) as book:
        for n in range(5):
            open_log(book, LogKey(n, 1)).write(OUT, b"unfinished")
    assert shelf.stored_bytes() == 50


async def test_over_its_cap_on_a_full_disk_a_run_ends_and_its_loss_is_counted() -> None:
    shelf = Shelf()
    async with book_on(shelf, cap_bytes=4096, chunk_bytes=256) as book:
        log = open_log(book)
        log.write(OUT, b"x" * 10_000)
        await until(lambda: shelf.extent(KEY).end == 10_000)
        shelf.is_full = True
        log.write(OUT, b"y" * 100)
        await until(lambda: book.storage_full)
        finished = await log.finish()
        assert finished.summary.dropped_bytes == 10_100 - shelf.extent(KEY).size
        book.close(KEY)


async def test_over_its_cap_a_log_is_stored_again_once_the_disk_has_room() -> None:
    shelf = Shelf()
    async with book_on(shelf, cap_bytes=4096, chunk_bytes=256) as book:
        log = open_log(book)
        log.write(OUT, b"x" * 10_000)
        await until(lambda: shelf.extent(KEY).end == 10_000)
        shelf.is_full = True
        log.write(OUT, b"y" * 300)
        await until(lambda: book.storage_full)
        shelf.is_full = False
        log.write(OUT, b"z" * 30)
        await until(lambda: shelf.extent(KEY).end == 10_330)
        finished = await log.finish()
        places = [chunk.first_byte for chunk in shelf.chunks(KEY, 0, 1 << 62)]
        assert places == sorted(set(places))
        assert finished.summary.dropped_bytes == 10_330 - shelf.extent(KEY).size


async def test_a_slow_talker_is_stored_less_often_than_it_talks() -> None:
    shelf = Shelf()
    async with book_on(shelf, tick=timedelta(milliseconds=2)) as book:
        log = open_log(book)
        for _ in range(60):
            log.write(OUT, b"tick\n")
            await asyncio.sleep(0.002)
        await until(lambda: shelf.extent(KEY).size == 300)
        assert shelf.writes < 30
