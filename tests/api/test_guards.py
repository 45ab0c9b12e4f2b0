import re
from collections.abc import AsyncIterator

import httpx
import pytest

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
