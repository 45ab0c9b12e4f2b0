"""Who hears of which events: as they happen, and from the journal."""

from collections.abc import Callable

import pytest

from app.core.event import EventType
from app.core.event_bus import ACCESS_ENDED, Closed, Envelope, Lagged
from app.core.person import Person
from app.services import missed as module
from app.services.events import Feed
from app.store import journal
from tests.services.office import ADA, ANN, BEN, LOCAL, OTTO, VERA, Office, office, with_access
from tests.store.conftest import db, made, migrated, new, path, published

__all__ = ("db", "migrated", "office", "path", "published")

CREATED, UPDATED, DELETED, *_ = EventType
ALL_SEEING = (VERA, OTTO, ADA)
Told = list[tuple[EventType, int, bool]]


def told(envelopes: list[Envelope]) -> Told:
    """Of each its type, its task, and whether that is with it."""
    return [(e.event.type, e.event.task_id, e.event.task is not None) for e in envelopes]


async def heard(feed: Feed) -> Told:
    """All until now."""
    found: list[Envelope] = []
    while feed._missed is not None or feed._subscription._pending:
        if feed._missed is not None and feed._missed._after >= feed._missed._until:
            feed._missed = None
            continue
        if feed._missed is None:
            found += await feed.next()
        elif some := await feed._missed.next():
            found += some
    feed.close()
    return told(found)


