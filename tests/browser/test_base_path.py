"""The page below a path of another site's, behind a proxy that does TLS."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.chromium import chromium
from tests.browser.visitor import Visits
from tests.cli.test_client import certificate
from tests.needs import need
from tests.server.talking import submit
from tests.server.test_beyond_loopback import HOST, free_port, nginx, proxied
from tests.server.yard import Yard

PATH = "/tools/yard"
# The name leads here, and whoever signed the certificate is trusted.
_FLAGS = (f"--host-resolver-rules=MAP {HOST} 127.0.0.1", "--ignore-certificate-errors")


@pytest.fixture
def pem(tmp_path: Path) -> Path:
    return certificate(tmp_path / "own.pem")


@pytest_asyncio.fixture(loop_scope="session")
async def visits(tmp_path: Path, pem: Path) -> AsyncIterator[Visits]:
    need(shutil.which("nginx"), "there is no nginx")
    port = free_port()
    public = f"https://{HOST}:{port}{PATH}"
    yard = Yard(tmp_path / "yard", public_url=public, behind_proxy=True).start(free_port())
    command = nginx(tmp_path, pem, port, yard.root, path=PATH)
    with proxied(command, port, tmp_path):
        async with chromium(*_FLAGS) as browser:
            visits = Visits(browser, yard, public)
            yield visits
            await visits.end()
    yard.finish()


async def test_pages_links_and_streams_work_below_a_path(visits: Visits) -> None:
    ada = await visits.by("admin", ignore_https_errors=True)
    page = await ada.opens()
    await expect(page.get_by_role("banner").get_by_role("status")).to_have_text("Live")
    async with ada.client() as client:
        task = await submit(client, "echo begun; sleep 600", name="below a path")
    await page.get_by_role("link", name="View Logs of").click()
    await expect(page.get_by_role("log")).to_contain_text("begun")
    assert page.url.startswith(f"{ada.root}/tasks/{task['id']}")
    await page.reload()
    await expect(page.get_by_role("log")).to_contain_text("begun")
    for entry in await page.get_by_role("navigation", name="Main").get_by_role("link").all():
        assert (await entry.evaluate("a => a.href")).startswith(ada.root)


async def test_who_was_signed_out_comes_back_to_where_they_were(visits: Visits) -> None:
    page = await (await visits.stranger(ignore_https_errors=True)).new_page()
    ada = await visits.by("admin", ignore_https_errors=True)
    await page.goto(f"{ada.root}/insights")
    await page.get_by_label("E-mail or user name").fill(ada.email)
    await page.get_by_role("textbox", name="Password").fill("not this one")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_be_visible()
    assert page.url == f"{ada.root}/insights"
