import asyncio

from tests.logs.shelf import Shelf
from tests.logs.writing import book_on, open_log


async def test_who_leaves_a_silent_log_leaves_nothing_behind() -> None:
    async with book_on(Shelf()) as book:
        live = open_log(book).follow()
        for within in (None, 60.0):
            waiting = asyncio.create_task(live.news(within=within))
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.wait([waiting])
        assert not live._waiting
