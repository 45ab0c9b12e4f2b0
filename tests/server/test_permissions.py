"""Who may do what, asked of the running server: every route × everybody × every kind of thing.

The expectations stand here on their own, apart from the table the product goes by.
"""

import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import time_machine
from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.api.routes import add_routes
from app.core.security.access_tokens import AccessTokens
from app.core.security.secret_keys import SecretKeys
from tests.server.conftest import StartYard
from tests.server.people import PASSWORD, Someone, bearer, sign_in, someone
from tests.server.sse import stream
from tests.server.talking import ended, submit, submit_many
from tests.server.yard import Yard

NOBODYS = 10**9
EVERYBODY = ("anonymous", "expired", "viewer", "user", "operator", "admin", "read-token")
# A viewer's own tasks are from when they were more; the read-token is an administrator's.
KNOWN = EVERYBODY[2:]
THINGS = ("own", "assigned", "foreign", "missing")

# One letter for each of THINGS: `.` done, `f` forbidden, `h` hidden (not found).
READ = {
    "viewer": "...h", "user": "..hh", "operator": "...h", "admin": "...h", "read-token": "...h",
}  # fmt: skip
CONTROL = {
    "viewer": "ffff", "user": ".fhh", "operator": "...h", "admin": "...h", "read-token": "ffff",
}  # fmt: skip
WORK = {
    "viewer": "ffff", "user": "..hh", "operator": "...h", "admin": "...h", "read-token": "ffff",
}  # fmt: skip

OF_TASKS: dict[tuple[str, str], dict[str, str]] = {
    ("GET", "/tasks/{}"): READ,
    ("HEAD", "/tasks/{}"): READ,
    ("GET", "/tasks/{}/status"): READ,
    ("HEAD", "/tasks/{}/status"): READ,
    ("GET", "/tasks/{}/result"): READ,
    ("HEAD", "/tasks/{}/result"): READ,
    ("GET", "/tasks/{}/events"): READ,
    ("HEAD", "/tasks/{}/events"): READ,
    ("GET", "/tasks/{}/logs"): READ,
    ("HEAD", "/tasks/{}/logs"): READ,
    ("GET", "/tasks/{}/logs/search"): READ,
    ("HEAD", "/tasks/{}/logs/search"): READ,
    ("GET", "/tasks/{}/logs/download"): READ,
    ("GET", "/tasks/{}/logs/stream"): READ,
    ("PATCH", "/tasks/{}"): CONTROL,
    ("DELETE", "/tasks/{}/cancel"): CONTROL,
    ("POST", "/tasks/{}/cancel"): CONTROL,
    ("POST", "/tasks/{}/rerun"): CONTROL,
    ("DELETE", "/tasks/{}"): CONTROL,
    ("POST", "/tasks/{}/assign"): CONTROL,
    ("POST", "/tasks/{}/unassign"): CONTROL,
    ("POST", "/tasks/{}/reopen"): CONTROL,
    ("POST", "/tasks/{}/take"): WORK,
    ("POST", "/tasks/{}/start"): WORK,
    ("POST", "/tasks/{}/complete"): WORK,
    ("POST", "/tasks/{}/complete_task"): WORK,
    ("POST", "/tasks/{}/comments"): WORK,
    ("GET", "/tasks/{}/comments"): READ,
    ("HEAD", "/tasks/{}/comments"): READ,
}

