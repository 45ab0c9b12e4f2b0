import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from app.api.app import build
from app.api.cookies import SessionCookie
from app.api.task_out import TaskWriter
from tests.api.fake_people import AS_ADMIN, COOKIE
from tests.api.fakes import FakeHouse

Client = httpx.AsyncClient


@pytest.mark.parametrize(
    "host",
    ["localhost:8888", "localhost", "127.0.0.1:8888", "[::1]:8888", "[::1]", "LOCALHOST:8888",
     "tasks.example", "tasks.example:8888", "proxy.example:9000"],
)  # fmt: skip
async def test_our_own_names_are_answered(client: Client, host: str) -> None:
    assert (await client.get("/version", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost:1", "localhost.evil.example", "127.0.0.1.nip.io", "",
     "proxy.example", "localhost:8888.", "[::1"],
)  # fmt: skip
async def test_any_other_name_is_misdirected(client: Client, host: str) -> None:
    answer = await client.get("/version", headers={"Host": host})
    assert answer.status_code == 421
    assert answer.json()["code"] == "misdirected-request"


async def test_two_host_headers_are_no_host(client: Client) -> None:
    both = [("Host", "localhost:8888"), ("Host", "localhost:8888")]
    assert (await client.get("/version", headers=both)).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:3000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost:8888"},
    ],
    ids=["foreign", "null", "other-port", "cross-site", "same-site"],
)
async def test_a_page_of_another_origin_changes_nothing(
    client: Client, house: FakeHouse, headers: dict[str, str]
) -> None:
    answer = await client.post("/tasks", json={"command": "true"}, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["code"] == "forbidden"
    assert house.asked == []


async def test_our_own_page_and_curl_may(client: Client) -> None:
    ours = {"Origin": "http://localhost:8888", "Sec-Fetch-Site": "same-origin"}
    assert (await client.post("/tasks", json={"command": "true"}, headers=ours)).status_code == 201
    assert (await client.post("/tasks", json={"command": "true"})).status_code == 201


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_only_json_is_taken(client: Client, kind: str) -> None:
    body = b'{"command":"true"}'
    answer = await client.post("/tasks", content=body, headers={"Content-Type": kind})
    assert answer.status_code == 415
    assert answer.json()["code"] == "unsupported-media-type"


async def test_a_charset_beside_json_is_fine(client: Client) -> None:
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    answer = await client.post("/tasks", content=b'{"command":"true"}', headers=headers)
    assert answer.status_code == 201


async def test_a_body_that_says_it_is_too_large_is_not_read(client: Client) -> None:
    answer = await client.post("/tasks", json={"command": "x" * 2000})
    assert answer.status_code == 413
    assert answer.json()["code"] == "too-large"
    assert answer.headers["connection"] == "close"


async def test_a_body_that_grows_too_large_is_stopped(client: Client) -> None:
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(1000):
            taken += 500
            yield b" " * 500

    headers = {"Content-Type": "application/json"}
    answer = await client.post("/tasks", content=endless(), headers=headers)
    assert answer.status_code == 413
    assert taken <= 5000


async def test_a_batch_may_be_larger(client: Client) -> None:
    tasks = [{"command": "x" * 1000}, {"command": "y" * 1000}, {"command": "z" * 1000}]
    assert (await client.post("/tasks/batch", json={"tasks": tasks})).status_code == 201
    assert (await client.post("/tasks/batch", json={"tasks": tasks * 2})).status_code == 413


async def test_nothing_new_is_taken_while_closing(client: Client, house: FakeHouse) -> None:
    house.health.closing = True
    answer = await client.post("/tasks", json={"command": "true"})
    assert answer.status_code == 503
    assert answer.json()["code"] == "shutting-down"
    assert int(answer.headers["retry-after"]) > 0
    assert (await client.get("/tasks")).status_code == 200


async def test_every_reply_has_an_id_and_the_clients_is_kept(client: Client) -> None:
    made = (await client.get("/nothing")).headers["x-request-id"]
    assert re.fullmatch("[0-9a-f]{16}", made)
    kept = await client.get("/tasks/x", headers={"X-Request-Id": "trace-7/a"})
    assert kept.headers["x-request-id"] == kept.json()["request_id"] == "trace-7/a"


@pytest.mark.parametrize("given", ["a b", "x" * 200, '"><script>', "-x"])
async def test_an_id_that_is_not_sane_is_replaced(client: Client, given: str) -> None:
    answer = await client.get("/version", headers={"X-Request-Id": given})
    assert answer.headers["x-request-id"] != given


@pytest.mark.parametrize("path", ["/version", "/nothing", "/tasks/x"])
async def test_every_reply_says_what_a_browser_may_do_with_it(client: Client, path: str) -> None:
    headers = (await client.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "same-origin"
    assert "default-src 'none'" in headers["content-security-policy"]


@asynccontextmanager
async def behind_a_proxy(house: FakeHouse) -> AsyncIterator[Client]:
    """As a proxy shows us at https://yard.example/apps/yard."""
    writer = TaskWriter(house.people, "/apps/yard")
    cookie = SessionCookie("__Secure-taskyard_2a", path="/apps/yard", secure=True)
    url = "https://yard.example/apps/yard"
    app = build(house.services(), writer=writer, port=8888, cookie=cookie, public_url=url)
    transport = httpx.ASGITransport(app)
    async with Client(transport=transport, headers=AS_ADMIN, base_url="https://yard.example") as it:
        yield it


@pytest.mark.parametrize("base", ["", "/apps/yard"], ids=["taken away", "left there"])
async def test_we_live_below_a_path_whether_the_proxy_takes_it_away_or_not(
    house: FakeHouse, base: str
) -> None:
    house.put(7)
    async with behind_a_proxy(house) as client:
        task = (await client.get(f"{base}/api/v1/tasks/7")).json()
        made = await client.post(f"{base}/api/v1/tasks/", json={"command": "true"})
        missing = (await client.get(f"{base}/api/v1/tasks/9")).json()
        spec = (await client.get(f"{base}/api/v1/openapi.json")).json()
        home = await client.get(base or "/", headers={"Accept": "text/html"})
        page = await client.get(f"{base}/api/v1/docs")
        invite = (await client.post(f"{base}/api/v1/invites", json={})).json()
    assert task["links"] == {
        "self": "/apps/yard/api/v1/tasks/7",
        "logs": "/apps/yard/api/v1/tasks/7/logs",
        "html": "/apps/yard/tasks/7",
    }
    assert made.headers["location"] == f"/apps/yard/api/v1/tasks/{made.json()['id']}"
    assert missing["instance"] == "/apps/yard/api/v1/tasks/9"
    assert spec["servers"] == [{"url": "/apps/yard"}]
    password = spec["components"]["securitySchemes"]["password"]["flows"]["password"]
    assert password["tokenUrl"] == "/apps/yard/api/v1/auth/token"
    assert '<base href="/apps/yard/">' in home.text
    assert page.status_code == 200
    assert invite["link"] == "https://yard.example/apps/yard/setup#i=tyi_secret"


async def test_a_path_that_only_begins_like_ours_is_another(house: FakeHouse) -> None:
    async with behind_a_proxy(house) as client:
        assert (await client.get("/apps/yardly/api/v1/tasks")).status_code == 404


async def test_the_docs_are_found_with_a_slash_too(house: FakeHouse) -> None:
    page = "/api/v1/docs"
    async with behind_a_proxy(house) as client:
        for base in ("", "/apps/yard"):
            answer = await client.get(f"{base}{page}/", follow_redirects=True)
            assert (answer.status_code, answer.url.path) == (200, base + page)


@pytest.mark.parametrize(
    ("origin", "status"),
    [("https://yard.example", 201), ("http://yard.example", 403), ("https://localhost:8888", 403)],
)
async def test_behind_tls_a_page_without_it_is_another_origin(
    house: FakeHouse, origin: str, status: int
) -> None:
    async with behind_a_proxy(house) as client:
        answer = await client.post(
            "/api/v1/tasks", json={"command": "true"}, headers={"Origin": origin}
        )
    assert answer.status_code == status


async def test_behind_tls_browsers_are_told_to_stay_there(house: FakeHouse, client: Client) -> None:
    body = {"email": "a@b", "password": "x", "cookie": True}
    async with behind_a_proxy(house) as proxied:
        answer = await proxied.post("/api/v1/auth/login", json=body)
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert answer.headers["set-cookie"].endswith(
        "; Path=/apps/yard; HttpOnly; SameSite=Strict; Secure"
    )
    assert "strict-transport-security" not in (await client.get("/version")).headers


async def test_what_is_said_of_tls_is_not_said_of_localhost(house: FakeHouse) -> None:
    """Whoever comes through a tunnel to the machine itself still works there without TLS."""
    near = {"Host": "localhost:8888", "Origin": "http://localhost:8888"}
    async with behind_a_proxy(house) as client:
        answer = await client.post("/api/v1/tasks", json={"command": "true"}, headers=near)
    assert answer.status_code == 201
    assert "strict-transport-security" not in answer.headers


@pytest.mark.parametrize("way", ["header", "cookie"])
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_name_that_was_bound_to_our_address_gets_nowhere(
    stranger: Client, house: FakeHouse, method: str, way: str
) -> None:
    """DNS rebinding: to the browser it is the same origin, so only the Host tells."""
    who = AS_ADMIN if way == "header" else {"Cookie": COOKIE}
    name = "rebound.example:8888"
    sent = {"Host": name, "Origin": f"http://{name}", "Sec-Fetch-Site": "same-origin", **who}
    answer = await stranger.request(method, "/tasks", headers=sent, json={"command": "true"})
    assert answer.status_code == 421
    assert (house.asked, house.doorkeeper.seen) == ([], [])
