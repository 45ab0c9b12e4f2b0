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


async def test_the_docs_page_loads_nothing_from_elsewhere(client: Client) -> None:
    page = await client.get("/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert not re.search(r"https?://|<script>| on\w+=", page.text)
    policy = page.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "http" not in policy
    files = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(files) == 4
    for file in files:
        assert (await client.get(ROOT + file)).status_code == 200


@pytest.mark.parametrize("name", ["LICENSE", "../app.py", "..%2Fapp.py", "index.html", "x"])
async def test_the_docs_page_gives_no_other_file(client: Client, name: str) -> None:
    assert (await client.get(f"/docs/{name}")).status_code == 404


async def test_the_docs_file_that_is_known_is_not_sent_again(client: Client) -> None:
    first = await client.get("/docs/start.js")
    again = await client.get("/docs/start.js", headers={"If-None-Match": first.headers["etag"]})
    assert first.status_code == 200
    assert again.status_code in (200, 304)
