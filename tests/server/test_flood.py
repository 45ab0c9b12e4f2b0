"""A flood of sign-ins is refused cheaply: nobody else waits, and memory stays what it was."""

import asyncio
import os
import time

import httpx
import pytest

from tests.server.conftest import StartYard
from tests.server.people import someone
from tests.server.test_events import resident
from tests.server.yard import Yard

_A_SECOND = 200


async def flood(yard: Yard, *, seconds: float) -> dict[int, int]:
    """Wrong passwords for accounts there are and are not; how often which status came."""
    seen: dict[int, int] = {}
    who = await someone(yard)
    async with yard.client({}) as client:

        async def one(number: int) -> None:
            email = who.email if number % 2 else f"nobody{number}@example.org"
            body = {"email": email, "password": f"wrong wrong {number}"}
            status = (await client.post("/auth/login", json=body)).status_code
            seen[status] = seen.get(status, 0) + 1

        began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for number in range(int(seconds * _A_SECOND)):
                group.create_task(one(number))
                due = began + number / _A_SECOND
                await asyncio.sleep(max(0, due - time.monotonic()))
    return seen


async def ask_meanwhile(yard: Yard, done: asyncio.Event) -> int:
    answered = 0
    async with yard.client() as client:
        while not done.is_set():
            answer = await client.get("/tasks", timeout=httpx.Timeout(10))
            assert answer.status_code == 200
            answered += 1
            await asyncio.sleep(0.02)
    return answered


async def flooded(yard: Yard, *, seconds: float) -> None:
    async with yard.client({}) as client:  # what a first sign-in loads is no growth
        await client.post("/auth/login", json={"email": "a@example.org", "password": "wrong"})
    before = resident(yard)
    done = asyncio.Event()
    asking = asyncio.create_task(ask_meanwhile(yard, done))
    seen = await flood(yard, seconds=seconds)
    done.set()
    assert await asking > seconds
    assert seen.keys() <= {401, 429}
    assert seen[429] > seen.get(401, 0)
    assert resident(yard) - before < 100


async def test_a_flood_of_sign_ins_is_refused_cheaply(start_yard: StartYard) -> None:
    await flooded(start_yard(), seconds=3)


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_half_a_minute_of_it_as_well(start_yard: StartYard) -> None:
    await flooded(start_yard(slots=os.cpu_count() or 1), seconds=30)
