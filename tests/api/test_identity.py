from typing import Any

import httpx
import orjson
import pytest
from fastapi import FastAPI

from app.core.account import NewAccount
from app.core.account_query import AuditQuery, UserQuery
from app.core.errors import RateLimited, Unauthenticated
from app.core.person import Role, Scope
from app.services.tokens import Life
from tests.api.conftest import asking
from tests.api.facts import a_person
from tests.api.fake_people import COOKIE
from tests.api.fakes import FakeHouse

Client = httpx.AsyncClient
PASSWORD = "a long and quiet afternoon"
LOGIN = {"email": "ben@example.org", "password": PASSWORD}
ACCOUNT = {"email": "ben@example.org", "name": "Ben", "password": PASSWORD}
NEW = NewAccount(**ACCOUNT)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def test_a_login_gives_who_it_is_and_tokens(stranger: Client, house: FakeHouse) -> None:
    answer = await stranger.post("/auth/login", json=LOGIN, headers={"User-Agent": "a" * 500})
    assert answer.status_code == 200
    reply = answer.json()
    assert reply.pop("user")["email"] == "ben@example.org"
    assert reply == {
        "access_token": "ey.access",
        "refresh_token": "tyr_next",
        "token_type": "bearer",
        "expires_in": 600,
    }
    name, password, origin, cookie = house.last_asked("login")
    assert (name, password, cookie) == (*LOGIN.values(), False)
    assert (origin.address, origin.agent) == ("127.0.0.1", "a" * 200)
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["login", "register", "setup"])
async def test_a_browser_gets_a_cookie_and_no_tokens(stranger: Client, path: str) -> None:
    body = {"login": LOGIN, "register": ACCOUNT, "setup": {**ACCOUNT, "key": "k"}}[path]
    answer = await stranger.post(f"/auth/{path}", json={**body, "cookie": True})
    reply = answer.json()
    assert (reply["access_token"], reply["refresh_token"], reply["token_type"]) == (None,) * 3
    assert answer.headers["set-cookie"] == (
        "taskyard_2a=tys_ben; Max-Age=86400; Path=/; HttpOnly; SameSite=Strict"
    )
    assert "tys_ben" not in answer.text


async def test_a_login_names_somebody_one_way(stranger: Client, house: FakeHouse) -> None:
    by_name = {"username": "ben", "password": PASSWORD}
    assert (await stranger.post("/auth/login", json=by_name)).status_code == 200
    assert house.last_asked("login")[0] == "ben"
    for wrong in ({**LOGIN, "username": "ben"}, {"password": PASSWORD}):
        assert (await stranger.post("/auth/login", json=wrong)).status_code == 422


async def test_a_login_that_fails_is_a_401_with_a_challenge(
    stranger: Client, house: FakeHouse
) -> None:
    house.fails["login"] = Unauthenticated("the name or the password is wrong")
    answer = await stranger.post("/auth/login", json=LOGIN)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
    assert answer.headers["www-authenticate"] == 'Bearer realm="taskyard"'


async def test_who_tries_too_often_is_told_when_to_come_back(
    stranger: Client, house: FakeHouse
) -> None:
    house.fails["login"] = RateLimited("too many sign-ins", retry_after=7)
    answer = await stranger.post("/auth/login", json=LOGIN)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")


SECRET = "Hunter2-Hunter2-Hunter2"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/auth/login", {"email": "a@b", "password": SECRET, "passwort": SECRET}),
        ("/auth/login", {"email": 5, "password": SECRET}),
        ("/auth/login", {"email": "a@b", "password": [SECRET]}),
        ("/auth/login", {"email": "a@b", "password": SECRET * 20}),
        ("/auth/register", {**ACCOUNT, "password": SECRET, "password2": SECRET + "x"}),
        ("/auth/register", {**ACCOUNT, "password": SECRET + "\0"}),
        ("/auth/setup", {**ACCOUNT, "password": SECRET}),
        ("/auth/refresh", {"refresh_token": SECRET * 20}),
        ("/users", {"email": "a@b", "name": 7, "password": SECRET}),
        ("/auth/token", f"username=a&grant_type=client&password={SECRET}"),
        ("/auth/token", f"username=a&username=b&password={SECRET}"),
        ("/auth/token", f"password={SECRET}"),
    ],
    ids=str,
)
async def test_a_password_never_comes_back(
    client: Client, house: FakeHouse, path: str, body: Any
) -> None:
    sent: Any = {"content": body, "headers": FORM} if isinstance(body, str) else {"json": body}
    answer = await client.post(path, **sent)
    assert answer.status_code == 422, answer.text
    assert "Hunter2" not in answer.text
    assert house.asked == []


