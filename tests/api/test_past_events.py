import httpx

from app.core.event import EventType, PastEvent
from tests.api.facts import AT
from tests.api.fakes import FakeHouse

Client = httpx.AsyncClient
CREATED = PastEvent(88, AT, EventType.CREATED, {})
GIVEN = PastEvent(89, AT, EventType.UPDATED, {"status": "pending", "assigned_to": 2})
FAILED = PastEvent(90, AT, EventType.UPDATED, {"status": "failed", "reason": "expired"})
SECRET = PastEvent(91, AT, EventType.UPDATED, {"env": {"DB_PASSWORD": "hunter2"}})


async def past(client: Client, house: FakeHouse, *events: PastEvent) -> tuple[list[object], bool]:
    house.put(7)
    house.events = list(events)
    answer = (await client.get("/tasks/7/events")).json()
    return answer["events"], answer["complete"]


async def test_what_happened_is_told_in_words(client: Client, house: FakeHouse) -> None:
    (_, given, failed), _ = await past(client, house, CREATED, GIVEN, FAILED)
    assert given == {
        "id": "89",
        "at": "2026-11-18T11:06:40.123Z",
        "type": "task.updated",
        "changed": ["status", "assigned_to"],
        "status": "pending",
        "reason": None,
        "assigned_to": {"id": "2", "name": "Ada"},
    }
    assert isinstance(failed, dict)
    assert (failed["status"], failed["reason"], failed["assigned_to"]) == (
        "failed", "expired", None,
    )  # fmt: skip


async def test_it_is_complete_when_it_begins_at_the_beginning(
    client: Client, house: FakeHouse
) -> None:
    assert (await past(client, house, CREATED, GIVEN))[1] is True
    assert (await past(client, house, GIVEN, FAILED))[1] is False
    assert await past(client, house) == ([], False)


async def test_other_values_are_not_told(client: Client, house: FakeHouse) -> None:
    house.put(7)
    house.events = [SECRET]
    answer = await client.get("/tasks/7/events")
    assert answer.json()["events"][0]["changed"] == ["env"]
    assert "hunter2" not in answer.text


async def test_of_an_unknown_task_nothing_is_told(client: Client) -> None:
    assert (await client.get("/tasks/7/events")).status_code == 404
