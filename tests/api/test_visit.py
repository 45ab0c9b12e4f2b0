"""Who gets in: every route but a few wants to know who it is, and looks at nothing before."""

import re
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.api.task_out import BASE
from tests.api.conftest import asking
from tests.api.fake_people import COOKIE
from tests.api.fakes import FakeHouse

Client = httpx.AsyncClient
ROOT = "http://localhost:8888"
JSON = {"Content-Type": "application/json"}

# All that may be asked without a credential. What is new is not here, so it is guarded.
PUBLIC = {
    "GET /", f"GET {BASE}",
    "GET /healthz", "GET /readyz", f"GET {BASE}/version",
    f"GET {BASE}/openapi.json",
    f"GET {BASE}/docs", f"GET {BASE}/docs/", f"GET {BASE}/docs/{{name}}",
    "GET /{path}",
    f"POST {BASE}/auth/login", f"POST {BASE}/auth/token", f"POST {BASE}/auth/refresh",
    f"POST {BASE}/auth/register", f"POST {BASE}/auth/setup",
    f"GET {BASE}/auth/ways",
}  # fmt: skip


def routes_of(app: FastAPI) -> list[tuple[str, str]]:
    return [
        (method, str(getattr(route, "path_format", None) or getattr(route, "path", "")))
        for route in app.router.routes
        for method in sorted(getattr(route, "methods", None) or ())
    ]


def url(path: str) -> str:
    return ROOT + re.sub(r"\{[^}]*\}", "7", path)


async def test_every_route_that_is_not_public_wants_a_credential(
    app: FastAPI, stranger: Client, house: FakeHouse
) -> None:
    asked = 0
    for method, path in routes_of(app):
        if f"{method.replace('HEAD', 'GET')} {path}" in PUBLIC:
            continue
        answer = await stranger.request(method, url(path), headers=JSON)
        assert answer.status_code == 401, (method, path)
        assert answer.headers["www-authenticate"] == 'Bearer realm="taskyard"'
        asked += 1
    assert asked > 40
    assert house.asked == []


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
async def test_the_local_token_comes_through_no_proxy(
    app: FastAPI, house: FakeHouse, header: str
) -> None:
    house.doorkeeper.known["tyl_owner"] = house.doorkeeper.known["ty_admin"]
    for credential, status in (("tyl_owner", 401), ("ty_admin", 200)):
        async with asking(app, Authorization=f"Bearer {credential}") as client:
            assert (await client.get("/tasks")).status_code == 200
            answer = await client.get("/tasks", headers={header: "127.0.0.1"})
        assert answer.status_code == status


async def test_what_is_public_answers_strangers(app: FastAPI, stranger: Client) -> None:
    known = {f"{method.replace('HEAD', 'GET')} {path}" for method, path in routes_of(app)}
    assert known >= PUBLIC
    for route in PUBLIC:
        method, path = route.split()
        answer = await stranger.request(method, url(path), headers=JSON)
        assert answer.status_code != 401, route


def test_the_document_says_which_routes_are_guarded(app: FastAPI) -> None:
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            is_public = f"{method.upper()} {path}" in PUBLIC
            assert (operation["security"] == []) == is_public
            assert ("401" in operation["responses"]) or is_public


async def test_a_stranger_is_refused_before_the_body_is_read(app: FastAPI) -> None:
    taken = 0

    async def body() -> Any:
        nonlocal taken
        taken += 1
        yield b'{"command": '

    async with asking(app) as stranger:
        answer = await stranger.post("/tasks", content=body(), headers=JSON)
    assert (answer.status_code, taken) == (401, 0)