async def test_a_password_that_was_mistyped_is_told_where(stranger: Client) -> None:
    body = {**ACCOUNT, "password2": "another one"}
    answer = await stranger.post("/auth/register", json=body)
    assert answer.json()["errors"][0]["pointer"] == "/password2"


async def test_an_account_is_made_with_what_was_said(stranger: Client, house: FakeHouse) -> None:
    again = {**ACCOUNT, "password2": PASSWORD, "invite": "tyi_x"}
    assert (await stranger.post("/auth/register", json=again)).status_code == 201
    assert house.last_asked("register") == (NEW, "tyi_x")
    body = {**ACCOUNT, "key": "k-1"}
    assert (await stranger.post("/auth/setup", json=body)).status_code == 201
    assert house.last_asked("set_up") == ("k-1", NEW)


async def test_who_has_no_account_yet_is_told_how_to_get_one(stranger: Client) -> None:
    answer = await stranger.get("/auth/ways")
    assert answer.json() == {"setup_open": False, "registration": "invite"}


async def test_the_form_of_oauth_signs_in(stranger: Client, house: FakeHouse) -> None:
    form = {"grant_type": "password", "username": "ben", "password": "ä + &b", "scope": "",
            "client_id": "x"}  # fmt: skip
    answer = await stranger.post("/auth/token", data=form)
    assert answer.json() == {
        "access_token": "ey.access",
        "refresh_token": "tyr_next",
        "token_type": "bearer",
        "expires_in": 600,
    }
    assert house.last_asked("login")[:2] == ("ben", "ä + &b")


async def test_only_that_path_takes_a_form_and_only_a_small_one(stranger: Client) -> None:
    form = "username=ben&password=x"
    for path, headers, status in (
        ("/auth/login", FORM, 415),
        ("/auth/token", {"Content-Type": "application/json"}, 415),
        ("/auth/token", {"Content-Type": "multipart/form-data; boundary=x"}, 415),
    ):
        answer = await stranger.post(path, content=form, headers=headers)
        assert answer.status_code == status, path
    large = await stranger.post("/auth/token", content=form + "y" * 5000, headers=FORM)
    assert large.status_code == 413
    assert (await stranger.post("/auth/token", content=b"\xff", headers=FORM)).status_code == 422
    many = await stranger.post("/auth/token", content="a=b&" * 100, headers=FORM)
    assert many.status_code == 422


async def test_a_logout_takes_the_cookie_away(app: FastAPI, client: Client) -> None:
    headers = {"Cookie": COOKIE, "Sec-Fetch-Site": "same-origin"}
    async with asking(app, **headers) as browser:
        answer = await browser.post("/auth/logout")
    assert answer.status_code == 204
    assert answer.headers["set-cookie"].startswith("taskyard_2a=; Max-Age=0; Path=/; HttpOnly")
    assert "set-cookie" not in (await client.post("/auth/logout")).headers


async def test_who_you_are(client: Client) -> None:
    me = (await client.get("/auth/me")).json()
    assert (me["name"], me["role"], me["way"]) == ("Ada", "admin", "token")
    assert me["scopes"] == ["admin", "read", "run"]
    assert me["links"]["self"] == "/api/v1/users/2"


