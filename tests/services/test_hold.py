"""Reading on in a log ends when the access does, or when the task is taken away."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest

from app.core.errors import AppError, NotFound, Unauthenticated
from app.core.event_bus import EventBus
from app.core.person import Person
from app.core.task import Task
from app.services.hold import Hold
from tests.logs.writing import until
from tests.services.office import ANN, BEN, VERA, Office, office, with_access
from tests.services.outputs import silent
from tests.store.conftest import db, migrated, path, published

__all__ = ("db", "migrated", "office", "path", "published")


async def end_of(pieces: AsyncGenerator[Any, None]) -> type[AppError] | None:
    """What it broke off with."""
    try:
        async for _ in pieces:
            pass
    except AppError as error:
        return type(error)
    return None


async def following(office: Office, task: Task, by: Person) -> "asyncio.Task[Any]":
    waiting = asyncio.create_task(end_of(office.output.follow(task.id, by=by)))
    opening = office.output._book._opening
    before = len(opening.get(task.id, ()))
    await until(lambda: len(opening.get(task.id, ())) > before)
    return waiting


async def test_who_follows_is_stopped_when_the_task_is_taken_from_them(office: Office) -> None:
    task = await office.task(ANN, BEN)
    taken, own, all_seeing = [await following(office, task, by) for by in (BEN, ANN, VERA)]
    await office.assign(task, VERA)
    assert await taken is NotFound
    assert not own.done()
    assert not all_seeing.done()
    office.output._book.hang_up()
    assert [await own, await all_seeing] == [None, None]
    assert len(office.bus) == 0


async def test_who_follows_is_stopped_at_the_next_piece_when_the_access_has_ended(
    office: Office,
) -> None:
    task, by = await office.task(ANN), with_access(VERA)
    waiting = await following(office, task, by)
    by.access.is_over = True
    office.output._book.hang_up()
    assert await waiting is Unauthenticated


async def test_a_download_stops_when_the_access_has_ended_or_the_task_is_gone(
    office: Office,
) -> None:
    task = await office.task(ANN, BEN)
    ended = with_access(BEN)
    downloads = [await office.output.raw(task.id, by=by) for by in (BEN, ended, ANN)]
    ended.access.is_over = True
    await office.assign(task, None)
    assert [await end_of(pieces) for pieces in downloads] == [NotFound, Unauthenticated, None]


async def forever(stop: asyncio.Event) -> AsyncGenerator[int, None]:
    yield 1
    await stop.wait()
    yield 2


async def test_what_is_taken_twice_is_lost_once(office: Office) -> None:
    task = await office.task(ANN, BEN)
    pieces = Hold(office.bus, task.id, by=BEN, sees_all=False).over(forever(asyncio.Event()))
    assert await anext(pieces) == 1
    waiting = asyncio.ensure_future(anext(pieces))
    await asyncio.sleep(0)
    await office.assign(task, None)
    await office.assign(task, BEN)
    await office.assign(task, None)
    with pytest.raises(NotFound):
        await waiting
    assert len(office.bus) == 0


async def test_pieces_go_on_when_the_server_tells_no_more_events() -> None:
    bus, stop = EventBus(silent), asyncio.Event()
    before = Hold(bus, 7, by=BEN, sees_all=False).over(forever(stop))
    assert await anext(before) == 1
    bus.close("server_shutdown")
    after = Hold(bus, 7, by=BEN, sees_all=False).over(forever(stop))
    stop.set()
    assert [n async for n in before] == [2]
    assert [n async for n in after] == [1, 2]


async def test_a_time_limit_of_the_pieces_is_their_own() -> None:
    async def slow() -> AsyncGenerator[int, None]:
        raise TimeoutError
        yield 1

    with pytest.raises(TimeoutError):
        await anext(Hold(EventBus(silent), 7, by=BEN, sees_all=False).over(slow()))


async def test_who_leaves_is_not_listened_for_any_more() -> None:
    bus, stop = EventBus(silent), asyncio.Event()
    pieces = Hold(bus, 7, by=BEN, sees_all=False).over(forever(stop))
    assert len(bus) == 0
    await anext(pieces)
    assert len(bus) == 1
    await pieces.aclose()
    assert len(bus) == 0