# One letter for each of KNOWN.
ALL, ADMINS, MAKERS, ACCOUNT = ".....", "fff.f", "f...f", "....f"
OF_OTHERS: dict[tuple[str, str], str] = {
    ("GET", "/tasks"): ALL,
    ("HEAD", "/tasks"): ALL,
    ("POST", "/tasks"): MAKERS,
    ("POST", "/tasks/batch"): MAKERS,
    ("POST", "/tasks/bulk"): MAKERS,
    ("POST", "/tasks/assign_task"): "fhhhf",
    ("GET", "/events"): ALL,
    ("GET", "/stats"): ALL,
    ("HEAD", "/stats"): ALL,
    ("GET", "/auth/me"): ALL,
    ("HEAD", "/auth/me"): ALL,
    ("PATCH", "/auth/me"): ACCOUNT,
    ("GET", "/auth/sessions"): ALL,
    ("HEAD", "/auth/sessions"): ALL,
    ("DELETE", "/auth/sessions/{}"): "hhhhf",
    ("GET", "/tokens"): ALL,
    ("HEAD", "/tokens"): ALL,
    ("POST", "/tokens"): ACCOUNT,
    ("DELETE", "/tokens/{}"): "hhhhf",
    ("GET", "/users"): ALL,
    ("HEAD", "/users"): ALL,
    ("POST", "/users"): ADMINS,
    ("GET", "/users/{}"): "hhhhh",
    ("HEAD", "/users/{}"): "hhhhh",
    ("PATCH", "/users/{}"): "fffhf",
    ("DELETE", "/users/{}"): "fffhf",
    ("GET", "/invites"): MAKERS,
    ("HEAD", "/invites"): MAKERS,
    ("POST", "/invites"): ADMINS,
    ("DELETE", "/invites/{}"): "fhhhf",
    ("GET", "/settings"): ADMINS,
    ("HEAD", "/settings"): ADMINS,
    ("GET", "/audit"): ADMINS,
    ("HEAD", "/audit"): ADMINS,
    ("GET", "/audit/check"): ADMINS,
    ("HEAD", "/audit/check"): ADMINS,
    ("POST", "/auth/rotate-key"): ADMINS,
    ("GET", "metrics"): ".f...",
    ("HEAD", "metrics"): ".f...",
    ("POST", "/auth/logout"): ALL,
}

# Whoever asks; what they get is proven elsewhere.
PUBLIC = {
    "/", "/healthz", "/readyz", "/{}",
    "/api/v1", "/api/v1/version", "/api/v1/openapi.json",
    "/api/v1/docs", "/api/v1/docs/", "/api/v1/docs/{}",
    "/api/v1/auth/login", "/api/v1/auth/token", "/api/v1/auth/refresh",
    "/api/v1/auth/register", "/api/v1/auth/setup", "/api/v1/auth/ways",
}  # fmt: skip

BODIES: dict[tuple[str, str], Any] = {
    ("POST", "/tasks"): {"command": "true"},
    ("POST", "/tasks/batch"): {"tasks": [{"command": "true"}]},
    ("POST", "/tasks/bulk"): {"action": "cancel", "ids": [str(NOBODYS)]},
    ("PATCH", "/tasks/{}"): {"name": "changed"},
    ("POST", "/tasks/{}/assign"): {"user_id": "1"},
    ("POST", "/tasks/assign_task"): {"user_id": "1", "task_id": str(NOBODYS)},
    ("POST", "/tasks/{}/comments"): {"text": "Done."},
    ("PATCH", "/auth/me"): {"name": "Someone else"},
    ("POST", "/tokens"): {"name": "t", "scopes": ["read"]},
    ("PATCH", "/users/{}"): {"name": "Someone else"},
    ("POST", "/invites"): {"role": "user"},
}