async def test_only_what_was_sent_of_an_account_is_changed(
    client: Client, house: FakeHouse
) -> None:
    body = {"username": None, "password": PASSWORD, "current_password": "old"}
    assert (await client.patch("/auth/me", json=body)).status_code == 200
    assert house.last_asked("change_me") == ({"username": None, "password": PASSWORD}, "old")
    assert (await client.patch("/users/7", json={"role": "operator"})).status_code == 200
    assert house.last_asked("change_user") == {"role": Role.OPERATOR}
    for path, name in (("/auth/me", "role"), ("/users/7", "current_password"), ("/users/7", "id")):
        refused = await client.patch(path, json={name: "admin"})
        assert refused.json()["errors"][0]["pointer"] == f"/{name}"
    assert (await client.patch("/users/7", json={"name": None})).status_code == 422


async def test_people_are_shown_with_their_numbers(client: Client) -> None:
    answer = await client.get("/users/7")
    assert answer.headers["etag"] == '"1"'
    assert answer.json() == {
        "id": "7",
        "email": "ben@example.org",
        "username": None,
        "name": "Ben",
        "role": "user",
        "external_id": None,
        "created_at": "2026-11-18T11:06:40.123Z",
        "updated_at": "2026-11-18T11:06:40.123Z",
        "last_login_at": None,
        "disabled": False,
        "total_tasks_assigned": 4,
        "total_tasks_completed": 2,
        "total_tasks_in_progress": 1,
        "total_tasks_failed": 1,
        "completion_percentage": 50.0,
        "version": 1,
        "links": {"self": "/api/v1/users/7"},
    }


async def test_of_others_who_does_not_manage_people_sees_the_name(
    stranger: Client, house: FakeHouse
) -> None:
    house.doorkeeper.known["ty_other"] = a_person(9)
    answer = await stranger.get("/users/7", headers={"Authorization": "Bearer ty_other"})
    shown = {name: value for name, value in answer.json().items() if value is not None}
    assert shown.keys() == {"id", "name", "role", "links"}
    assert "etag" not in answer.headers


async def test_a_change_of_an_account_may_be_meant_for_one_version(client: Client) -> None:
    for version, status in (('"1"', 200), ('"2"', 412)):
        headers = {"If-Match": version}
        answer = await client.patch("/users/7", json={"disabled": True}, headers=headers)
        assert answer.status_code == status


async def test_a_new_person_has_a_place(client: Client, house: FakeHouse) -> None:
    answer = await client.post("/users", json={**ACCOUNT, "role": "viewer"})
    assert (answer.status_code, answer.headers["location"]) == (201, "/api/v1/users/8")
    assert house.last_asked("create_user") == (NEW, Role.VIEWER)
    assert (await client.post("/users", json={**ACCOUNT, "role": "root"})).status_code == 422


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("", UserQuery()),
        ("role=admin,viewer&disabled=true&q=ada",
         UserQuery(roles=frozenset({Role.ADMIN, Role.VIEWER}), disabled=True, q="ada")),
        ("limit=5&cursor=x&order_by=name", UserQuery(limit=5, cursor="x", order_by="name")),
    ],
)  # fmt: skip
async def test_the_words_of_the_list_of_people_mean(
    client: Client, house: FakeHouse, query: str, meant: UserQuery
) -> None:
    answer = await client.get(f"/users?{query}")
    assert list(answer.json()) == ["users", "next_cursor", "has_more"]
    assert house.last_asked("users") == meant


@pytest.mark.parametrize(
    ("path", "parameter"),
    [("/users?role=root", "role"), ("/users?order_by=email", "order_by"), ("/users?x=1", "x"),
     ("/audit?outcome=maybe", "outcome"), ("/audit?actor=x", "actor"), ("/tokens?x=1", None)],
)  # fmt: skip
async def test_a_word_that_means_nothing_is_named(
    client: Client, path: str, parameter: str | None
) -> None:
    answer = await client.get(path)
    assert answer.status_code == (200 if parameter is None else 422)
    if parameter is not None:
        assert answer.json()["errors"][0]["parameter"] == parameter


