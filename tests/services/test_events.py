import pytest

from app.core.database import Database
from app.core.event import TaskEvent
from app.core.event_bus import EventBus, Lagged
from app.services import events as module
from app.services.events import Events
from app.store import journal
from tests.store.conftest import db, made, migrated, new, path, published

__all__ = ("db", "migrated", "path", "published")


def bus_of(published: list[TaskEvent]) -> EventBus:
    bus = EventBus(lambda event: str(event.id).encode())
    bus.publish(published)
    return bus


async def test_a_reader_gets_what_it_missed_in_pages(
    db: Database, published: list[TaskEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PAGE", 4)
    await made(db, *(new() for _ in range(10)))
    feed = await Events(db, bus_of(published)).subscribe(after=3)
    seen = [envelope.event.id for _ in range(2) for envelope in await feed.next()]
    assert seen == [4, 5, 6, 7, 8, 9, 10]


async def test_a_reader_of_what_is_being_forgotten_is_told_so(
    db: Database, published: list[TaskEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PAGE", 4)
    await made(db, *(new() for _ in range(20)))
    feed = await Events(db, bus_of(published)).subscribe(after=0)
    assert [envelope.event.id for envelope in await feed.next()] == [1, 2, 3, 4]
    await db.write(journal.trim, 10)
    with pytest.raises(Lagged):
        await feed.next()