def routes() -> set[tuple[str, str]]:
    """Of the product: method and path, `{}` for what names a thing."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    add_routes(app)
    found = set()
    for route in app.routes:
        assert isinstance(route, APIRoute)
        path = "/".join("{}" if part.startswith("{") else part for part in route.path.split("/"))
        found |= {(method, path) for method in route.methods or ()}
    return found


def of_table(method: str, path: str) -> tuple[str, str]:
    return method, path.removeprefix("/api/v1").replace("/metrics", "metrics")


def test_every_route_is_in_one_table() -> None:
    guarded = {of_table(m, p) for m, p in routes() if p not in PUBLIC}
    assert guarded == OF_TASKS.keys() | OF_OTHERS.keys()
    assert not OF_TASKS.keys() & OF_OTHERS.keys()
    assert {path for _, path in routes()} >= PUBLIC - {"/api/v1/openapi.json"}


@dataclass
class Cast:
    """Everybody, with a client each, and enough tasks in every relation to them."""

    yard: Yard
    clients: dict[str, httpx.AsyncClient]
    things: dict[tuple[str, str], list[str]]

    def ask(self, who: str, method: str, path: str, body: object = None) -> Awaitable[int]:
        return status(self.clients[who], method, path, body)


async def status(client: httpx.AsyncClient, method: str, path: str, body: object = None) -> int:
    """Of what may be a stream: nothing of its body is waited for."""
    how: dict[str, Any] = {} if body is None else {"json": body}
    url = f"{str(client.base_url).removesuffix('/api/v1/')}/metrics" if path == "metrics" else path
    async with client.stream(method, url, **how) as answer:
        return answer.status_code


@pytest.fixture
def each() -> int:
    """How many tasks of every kind a test needs."""
    return 4


@pytest.fixture
async def cast(start_yard: StartYard, each: int) -> AsyncIterator[Cast]:
    yard = start_yard()
    people = {role: await someone(yard, role) for role in ("user", "operator", "admin")}
    people["viewer"] = await someone(yard, "user")  # for now: they have to make some tasks
    people["read-token"] = people["admin"]
    stranger = await someone(yard, "user")
    things = {("", "missing"): [str(NOBODYS)] * 1000}
    for name, who in people.items():
        things[name, "own"] = await tasks_of(who, each)
        things[name, "assigned"] = await tasks_of(stranger, each, assigned_to=who.id)
        things[name, "foreign"] = await tasks_of(stranger, each)
    async with yard.client() as owner:
        made = await owner.patch(f"/users/{people['viewer'].id}", json={"role": "viewer"})
        assert made.status_code == 200, made.text
    viewer = bearer((await sign_in(yard, people["viewer"].email))["access_token"])
    headers = {
        "anonymous": {},
        "expired": expired(yard, people["admin"]),
        "viewer": viewer,
        **{role: people[role].headers for role in ("user", "operator", "admin")},
        "read-token": await people["admin"].token("read"),
    }
    clients = {name: yard.client(each) for name, each in headers.items()}
    yield Cast(yard, clients, things)
    for client in clients.values():
        await client.aclose()


async def tasks_of(who: Someone, count: int, **members: object) -> list[str]:
    """That have ended."""
    bodies = [{"command": "echo hello", **members}] * count
    async with who.client() as client:
        made = await submit_many(client, *bodies)
        for task in made:
            await ended(client, task["id"])
    return [task["id"] for task in made]


def expired(yard: Yard, who: Someone) -> dict[str, str]:
    """An access token as the server signs it, made eleven minutes ago."""
    keys = SecretKeys.open(yard.data / "secret-key", None)
    with time_machine.travel(time.time() - 11 * 60, tick=False):
        return bearer(AccessTokens(keys).issue(int(who.id), 1))


LETTERS = {"f": 403, "h": 404}
# Of a cancel: they have ended well. Of what people do with theirs: these are commands.
DONE = {200, 201, 204, 409}


def letter(code: int) -> str:
    return next(
        (one for one, status in LETTERS.items() if status == code),
        "." if code in DONE else str(code),
    )


@pytest.mark.timeout(180)
@pytest.mark.parametrize("each", [len(OF_TASKS)])
async def test_each_task_route_does_for_each_person_what_the_table_says(cast: Cast) -> None:
    for (method, path), table in OF_TASKS.items():
        body = BODIES.get((method, path))
        url = path.replace("{}", str(NOBODYS))
        if "search" in path:
            path += "?q=hello"
        for nobody in ("anonymous", "expired"):
            assert await cast.ask(nobody, method, url, body) == 401, (method, path, nobody)
        for who in KNOWN:
            seen = ""
            for thing in THINGS:
                ids = cast.things["" if thing == "missing" else who, thing]
                seen += letter(await cast.ask(who, method, path.replace("{}", ids.pop()), body))
            assert seen == table[who], (method, path, who)


async def test_each_other_route_does_for_each_person_what_the_table_says(cast: Cast) -> None:
    for (method, path), table in OF_OTHERS.items():
        body, url = BODIES.get((method, path)), path.replace("{}", str(NOBODYS))
        for nobody in ("anonymous", "expired"):
            assert await cast.ask(nobody, method, url, body) == 401, (method, path, nobody)
        seen = ""
        for number, who in enumerate(KNOWN):
            new = {
                "email": f"new{number}@example.org", "name": "New", "role": "user",
                "password": PASSWORD,
            }  # fmt: skip
            each = new if (method, path) == ("POST", "/users") else body
            seen += letter(await cast.ask(who, method, url, each))
        assert seen == table, (method, path)


async def test_public_routes_ask_nobody_who_they_are(cast: Cast) -> None:
    for path in (
        "/", "/healthz", "/readyz", "/api/v1/version", "/api/v1/docs", "/api/v1/auth/ways",
    ):  # fmt: skip
        url = f"{cast.yard.root}{path}"
        assert await cast.ask("anonymous", "GET", url) == 200, path


async def test_a_list_shows_each_person_what_they_may_see(cast: Cast) -> None:
    everything = {one for key, ids in cast.things.items() if key[1] != "missing" for one in ids}
    for who in KNOWN:
        client = cast.clients[who]
        listed: set[str] = set()
        asked = {"limit": "20"}
        while True:
            page = (await client.get("/tasks", params=asked)).json()
            listed |= {task["id"] for task in page["tasks"]}
            if not page["has_more"]:
                break
            asked["cursor"] = page["next_cursor"]
        mine = {*cast.things["user", "own"], *cast.things["user", "assigned"]}
        assert listed == (mine if who == "user" else everything), who
        counts = (await client.get("/tasks", params={"include": "counts"})).json()["counts"]
        assert sum(counts.values()) == len(listed), who


async def test_bulk_does_to_each_task_what_its_person_may(cast: Cast) -> None:
    for action in ("cancel", "rerun", "delete"):
        ids = [cast.things["user", thing].pop() for thing in THINGS[:3]] + [str(NOBODYS)]
        answer = await cast.clients["user"].post("/tasks/bulk", json={"action": action, "ids": ids})
        codes = [item["code"] for item in answer.json()["results"]]
        done = "task-finished" if action == "cancel" else None
        assert codes == [done, "forbidden", "not-found", "not-found"], action
    everybodys = {"action": "delete", "filter": {"status": "completed"}}
    answer = await cast.clients["user"].post("/tasks/bulk", json=everybodys)
    by_code: dict[str | None, set[str]] = {}
    for item in answer.json()["results"]:
        by_code.setdefault(item["code"], set()).add(item["id"])
    assert by_code.keys() == {None, "forbidden"}
    assert by_code["forbidden"] >= set(cast.things["user", "assigned"])
    assert by_code[None] >= set(cast.things["user", "own"])


async def test_each_person_hears_of_the_tasks_they_may_see_live_and_later(cast: Cast) -> None:
    chosen = [cast.things["user", thing].pop() for thing in THINGS[:3]]
    async with AsyncExitStack() as stack:
        live = {
            who: await stack.enter_async_context(stream(cast.clients[who], "/events"))
            for who in KNOWN
        }
        cursor = 0
        for messages in live.values():
            cursor = int((await anext(messages)).data["cursor"])
        for task_id in chosen:
            await status(cast.clients["admin"], "PATCH", f"/tasks/{task_id}", {"name": "heard"})
        await status(cast.clients["user"], "PATCH", f"/tasks/{chosen[0]}", {"name": "last"})
        for who, messages in live.items():
            seen = chosen[:2] if who == "user" else chosen
            heard = [(await anext(messages)).data["task_id"] for _ in range(len(seen) + 1)]
            assert heard == [*seen, chosen[0]], who
            async with stream(cast.clients[who], "/events", after=cursor) as again:
                await anext(again)
                told = [(await anext(again)).data["task_id"] for _ in range(len(seen) + 1)]
            assert told == heard, who


async def test_a_task_that_is_taken_from_a_person_is_gone_for_them(cast: Cast) -> None:
    task_id = cast.things["user", "assigned"].pop()
    client = cast.clients["user"]
    async with stream(client, "/events") as messages:
        await anext(messages)
        body = {"assigned_to": None}
        assert await status(cast.clients["admin"], "PATCH", f"/tasks/{task_id}", body) == 200
        event = (await anext(messages)).data
    assert (event["type"], event["task_id"], event["task"]) == ("task.deleted", task_id, None)
    assert await status(client, "GET", f"/tasks/{task_id}") == 404


async def test_secrets_of_an_environment_are_shown_to_its_owner_and_to_administrators(
    cast: Cast,
) -> None:
    env = {"DB_PASSWORD": "hunter2", "DAY": "monday"}
    async with AsyncExitStack() as stack:
        live = {
            who: await stack.enter_async_context(stream(cast.clients[who], "/events"))
            for who in KNOWN
        }
        for messages in live.values():
            await anext(messages)
        task = await submit(cast.clients["user"], "true", env=env)
        for who, messages in live.items():
            shown = {"user": env, "admin": env}.get(who, {**env, "DB_PASSWORD": "********"})
            assert (await anext(messages)).data["task"]["env"] == shown, who
            read = (await cast.clients[who].get(f"/tasks/{task['id']}")).json()
            assert read["env"] == shown, who
            page = (await cast.clients[who].get("/tasks", params={"limit": 1})).json()
            assert page["tasks"][0]["env"] == shown, who