async def test_a_reader_gets_what_it_missed_in_pages(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PAGE", 4)
    await made(office.db, *(new() for _ in range(10)))
    feed = await office.events.subscribe(by=LOCAL, after=3)
    seen = [envelope.event.id for _ in range(2) for envelope in await feed.next()]
    assert seen == [4, 5, 6, 7, 8, 9, 10]


async def test_a_reader_of_what_is_being_forgotten_is_told_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PAGE", 4)
    await made(office.db, *(new() for _ in range(20)))
    feed = await office.events.subscribe(by=LOCAL, after=0)
    assert [envelope.event.id for envelope in await feed.next()] == [1, 2, 3, 4]
    await office.db.write(journal.trim, 10)
    with pytest.raises(Lagged):
        await feed.next()


async def life(office: Office) -> tuple[int, int]:
    """Of two tasks of Ann: the first is given to Ben and taken from him again."""
    shared, other = await office.task(ANN), await office.task(ANN)
    await office.assign(shared, BEN)
    await office.edit.patch(shared.id, {"name": "while it is his"}, by=ANN)
    await office.assign(shared, OTTO)
    await office.edit.patch(shared.id, {"name": "when it is not"}, by=ANN)
    await office.edit.delete(other.id, force=True, by=ANN)
    return shared.id, other.id


async def test_as_they_happen_each_hears_of_what_is_theirs(office: Office) -> None:
    feeds = {by.id: await office.events.subscribe(by=by) for by in (*ALL_SEEING, ANN, BEN)}
    shared, other = await life(office)
    everything = [
        (CREATED, shared, True),
        (CREATED, other, True),
        *[(UPDATED, shared, True)] * 4,
        (UPDATED, other, True),
        (DELETED, other, False),
    ]
    for by in (*ALL_SEEING, ANN):
        assert await heard(feeds[by.id]) == everything
    assert await heard(feeds[BEN.id]) == [
        (UPDATED, shared, True),
        (UPDATED, shared, True),
        (DELETED, shared, False),
    ]


async def test_from_the_journal_comes_what_is_theirs_then_and_now(office: Office) -> None:
    shared, other = await life(office)
    everything = [
        (CREATED, shared, True),
        (CREATED, other, False),
        *[(UPDATED, shared, True)] * 4,
        (UPDATED, other, False),
        (DELETED, other, False),
    ]
    for by in (*ALL_SEEING, ANN):
        assert await heard(await office.events.subscribe(by=by, after=0)) == everything
    feed = await office.events.subscribe(by=BEN, after=0)
    assert await heard(feed) == [(DELETED, shared, False)] * 3


async def test_a_task_taken_from_one_goes_under_the_id_of_that_change(office: Office) -> None:
    task = await office.task(ANN, BEN)
    live = [await office.events.subscribe(by=by) for by in (ANN, BEN)]
    await office.assign(task, None)
    changed, gone = [(await feed.next())[0].event for feed in live]
    assert (changed.type, gone.type, gone.task, gone.changed) == (UPDATED, DELETED, None, ())
    assert gone.id == changed.id
    (again,) = await (await office.events.subscribe(by=BEN, after=task.id)).next()
    assert (again.event.id, again.event.type) == (gone.id, DELETED)


async def test_who_made_a_task_does_not_lose_it_with_its_assignment(office: Office) -> None:
    task = await office.task(ANN, ANN)
    feed = await office.events.subscribe(by=ANN)
    await office.assign(task, BEN)
    assert told(await feed.next()) == [(UPDATED, task.id, True)]


async def test_who_is_assigned_again_to_what_they_have_loses_nothing(office: Office) -> None:
    task = await office.task(ANN, BEN)
    feed = await office.events.subscribe(by=BEN)
    await office.assign(task, BEN)
    assert told(await feed.next()) == [(UPDATED, task.id, True)]


@pytest.mark.parametrize("replayed", [False, True])
async def test_types_are_those_the_reader_hears(office: Office, replayed: bool) -> None:
    async def feeds() -> list[Feed]:
        after = 0 if replayed else None
        return [
            await office.events.subscribe(by=BEN, types=frozenset({one}), after=after)
            for one in (UPDATED, DELETED)
        ]

    task = await office.task(ANN)
    at_first = await feeds()
    await office.assign(task, BEN)
    await office.assign(task, None)
    updated, deleted = await feeds() if replayed else at_first
    gone = (DELETED, task.id, False)
    assert await heard(updated) == ([] if replayed else [(UPDATED, task.id, True)])
    assert await heard(deleted) == ([gone, gone] if replayed else [gone])


async def test_a_stream_of_one_task_says_that_it_was_taken_and_then_nothing(
    office: Office,
) -> None:
    task = await office.task(ANN, BEN)
    feed = await office.events.subscribe(by=BEN, task_id=task.id)
    of_all = await office.events.subscribe(by=VERA, task_id=task.id)
    await office.task(ANN, BEN)
    await office.assign(task, None)
    await office.edit.patch(task.id, {"name": "other"}, by=ANN)
    assert told(await feed.next()) == [(DELETED, task.id, False)]
    assert feed._subscription._pending == []
    assert told(await of_all.next()) == [(UPDATED, task.id, True)] * 2


@pytest.mark.parametrize("start", [None, 0])
async def test_who_has_no_access_any_more_hears_nothing(office: Office, start: int | None) -> None:
    by = with_access(VERA)
    await office.task(ANN)
    feed = await office.events.subscribe(by=by, after=start)
    await office.task(ANN)
    by.access.is_over = True
    with pytest.raises(Closed, match=ACCESS_ENDED):
        await feed.next()


async def test_whoever_leaves_is_forgotten(office: Office) -> None:
    task = await office.task(ANN, BEN)

    async def feeds(by: Person) -> list[Feed]:
        return [
            await office.events.subscribe(by=by),
            await office.events.subscribe(by=by),
            await office.events.subscribe(by=by, task_id=task.id),
        ]

    several = [*await feeds(BEN), *await feeds(ANN), *await feeds(VERA)]
    stays = await office.events.subscribe(by=BEN)
    for feed in several:
        feed.close()
        feed.close()
    await office.edit.patch(task.id, {"name": "other"}, by=ANN)
    assert len(office.bus) == 1
    assert told(await stays.next()) == [(UPDATED, task.id, True)]
    stays.close()
    assert [*office.bus._by_person, *office.bus._by_task, *office.bus._everything] == []


async def test_secrets_are_masked_for_who_may_not_see_them_and_encoded_twice_at_most(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_forms: list[bool] = []
    encode: Callable[..., bytes] = office.bus._encode

    def counted(event: object, *, masked: bool) -> bytes:
        made_forms.append(masked)
        return encode(event, masked=masked)

    monkeypatch.setattr(office.bus, "_encode", counted)
    feeds = {by.id: await office.events.subscribe(by=by) for by in (*ALL_SEEING, ANN, BEN)}
    await office.task(ANN, BEN, env={"API_TOKEN": "x"})
    wires = {}
    for by in (*ALL_SEEING, ANN, BEN):
        (envelope,) = await feeds[by.id].next()
        wires[by.id] = envelope.wire_for(by)
    assert {i for i, wire in wires.items() if wire == b"1"} == {ANN.id, ADA.id}
    assert {i for i, wire in wires.items() if wire == b"1 masked"} == {VERA.id, OTTO.id, BEN.id}
    await office.task(ANN, BEN, env={"DAY": "today"})
    assert sorted(made_forms) == [False, False, True]
