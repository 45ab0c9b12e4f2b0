"""The page as browsers get it, from a folder such as a build leaves."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from app.api.app import build
from app.api.task_out import TaskWriter
from tests.api.fakes import FakeHouse

Client = httpx.AsyncClient
ROOT = "http://localhost:8888"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
INDEX = """<!doctype html>
<base href="/" />
<meta name="csp-nonce" content="NONCE" />
<script type="module" src="./assets/main-B7x.js"></script>
"""
FILES = {
    "index.html": INDEX,
    "favicon.svg": "<svg/>",
    "assets/main-B7x.js": "plain script",
    "assets/main-B7x.js.br": "br script",
    "assets/main-B7x.js.gz": "gz script",
    "assets/main-C1y.css": "plain style",
}
SCRIPT = "/assets/main-B7x.js"


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    (tmp_path / "dist" / "assets").mkdir(parents=True)
    for name, text in FILES.items():
        (tmp_path / "dist" / name).write_text(text)
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path / "dist"


def browser(house: FakeHouse, dist: Path | None, public_url: str | None = None) -> Client:
    writer = TaskWriter(house.people)
    app = build(house.services(), writer=writer, port=8888, page=dist, public_url=public_url)
    # Nothing is unpacked that was not asked for.
    headers = {**BROWSER, "Accept-Encoding": "identity"}
    return Client(transport=httpx.ASGITransport(app), base_url=ROOT, headers=headers)


@pytest.fixture
async def page(house: FakeHouse, dist: Path) -> AsyncIterator[Client]:
    async with browser(house, dist) as client:
        yield client


@pytest.fixture
async def unbuilt(house: FakeHouse) -> AsyncIterator[Client]:
    async with browser(house, None) as client:
        yield client


@pytest.mark.parametrize(
    "path", ["/", "/tasks/1042", "/tasks/1042/logs", "/setup", "/login", "/tasks/", "/not/known"]
)
async def test_every_path_of_the_page_is_the_page(page: Client, path: str) -> None:
    answer = await page.get(path)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["vary"] == "Accept"
    assert 'src="./assets/main-B7x.js"' in answer.text


async def test_a_page_may_load_and_run_what_is_ours_and_nothing_else(page: Client) -> None:
    answer = await page.get("/")
    rules = dict(rule.split(" ", 1) for rule in _policy(answer).split("; "))
    nonce = re.search(r'csp-nonce" content="([\w-]{20,})"', answer.text)
    assert nonce is not None
    assert rules == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": f"'self' 'nonce-{nonce[1]}'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "object-src": "'none'",
        "frame-ancestors": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "default",
    }


async def test_no_two_pages_have_the_same_nonce(page: Client) -> None:
    answers = [await page.get("/") for _ in range(20)]
    assert len({_policy(answer) for answer in answers}) == 20
    assert all("NONCE" not in answer.text for answer in answers)


async def test_who_asks_for_no_page_gets_none(page: Client) -> None:
    curl = {"Accept": "*/*"}
    assert (await page.get("/", headers=curl)).json()["links"]["tasks"] == "/api/v1/tasks"
    assert (await page.get("/tasks/1042", headers=curl)).json()["code"] == "not-found"


@pytest.mark.parametrize("path", ["/api", "/api/v1/nothing", "/api/v2/tasks", "/wp-login.php"])
async def test_what_is_no_path_of_the_page_is_not_found(page: Client, path: str) -> None:
    answer = await page.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


async def test_the_page_takes_nothing(page: Client) -> None:
    answer = await page.post("/tasks/1042")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


async def test_below_a_path_the_page_says_so(house: FakeHouse, dist: Path) -> None:
    async with browser(house, dist, "http://localhost:8888/apps/yard") as page:
        for path in ("/", "/apps/yard", "/apps/yard/tasks/5"):
            assert '<base href="/apps/yard/" />' in (await page.get(path)).text
        assert (await page.get(f"/apps/yard{SCRIPT}")).text == "plain script"


async def test_a_page_can_tell_that_there_is_a_newer_one(house: FakeHouse, dist: Path) -> None:
    builds = set()
    for text in (INDEX, INDEX, INDEX.replace("B7x", "D2z")):
        (dist / "index.html").write_text(text)
        async with browser(house, dist) as page:
            found = re.search(r'taskyard-build" content="(\w{16})"', (await page.get("/")).text)
        assert found is not None
        builds.add(found[1])
    assert len(builds) == 2


async def test_files_named_by_their_content_are_kept_for_a_year(page: Client) -> None:
    for name, kind in ((SCRIPT, "text/javascript"), ("/assets/main-C1y.css", "text/css")):
        answer = await page.get(name)
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
    icon = await page.get("/favicon.svg")
    assert icon.headers["cache-control"] == "no-cache"
    assert icon.headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize(
    ("asked", "encoding", "text"),
    [
        ("gzip, deflate, br", "br", "br script"),
        ("gzip;q=1, br;q=0.5", "gzip", "gz script"),
        ("br;q=0", None, "plain script"),
    ],
)
async def test_a_file_comes_as_it_was_packed(
    page: Client, asked: str, encoding: str | None, text: str
) -> None:
    async with page.stream("GET", SCRIPT, headers={"Accept-Encoding": asked}) as answer:
        sent = b"".join([piece async for piece in answer.aiter_raw()])
    assert (answer.headers.get("content-encoding"), sent.decode()) == (encoding, text)
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-length"] == str(len(text))
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


async def test_a_file_that_is_known_is_not_sent_again(page: Client) -> None:
    tags = set()
    for name in (SCRIPT, "/favicon.svg"):
        for encoding in ("br", "gzip", "identity"):
            asked = {"Accept-Encoding": encoding}
            async with page.stream("GET", name, headers=asked) as first:
                tag = first.headers["etag"]
            tags.add((name, tag))
            for known in (tag, f'"x", W/{tag}'):
                again = await page.get(name, headers={**asked, "If-None-Match": known})
                assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
                assert again.headers["cache-control"] == first.headers["cache-control"]
    assert len(tags) == 4


async def test_head_tells_what_get_would(page: Client) -> None:
    for path in ("/", SCRIPT, "/favicon.svg"):
        head, get = await page.head(path), await page.get(path)
        assert head.status_code == 200
        assert head.headers["content-type"] == get.headers["content-type"]
        assert head.headers["content-length"] == get.headers["content-length"]


@pytest.mark.parametrize(
    "path",
    [
        "/assets/nothing.js",
        "/assets/..%2findex.html",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "//etc/passwd",
        f"{SCRIPT}.br",
        "/index.html",
        "/assets",
    ],
)
async def test_only_files_of_the_page_are_there(page: Client, path: str) -> None:
    answer = await page.get(path, headers={"Accept": "*/*"})
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


async def test_a_file_that_another_build_took_away_is_not_found(page: Client, dist: Path) -> None:
    (dist / "assets" / "main-C1y.css").unlink()
    assert (await page.get("/assets/main-C1y.css")).status_code == 404


async def test_a_worker_may_reach_us(page: Client) -> None:
    """It goes by the policy of its own script."""
    policy = _policy(await page.get(SCRIPT))
    assert "connect-src 'self'" in policy
    assert "script-src 'self'" in policy
    assert "connect-src" not in _policy(await page.get("/favicon.svg"))


@pytest.mark.parametrize("path", ["/", "/setup", "/tasks/1042"])
async def test_a_server_without_the_page_says_how_to_get_it(unbuilt: Client, path: str) -> None:
    answer = await unbuilt.get(path)
    assert answer.status_code == 200
    assert "make setup" in answer.text
    assert 'href="api/v1/docs"' in answer.text
    nonce = re.search(r'<style nonce="([\w-]+)">', answer.text)
    assert nonce is not None
    assert f"'nonce-{nonce[1]}'" in _policy(answer)


async def test_without_the_page_the_api_works(unbuilt: Client) -> None:
    assert (await unbuilt.get("/api/v1/version")).status_code == 200
    assert (await unbuilt.get("/", headers={"Accept": "*/*"})).json()["name"] == "taskyard"
    assert (await unbuilt.get(SCRIPT)).status_code == 404


def _policy(answer: httpx.Response) -> str:
    return answer.headers["content-security-policy"]