@pytest.mark.parametrize(
    "given",
    ["ty_admin", "Basic dXNlcjpwYXNz", "Bearer", "Bearer ", "Bearer a b", "Bearer\tty_admin",
     "Bearer ty_admin, Bearer x", "Digest ty_admin", "Bearerty_admin", "",
     "Bearer " + "x" * 4097, "Bearer " + "x" * 1_000_000, "Bearer nobody", b"Bearer \xfft"],
)  # fmt: skip
async def test_a_credential_that_is_not_good_is_refused_even_beside_a_good_cookie(
    stranger: Client, house: FakeHouse, given: str | bytes
) -> None:
    headers: Any = {"Authorization": given, "Cookie": COOKIE}
    answer = await stranger.get("/tasks", headers=headers)
    assert answer.status_code == 401
    challenge = answer.headers["www-authenticate"]
    assert challenge == 'Bearer realm="taskyard", error="invalid_token"'
    assert house.asked == []


async def test_two_credentials_are_none(stranger: Client, house: FakeHouse) -> None:
    twice = [("Authorization", "Bearer ty_admin"), ("Authorization", "Bearer ty_admin")]
    assert (await stranger.get("/tasks", headers=twice)).status_code == 401
    assert house.doorkeeper.seen == []


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "Token", "TOKEN"])
async def test_a_credential_names_who_asks_and_from_where(
    stranger: Client, house: FakeHouse, scheme: str
) -> None:
    headers = {"Authorization": f"{scheme} ty_admin", "Cookie": COOKIE}
    assert (await stranger.get("/tasks", headers=headers)).status_code == 200
    assert house.doorkeeper.seen == [("ty_admin", "127.0.0.1")]
    assert [by.name for _, by in house.callers] == ["Ada"]


OURS, SITE = {"Origin": ROOT}, "Sec-Fetch-Site"


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", {}, 200),
        ("GET", {SITE: "same-origin"}, 200),
        ("GET", {SITE: "none"}, 200),
        ("GET", {SITE: "cross-site"}, 403),
        ("GET", {SITE: "same-site"}, 403),
        ("GET", {SITE: "same-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ("GET", {SITE: "cross-site", "Sec-Fetch-Mode": "navigate"}, 200),
        ("HEAD", {SITE: "cross-site", "Sec-Fetch-Mode": "navigate"}, 403),
        ("POST", {}, 403),
        ("POST", OURS, 201),
        ("POST", {SITE: "same-origin"}, 201),
        ("POST", {SITE: "none"}, 201),
        ("POST", {SITE: "same-site", **OURS}, 403),
        ("POST", {SITE: "cross-site", "Sec-Fetch-Mode": "navigate"}, 403),
        ("POST", {"Origin": "http://evil.example"}, 403),
        ("POST", {"Origin": "null"}, 403),
    ],
)
async def test_a_cookie_is_good_for_requests_of_our_own_page(
    stranger: Client, house: FakeHouse, method: str, headers: dict[str, str], status: int
) -> None:
    body = {"command": "true"} if method == "POST" else None
    sent = {"Cookie": COOKIE, **headers}
    answer = await stranger.request(method, "/tasks", headers=sent, json=body)
    assert answer.status_code == status, answer.text
    assert bool(house.asked) == (status < 300)


@pytest.mark.parametrize(
    "cookie",
    ["taskyard_2a=", "taskyard_2b=tys_ben", "xtaskyard_2a=tys_ben", "taskyard_2a=nobody",
     "taskyard_2a=other; taskyard_2a=tys_ben", "taskyard_2a"],
)  # fmt: skip
async def test_a_cookie_that_is_not_ours_is_none(stranger: Client, cookie: str) -> None:
    assert (await stranger.get("/tasks", headers={"Cookie": cookie})).status_code == 401


async def test_our_cookie_is_found_among_others(stranger: Client) -> None:
    cookie = f"a=b;  {COOKIE} ; taskyard_2=x"
    assert (await stranger.get("/tasks", headers={"Cookie": cookie})).status_code == 200


def test_a_guarded_route_has_no_way_around_its_guard(app: FastAPI) -> None:
    """The hot ones read the visit by themselves: without a guard they would fail, not pass."""
    for route in app.router.routes:
        if isinstance(route, APIRoute) and route.path == f"{BASE}/tasks":
            assert type(route).__name__ == "GuardedRoute"
