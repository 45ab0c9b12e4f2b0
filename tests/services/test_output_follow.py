import asyncio
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.output import Chunk, LogKey, Stream
from app.logs.batches import End, LineBatch, Partial
from app.logs.lines import Gap, Line
from app.logs.search import Sought
from app.store.logs import OutputStore
from tests.logs.model import Write, model, writes
from tests.logs.shelf import Shelf
from tests.logs.writing import until
from tests.services.outputs import TASK, breath, desk_on

OUT, ERR = Stream
NEVER = timedelta(hours=1)


@given(
    written=writes,
    chunk_bytes=st.integers(1, 64),
    join_at=st.integers(0, 31),
    from_line=st.integers(1, 12),
    seals=st.sets(st.integers(0, 30)),
    rests=st.sets(st.integers(0, 30)),
)
@settings(max_examples=200, deadline=None)
def test_whoever_follows_sees_every_line_once_in_order(
    written: list[Write],
    chunk_bytes: int,
    join_at: int,
    from_line: int,
    seals: set[int],
    rests: set[int],
) -> None:
    async def run() -> None:
        shelf = Shelf()
        async with desk_on(shelf, shelf, tick=NEVER, chunk_bytes=chunk_bytes) as desk:
            log = desk.start()
            early = asyncio.create_task(desk.follow())
            late = None
            for i, (stream, data) in enumerate(written):
                if i == join_at:
                    late = asyncio.create_task(desk.follow(from_line))
                log.write(stream, data)
                if i in seals:
                    log.seal()
                if i in rests:
                    await breath(5)
            await desk.finish()
            late = late or asyncio.create_task(desk.follow(from_line))
            expected = model(written).lines
            assert [item[:1] + item[2:4] for item in await early] == expected
            assert [item[:1] + item[2:4] for item in await late] == [
                line for line in expected if line[0] >= from_line
            ]

    asyncio.run(run())


async def test_a_line_written_while_idle_comes_at_once() -> None:
    shelf = Shelf()
    async with desk_on(shelf, shelf, tick=NEVER) as desk:
        log = desk.start()
        events = desk.output.follow(TASK)
        waiting = asyncio.ensure_future(anext(events))
        await breath(5)
        log.write(OUT, b"hello\n")
        await breath(5)
        batch = waiting.result()
        assert isinstance(batch, LineBatch)
        assert [(line.n, line.text) for line in batch.lines] == [(1, "hello")]
        await events.aclose()


async def test_followers_of_one_log_share_their_batches() -> None:
    shelf = Shelf()
    async with desk_on(shelf, shelf, tick=NEVER) as desk:
        log = desk.start()
        followers = [desk.output.follow(TASK) for _ in range(20)]
        waiting = [asyncio.ensure_future(anext(events)) for events in followers]
        await breath(5)
        log.write(OUT, b"shared\n")
        batches = await asyncio.gather(*waiting)
        assert len({id(batch) for batch in batches}) == 1
        for events in followers:
            await events.aclose()


async def test_an_unfinished_line_is_shown_and_then_replaced_by_its_whole() -> None:
    shelf = Shelf()
    async with desk_on(shelf, shelf, tick=NEVER) as desk:
        log = desk.start()
        events = desk.output.follow(TASK)
        log.write(OUT, b"Password: ")
        partial = await anext(events)
        assert isinstance(partial, Partial)
        assert (partial.n, partial.text) == (1, "Password: ")
        log.write(OUT, b"ok\n")
        batch = await anext(events)
        assert isinstance(batch, LineBatch)
        assert [line.text for line in batch.lines] == ["Password: ok"]
        await events.aclose()


async def test_unfinished_lines_are_told_ten_times_a_second_at_most() -> None:
    shelf = Shelf()
    async with desk_on(shelf, shelf, tick=NEVER) as desk:
        log = desk.start()
        told: list[Partial] = []

        async def listen() -> None:
            events = desk.output.follow(TASK)
            told.extend([event async for event in events if isinstance(event, Partial)])

        listening = asyncio.create_task(listen())
        began = asyncio.get_running_loop().time()
        for _ in range(50):
            log.write(OUT, b".")
            await asyncio.sleep(0.004)
        spent = asyncio.get_running_loop().time() - began
        await desk.finish()
        await listening
        assert 1 <= len(told) <= spent / 0.1 + 1


async def test_a_follower_that_is_behind_reads_the_store_and_misses_nothing() -> None:
    shelf = Shelf()
    async with desk_on(shelf, shelf, chunk_bytes=4096) as desk:
        log = desk.start()
        events = desk.output.follow(TASK)
        log.write(OUT, b"first\n")
        seen: list[Line] = []
        batch = await anext(events)
        assert isinstance(batch, LineBatch)
        seen += batch.lines
        for n in range(2, 100_001):
            log.write(OUT, b"line %d\n" % n)
            if n % 1000 == 0:
                await asyncio.sleep(0)
        await until(lambda: log.memory_from > 100_000)
        await desk.finish()
        async for event in events:
            if isinstance(event, LineBatch):
                seen += event.lines
        assert [line.n for line in seen] == list(range(1, 100_001))


