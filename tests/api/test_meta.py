import re

import httpx
import pytest

from app import __version__
from app.core.errors import ShuttingDown
from tests.api.fakes import FakeHouse

Client = httpx.AsyncClient
ROOT = "http://localhost:8888"


async def test_the_process_lives(client: Client) -> None:
    answer = await client.get(f"{ROOT}/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_ready_says_which_check_fails(client: Client, house: FakeHouse) -> None:
    answer = await client.get(f"{ROOT}/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (200, True)
    house.fails["executor"] = ShuttingDown()
    answer = await client.get(f"{ROOT}/readyz")
    assert (answer.status_code, answer.json()["checks"]["executor"]) == (503, False)


async def test_numbers_are_what_prometheus_reads(client: Client) -> None:
    answer = await client.get(f"{ROOT}/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert 'taskyard_tasks{status="queued"} 3.0' in answer.text
    assert "\ntaskyard_slots 8.0" in answer.text
    assert "process_resident_memory_bytes" in answer.text


async def test_the_version_is_told(client: Client) -> None:
    answer = await client.get("/version")
    assert answer.json() == {"name": "taskyard", "version": __version__, "api": "v1"}


async def test_a_setting_is_told_with_who_set_it(client: Client) -> None:
    port, secret_key = (await client.get("/settings")).json()["settings"]
    assert port == {
        "name": "port",
        "section": "Server",
        "variables": ["TASKYARD_PORT", "PORT"],
        "description": "The port.",
        "value": "9000",
        "default": "8888",
        "secret": False,
        "set": True,
        "source": "file",
        "set_by": "PORT",
        "restart": True,
    }
    assert (secret_key["source"], secret_key["set_by"]) == ("default", None)


@pytest.mark.parametrize("path", ["/", "/api/v1", "/api/v1/"])
async def test_who_comes_to_the_door_is_shown_the_way(client: Client, path: str) -> None:
    told = (await client.get(ROOT + path)).json()
    for link in told["links"].values():
        if link != "/api/v1/events":
            assert (await client.get(ROOT + link)).status_code == 200


async def test_a_browser_that_looks_at_the_api_is_shown_its_docs(client: Client) -> None:
    answer = await client.get(f"{ROOT}/api/v1", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["location"]) == (307, "/api/v1/docs")


@pytest.mark.parametrize("path", ["/tasks", "/tasks/7", "/tasks/7/logs", "/docs", "/version"])
async def test_head_is_answered_like_get(client: Client, house: FakeHouse, path: str) -> None:
    house.put(7)
    head, get = await client.head(path), await client.get(path)
    assert (head.status_code, head.headers["content-type"]) == (200, get.headers["content-type"])


@pytest.mark.parametrize("path", ["/events", "/tasks/7/logs/stream", "/tasks/7/logs/download"])
async def test_head_is_refused_where_get_has_no_end_or_is_large(client: Client, path: str) -> None:
    answer = await client.head(path)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")


async def test_a_last_slash_changes_nothing(client: Client, house: FakeHouse) -> None:
    answer = await client.post("/tasks/", json={"command": "true"})
    assert (answer.status_code, answer.headers["location"]) == (201, "/api/v1/tasks/1")
    assert (await client.get("/tasks/1/")).json() == (await client.get("/tasks/1")).json()
    assert (await client.get("/tasks/1//")).status_code == 404


async def test_a_number_with_a_newline_is_no_number(client: Client, house: FakeHouse) -> None:
    house.put(7)
    assert (await client.get("/tasks/7%0a")).status_code == 404


async def test_the_docs_page_loads_nothing_from_elsewhere(client: Client) -> None:
    page = await client.get("/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert not re.search(r"https?://|<script>| on\w+=", page.text)
    policy = page.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "http" not in policy
    files = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(files) >= 4
    for file in files:
        assert (await client.get(str(page.url.join(file)))).status_code == 200, file


@pytest.mark.parametrize("name", ["LICENSE", "../app.py", "..%2Fapp.py", "index.html", "x"])
async def test_the_docs_page_gives_no_other_file(client: Client, name: str) -> None:
    assert (await client.get(f"/docs/{name}")).status_code == 404


async def test_the_docs_file_that_is_known_is_not_sent_again(client: Client) -> None:
    first = await client.get("/docs/start.js")
    again = await client.get("/docs/start.js", headers={"If-None-Match": first.headers["etag"]})
    assert first.status_code == 200
    assert (again.status_code, again.content) == (304, b"")
