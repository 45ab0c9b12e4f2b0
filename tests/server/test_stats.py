"""Statistics of the running server."""

import asyncio
import time
from typing import Any

import httpx

from tests.server.conftest import StartYard
from tests.server.people import someone
from tests.server.talking import ended, problem, rows, submit, submit_many
from tests.server.yard import Yard

PATIENCE = 30


async def stats_of(client: httpx.AsyncClient, **parameters: str) -> dict[str, Any]:
    answer = await client.get("/stats", params=parameters)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def sums(stats: dict[str, Any]) -> dict[str, int]:
    which = ("created", "completed", "failed", "cancelled")
    return {name: sum(bucket[name] for bucket in stats["buckets"]) for name in which}


async def until_added_up(yard: Yard) -> None:
    give_up_at = time.monotonic() + PATIENCE
    query = "SELECT event_id = (SELECT seq FROM sqlite_sequence WHERE name = 'events')"
    while rows(yard, f"{query} FROM rollup_cursor") != [(1,)]:
        assert time.monotonic() < give_up_at
        await asyncio.sleep(0.05)


async def test_numbers_are_there_when_a_task_has_ended_and_after_it_is_deleted(
    start_yard: StartYard,
) -> None:
    yard = start_yard()
    async with yard.client() as client:
        good = await submit(client, "sleep 0.2", name="nap")
        bad = await submit(client, "exit 3", name="bad")
        for task in (good, bad):
            await ended(client, task["id"])
        found = await stats_of(client)
        assert sums(found) == {"created": 2, "completed": 1, "failed": 1, "cancelled": 0}
        assert (found["counts"]["completed"], found["complete"]) == (1, True)
        (nap,) = [one for one in found["names"] if one["name"] == "nap"]
        assert 200 <= nap["duration_ms"]["max"] < 20_000
        assert nap["duration_ms"]["p50"] <= nap["duration_ms"]["max"]
        for task in (good, bad):
            assert (await client.delete(f"/tasks/{task['id']}")).status_code == 204
        await until_added_up(yard)
        later = await stats_of(client)
        assert (sums(later), later["names"]) == (sums(found), found["names"])
        assert later["counts"]["completed"] == 0


async def test_a_server_that_is_killed_while_it_adds_up_counts_nothing_twice(
    start_yard: StartYard,
) -> None:
    yard = start_yard()
    made = 0
    for _ in range(3):
        async with yard.client() as client:
            # Everybody's numbers are those of the tasks, whatever is added up by now.
            tasks = await submit_many(client, *[{"command": "true"}] * 200)
            made += len(tasks)
            await ended(client, tasks[-1]["id"])
        yard.kill()
        yard.start()
        async with yard.client() as client:
            for task in tasks[-40:]:
                await ended(client, task["id"])
            give_up_at = time.monotonic() + PATIENCE
            while (await stats_of(client))["counts"]["queued"]:
                assert time.monotonic() < give_up_at
                await asyncio.sleep(0.05)
    await until_added_up(yard)
    async with yard.client() as client:
        found = await stats_of(client)
        counts = found["counts"]
        expected = {name: counts[name] for name in ("completed", "failed", "cancelled")}
        assert sums(found) == {"created": made, **expected}


async def test_a_user_gets_the_numbers_of_what_they_created(start_yard: StartYard) -> None:
    yard = start_yard()
    ann, ben, eve = [await someone(yard, role) for role in ("user", "user", "viewer")]
    async with ann.client() as client:
        task = await submit(client, "true", name="of Ann", assigned_to=ben.id)
        await ended(client, task["id"])
    for added_up in (False, True):
        if added_up:
            await until_added_up(yard)
        for who, created in ((ann, 1), (ben, 0), (eve, 1)):
            async with who.client() as client:
                found = await stats_of(client)
            assert sums(found)["created"] == created
            assert sum(found["counts"].values()) == created
            assert [one["name"] for one in found["names"]] == ["of Ann"] * created


async def test_what_cannot_be_told_is_refused(yard: Yard) -> None:
    async with yard.client() as client:
        for parameters in (
            {"from": "2020-01-01", "to": "2026-01-01"},
            {"from": "2030-01-01", "to": "2029-01-01"},
            {"from": "2020-01-01", "to": "2020-01-02", "bucket": "hour"},
            {"bucket": "week"},
            {"from": "1969-01-01", "to": "1970-02-01"},
            {"from": "9999-12-01", "to": "9999-12-31T00:00:01Z"},
            {"from": "9999-12-30", "to": "9999-12-31T23:59:59-14:00"},
            {"since": "2020-01-01"},
        ):
            answer = await client.get("/stats", params=parameters)
            assert problem(answer) == (422, "validation"), parameters
        found = await stats_of(client, **{"from": "2026-01-01", "to": "2026-01-03"})
        assert (found["bucket"], len(found["buckets"])) == ("day", 2)
        assert {bucket["wait_ms"] for bucket in found["buckets"]} == {None}