async def test_a_follower_is_told_of_lines_that_were_dropped() -> None:
    shelf = Shelf()
    async with desk_on(shelf, shelf, cap_bytes=4096, chunk_bytes=256) as desk:
        log = desk.start()
        for n in range(1, 5001):
            log.write(OUT, b"line %d\n" % n)
        await desk.finish()
        seen = await desk.follow()
        gaps = [item for item in seen if isinstance(item, Gap)]
        lines = [item for item in seen if isinstance(item, Line)]
        assert len(gaps) == 1
        numbers = [line.n for line in lines]
        assert numbers == sorted(set(numbers))
        missing = set(range(1, 5001)) - set(numbers)
        assert missing == set(range(gaps[0].from_line, gaps[0].to_line + 1))
        assert all(line.text == f"line {line.n}" for line in lines if not line.cut)


async def test_a_follower_of_a_waiting_task_sees_its_log_from_the_start() -> None:
    shelf = Shelf()
    async with desk_on(shelf, shelf) as desk:
        following = asyncio.create_task(desk.follow())
        await breath(5)
        desk.start().write(OUT, b"hello\n")
        await desk.finish()
        assert [item[3] for item in await following if isinstance(item, Line)] == ["hello"]


async def test_hanging_up_ends_every_stream_at_once() -> None:
    shelf = Shelf()
    async with desk_on(shelf, shelf, tick=NEVER) as desk:
        waiting = asyncio.ensure_future(anext(desk.output.follow(TASK)))
        await breath()
        log = desk.start()
        log.write(OUT, b"x\n")
        await waiting
        following = asyncio.create_task(desk.follow())
        await breath(5)
        log.write(OUT, b"unfinished")
        await breath(5)
        desk.book.hang_up()
        assert [item[3] for item in await following if isinstance(item, Line)] == ["x"]


async def test_a_follower_that_leaves_disturbs_no_other() -> None:
    shelf = Shelf()
    async with desk_on(shelf, shelf, tick=NEVER) as desk:
        log = desk.start()
        staying = asyncio.create_task(desk.follow())
        leaving = asyncio.create_task(desk.follow())
        await breath(5)
        leaving.cancel()
        await breath(5)
        log.write(OUT, b"a\n")
        await desk.finish()
        assert [item[3] for item in await staying if isinstance(item, Line)] == ["a"]


async def test_the_last_event_of_a_log_is_its_end() -> None:
    shelf = Shelf()
    async with desk_on(shelf, shelf) as desk:
        desk.start().write(OUT, b"one\ntwo")
        await desk.finish()
        events = [event async for event in desk.output.follow(TASK)]
        assert events[-1] == End(2)


async def test_what_is_followed_read_and_searched_on_disk_is_what_was_written(
    tmp_path: Path,
) -> None:
    store = OutputStore(tmp_path / "output.db")
    pieces = random.Random(7)
    written = [
        (pieces.choice((OUT, ERR)), pieces.choice((b"a\n", b"bb", b"ccc\nd", b"\n")) * n)
        for n in range(1, 300)
    ]
    expected = model(written).lines
    async with desk_on(store.writer, store.reader, chunk_bytes=1000) as desk:
        log = desk.start()
        for i, (stream, data) in enumerate(written):
            log.write(stream, data)
            if i == 200:  # in the store alone by now
                await until(lambda: log.memory_from > 10_000)
                early = asyncio.create_task(desk.follow())
                late = asyncio.create_task(desk.follow(500))
            await asyncio.sleep(0)
        await breath(10)
        await desk.finish()
        assert [item[:1] + item[2:4] for item in await early] == expected
        assert [item[:1] + item[2:4] for item in await late] == expected[499:]
        assert [item[:1] + item[2:4] for item in await desk.follow(700)] == expected[699:]
        found = await desk.output.search(TASK, q="bb", sought=Sought(limit=1000))
        assert [m.n for m in found.matches] == [n for n, _, text in expected if "bb" in text]
    store.close()


async def test_a_character_cut_by_the_end_of_a_write_is_not_shown_broken() -> None:
    shelf = Shelf()
    async with desk_on(shelf, shelf, tick=NEVER) as desk:
        log = desk.start()
        log.write(OUT, "price: 5 €".encode()[:-1])
        partial = await anext(desk.output.follow(TASK))
        assert isinstance(partial, Partial)
        assert partial.text == "price: 5 "


async def test_a_read_that_failed_once_is_tried_again_for_the_next_follower() -> None:
    shelf = BrokenOnce()
    async with desk_on(shelf, shelf) as desk:
        desk.start().write(Stream.OUT, b"line\n" * 4000)
        await desk.finish()
        with pytest.raises(OSError, match="once"):
            await desk.follow()
        assert len(await desk.follow()) == 4000


class BrokenOnce(Shelf):
    is_broken = True

    def chunks(self, key: LogKey, from_byte: int, to_byte: int) -> Iterator[Chunk]:
        if self.is_broken:
            self.is_broken = False
            raise OSError("broken once")
        return super().chunks(key, from_byte, to_byte)
