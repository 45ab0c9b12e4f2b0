"""What ends an access ends it at once: requests, tokens and the streams that are open."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest

from tests.server.conftest import StartYard
from tests.server.people import PASSWORD, Someone, bearer, sign_in, someone
from tests.server.sse import Message, stream
from tests.server.talking import has_status, problem, submit
from tests.server.yard import Yard

OTHER = "granite pebble violin 7"
# What is promised, in seconds.
_SOON = 2.0


async def refused(yard: Yard, headers: dict[str, str]) -> bool:
    async with yard.client(headers) as client:
        answer = await client.get("/tasks")
    assert answer.status_code in (200, 401), answer.text
    return answer.status_code == 401


async def refresh(yard: Yard, token: str) -> httpx.Response:
    async with yard.client({}) as client:
        return await client.post("/auth/refresh", json={"refresh_token": token})


async def change(yard: Yard, who: Someone, **changes: object) -> None:
    async with yard.client() as owner:
        answer = await owner.patch(f"/users/{who.id}", json=changes)
    assert answer.status_code == 200, answer.text


async def last_of(messages: AsyncIterator[Message]) -> Message:
    return [message async for message in messages][-1]


async def disable(yard: Yard, who: Someone) -> None:
    await change(yard, who, disabled=True)


async def demote(yard: Yard, who: Someone) -> None:
    await change(yard, who, role="viewer")


async def set_password(yard: Yard, who: Someone) -> None:
    await change(yard, who, password=OTHER)


async def delete(yard: Yard, who: Someone) -> None:
    async with yard.client() as owner:
        assert (await owner.delete(f"/users/{who.id}")).status_code == 204


ENDS: list[Callable[[Yard, Someone], Awaitable[None]]] = [disable, demote, set_password, delete]


@pytest.mark.parametrize("end", ENDS)
async def test_what_ends_an_account_ends_its_access_tokens_and_streams(
    start_yard: StartYard, end: Callable[[Yard, Someone], Awaitable[None]]
) -> None:
    yard = start_yard()
    who, other = await someone(yard), await someone(yard)
    token = await who.token("read", "run")
    async with who.client() as client, yard.client(token) as by_token, other.client() as beside:
        task = await submit(client, "sleep 600", grace_ms=0)
        async with (
            stream(client, "/events") as events,
            stream(by_token, f"/tasks/{task['id']}/logs/stream") as log,
            stream(beside, "/events") as others,
        ):
            assert (await anext(events)).name == "hello"
            assert (await anext(others)).name == "hello"
            began = time.monotonic()
            await end(yard, who)
            for ended in (events, log):
                last = await asyncio.wait_for(last_of(ended), _SOON)
                assert (last.name, last.data) == ("bye", {"reason": "access_ended"})
            assert await refused(yard, who.headers)
            assert await refused(yard, token)
            assert (await refresh(yard, who.session["refresh_token"])).status_code == 401
            assert time.monotonic() - began < _SOON
            assert not await refused(yard, other.headers)
            await submit(beside, "true")
            assert (await asyncio.wait_for(anext(others), 5)).data["type"] == "task.created"


async def test_a_long_poll_tells_nothing_to_who_was_disabled_meanwhile(
    start_yard: StartYard,
) -> None:
    yard = start_yard()
    who = await someone(yard)
    async with who.client() as client:
        task = await submit(client, f"until [ -e {yard.work}/go ]; do sleep 0.02; done")
        waiting = asyncio.create_task(client.get(f"/tasks/{task['id']}?wait=30"))
        async with yard.client() as owner:
            await has_status(owner, task["id"], "running")
        await disable(yard, who)
        (yard.work / "go").touch()
        assert problem(await waiting) == (401, "unauthenticated")


async def test_logging_out_ends_this_session_and_no_other(start_yard: StartYard) -> None:
    yard = start_yard()
    who = await someone(yard)
    second = await sign_in(yard, who.email)
    async with who.client() as client, stream(client, "/events") as events:
        await anext(events)
        assert (await client.post("/auth/logout")).status_code == 204
        assert (await asyncio.wait_for(last_of(events), _SOON)).name == "bye"
    assert await refused(yard, who.headers)
    assert (await refresh(yard, who.session["refresh_token"])).status_code == 401
    assert not await refused(yard, bearer(second["access_token"]))


async def test_a_session_can_be_looked_at_and_ended_from_another(start_yard: StartYard) -> None:
    yard = start_yard()
    who = await someone(yard)
    second = bearer((await sign_in(yard, who.email))["access_token"])
    async with yard.client(second) as client:
        sessions = (await client.get("/auth/sessions")).json()["sessions"]
        assert len(sessions) == 2
        (first,) = [session for session in sessions if not session["current"]]
        assert (await client.delete(f"/auth/sessions/{first['id']}")).status_code == 204
    assert await refused(yard, who.headers)
    assert not await refused(yard, second)


async def test_a_refresh_token_is_good_once_and_its_reuse_ends_the_session(
    start_yard: StartYard,
) -> None:
    yard = start_yard()
    who = await someone(yard)
    first = who.session["refresh_token"]
    answers = await asyncio.gather(*(refresh(yard, first) for _ in range(8)))
    assert {answer.status_code for answer in answers} == {200}
    # Two tabs, or a reply that was lost: who asks again at once gets the same successor.
    (second,) = {answer.json()["refresh_token"] for answer in answers}
    assert second != first
    third = (await refresh(yard, second)).json()["refresh_token"]
    # Two behind: nobody honest has it.
    assert (await refresh(yard, first)).status_code == 401
    assert (await refresh(yard, third)).status_code == 401
    assert await refused(yard, bearer(answers[0].json()["access_token"]))


async def test_sessions_and_the_successor_of_a_token_outlive_the_server(
    start_yard: StartYard,
) -> None:
    yard = start_yard()
    who = await someone(yard)
    first = who.session["refresh_token"]
    second = (await refresh(yard, first)).json()
    yard.kill()
    yard.start()
    assert not await refused(yard, bearer(second["access_token"]))
    assert (await refresh(yard, first)).json()["refresh_token"] == second["refresh_token"]


async def test_changing_the_own_password_keeps_this_session_only(start_yard: StartYard) -> None:
    yard = start_yard()
    who = await someone(yard)
    second = bearer((await sign_in(yard, who.email))["access_token"])
    token = await who.token("read")
    async with yard.client(second) as client:
        wrong = await client.patch(
            "/auth/me", json={"password": OTHER, "current_password": "not this one"}
        )
        assert problem(wrong) == (403, "forbidden")
        right = await client.patch(
            "/auth/me", json={"password": OTHER, "current_password": PASSWORD}
        )
        assert right.status_code == 200, right.text
    assert await refused(yard, who.headers)
    assert await refused(yard, token)
    assert not await refused(yard, second)
    await sign_in(yard, who.email, OTHER)


async def test_a_promotion_is_seen_at_once_and_signs_nobody_out(start_yard: StartYard) -> None:
    yard = start_yard()
    who, other = await someone(yard), await someone(yard)
    async with who.client() as client, other.client() as beside:
        task = await submit(beside, "true")
        assert problem(await client.get(f"/tasks/{task['id']}")) == (404, "not-found")
        await change(yard, who, role="operator")
        assert (await client.get(f"/tasks/{task['id']}")).status_code == 200


async def test_an_api_token_ends_when_it_is_revoked(start_yard: StartYard) -> None:
    yard = start_yard()
    who = await someone(yard)
    token = await who.token("read")
    async with (
        yard.client(token) as client,
        who.client() as owner,
        stream(client, "/events") as events,
    ):
        await anext(events)
        (one,) = (await owner.get("/tokens")).json()["tokens"]
        assert (await owner.delete(f"/tokens/{one['id']}")).status_code == 204
        assert (await asyncio.wait_for(last_of(events), _SOON)).name == "bye"
    assert await refused(yard, token)
    assert not await refused(yard, who.headers)


async def test_the_page_signs_in_with_a_cookie_that_scripts_cannot_read(
    start_yard: StartYard,
) -> None:
    yard = start_yard()
    who = await someone(yard)
    async with yard.client({}) as client:
        answer = await client.post(
            "/auth/login", json={"email": who.email, "password": PASSWORD, "cookie": True}
        )
        assert answer.json()["access_token"] is None
        flags = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")[1:]}
        assert {"httponly", "samesite=strict", "path=/"} <= flags
        assert (await client.get("/auth/me")).json()["email"] == who.email
        async with stream(client, "/events") as events:
            assert (await anext(events)).name == "hello"
            same = {"Sec-Fetch-Site": "same-origin"}
            assert (await client.post("/auth/logout", headers=same)).status_code == 204
            assert (await asyncio.wait_for(last_of(events), _SOON)).name == "bye"
        assert (await client.get("/auth/me")).status_code == 401


async def test_nothing_is_let_in_that_is_in_a_url(start_yard: StartYard) -> None:
    yard = start_yard()
    token = yard.owner["Authorization"].split()[1]
    async with yard.client({}) as client:
        for name in ("token", "access_token", "api_key", "authorization"):
            for path in ("/events", "/tasks"):
                answer: Any = await client.get(path, params={name: token})
                assert answer.status_code == 401
