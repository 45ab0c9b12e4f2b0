import asyncio

import pytest

from app.core.loops import Loop


async def test_a_loop_that_was_stopped_has_nothing_under_way() -> None:
    begun, gate = asyncio.Event(), asyncio.Event()
    steps: list[str] = []

    async def step() -> None:
        steps.append("begun")
        begun.set()
        await gate.wait()
        steps.append("over")

    loop = Loop("slow", step)
    running = asyncio.create_task(loop.run())
    await begun.wait()
    stopping = asyncio.create_task(loop.stop())
    for _ in range(10):
        await asyncio.sleep(0)
    assert not stopping.done()
    gate.set()
    await stopping
    assert steps == ["begun", "over"]
    await running
    assert steps == ["begun", "over"]


async def test_a_loop_that_never_ran_or_rests_stops_at_once() -> None:
    await Loop("never", _unexpected).stop()
    rests = asyncio.Event()

    async def step() -> None:
        rests.set()

    loop = Loop("resting", step)
    running = asyncio.create_task(loop.run())
    await rests.wait()
    await loop.stop()
    await running


async def test_a_failed_step_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    again = asyncio.Event()
    tries = 0

    async def step() -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise OSError("not now")
        again.set()

    loop = Loop("unlucky", step, after_error=0)
    running = asyncio.create_task(loop.run())
    await again.wait()
    await loop.stop()
    await running
    assert [record.getMessage() for record in caplog.records] == ["step failed"]


async def _unexpected() -> None:
    raise AssertionError("it was not asked to run")