async def test_sessions_say_which_one_asks(app: FastAPI, client: Client) -> None:
    async with asking(app, Cookie=COOKIE) as browser:
        (session,) = (await browser.get("/auth/sessions")).json()["sessions"]
    assert (session["id"], session["kind"], session["current"]) == ("12", "cookie", True)
    (session,) = (await client.get("/auth/sessions")).json()["sessions"]
    assert session["current"] is False


async def test_a_token_is_shown_once(client: Client, house: FakeHouse) -> None:
    body = {"name": "backup", "scopes": ["read", "run"]}
    made = await client.post("/tokens", json=body)
    assert (made.status_code, made.json()["token"]) == (201, "ty_secret")
    scopes = frozenset({Scope.READ, Scope.RUN})
    assert house.last_asked("create_token") == ("backup", scopes, Life.USUAL)
    (listed,) = (await client.get("/tokens")).json()["tokens"]
    assert (listed["hint"], listed["scopes"]) == ("x7Qz", ["read", "run"])
    assert "token" not in listed


@pytest.mark.parametrize(
    ("given", "meant"), [(None, None), ("2026-11-20T00:00:00Z", 1_795_132_800_000)]
)
async def test_a_token_may_end_when_said(
    client: Client, house: FakeHouse, given: str | None, meant: int | None
) -> None:
    body = {"name": "n", "scopes": ["read"], "expires_at": given}
    assert (await client.post("/tokens", json=body)).status_code == 201
    assert house.last_asked("create_token")[2] == meant


async def test_an_invite_is_a_link_shown_once(client: Client, house: FakeHouse) -> None:
    made = (await client.post("/invites", json={"email": "ben@example.org"})).json()
    assert made["link"] == "http://localhost:8888/setup#i=tyi_secret"
    assert made["created_by"] == {"id": "2", "name": "Ada"}
    assert house.last_asked("create_invite") == ("ben@example.org", Role.USER)
    (listed,) = (await client.get("/invites")).json()["invites"]
    assert not listed.keys() & {"link", "secret"}


async def test_who_gives_no_name_is_called_as_they_sign_in(client: Client) -> None:
    for more, name in (({}, "ben"), ({"username": "Benny"}, "Benny")):
        new = {"email": "ben@example.org", "password": PASSWORD, **more}
        assert (await client.post("/users", json=new)).json()["name"] == name


async def test_the_audit_log_is_read_and_taken_along(client: Client, house: FakeHouse) -> None:
    page = (await client.get("/audit?actor=2&action=user.change&after=2026-11-20")).json()
    assert house.last_asked("audit") == AuditQuery(
        actor_id=2, action="user.change", after=1_795_132_800_000
    )
    (entry,) = page["entries"]
    assert (page["next_cursor"], page["has_more"]) == ("next", True)
    assert (entry["actor"], entry["via"]) == ({"id": "2", "name": "Ada"}, "token:3")
    assert (len(entry["hash"]), entry["previous"]) == (64, "0" * 64)
    check = (await client.get("/audit/check")).json()
    assert check == {"intact": False, "first_broken": page["entries"][0]["id"]}
    taken = await client.get("/audit?format=ndjson")
    assert taken.headers["content-type"] == "application/x-ndjson"
    assert [orjson.loads(line) for line in taken.text.splitlines()] == [entry, entry]


@pytest.mark.parametrize("path", ["/auth/me", "/tasks", "/users", "/tokens", "/tasks/7/logs"])
async def test_what_somebody_sees_is_kept_nowhere(
    client: Client, house: FakeHouse, path: str
) -> None:
    house.put(7)
    assert (await client.get(path)).headers["cache-control"] == "no-store"


async def test_neither_are_tokens_and_refusals(stranger: Client) -> None:
    for answer in (
        await stranger.post("/auth/login", json=LOGIN),
        await stranger.post("/auth/refresh", json={"refresh_token": "tyr_x"}),
        await stranger.post("/auth/token", data={"username": "a", "password": "b"}),
        await stranger.get("/tasks"),
    ):
        assert answer.headers["cache-control"] == "no-store"
