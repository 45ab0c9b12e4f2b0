"""What happens on the server is on the page, in every tab, whatever happens to the wire."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.cable import Cable, cable
from tests.browser.settled import settled
from tests.browser.visitor import Visitor, Visits, VisitsTo
from tests.server.conftest import StartYard
from tests.server.talking import ended, has_streams, log_of, says, submit
from tests.server.test_beyond_loopback import free_port
from tests.server.yard import Yard

# A line every now and then, that says which one it is.
COUNTS = "i=0; while [ ! -e {} ]; do i=$((i+1)); echo line $i; sleep 0.02; done; echo that is all"


def chip(page: Page) -> Locator:
    return page.get_by_role("banner").get_by_role("status")


@pytest_asyncio.fixture(loop_scope="session")
async def wired(start_yard: StartYard, visits_to: VisitsTo) -> AsyncIterator[tuple[Cable, Visitor]]:
    port = free_port()
    yard = start_yard(allowed_hosts=f"127.0.0.1:{port}")
    async with cable(yard, port) as laid:
        yield laid, await visits_to(yard, f"http://127.0.0.1:{port}").by("admin")


async def test_tabs_share_one_connection_and_both_see_what_happens(
    start_yard: StartYard, visits_to: VisitsTo
) -> None:
    yard = start_yard()
    ada = await visits_to(yard).by("admin")
    tabs = [await ada.opens(), await ada.opens("/my"), await ada.opens()]
    for tab in tabs:
        await expect(chip(tab)).to_have_text("Live")
    async with yard.client() as owner:
        await has_streams(owner, yard, 1)
        task = await submit(owner, "echo here", name="of somebody else")
        await ended(owner, task["id"])
        for tab in (tabs[0], tabs[2]):
            row = tab.get_by_role("row").filter(has_text="of somebody else")
            await expect(row).to_contain_text("Completed")
        for tab in tabs[:2]:
            await tab.close()
        await has_streams(owner, yard, 1)


async def test_signing_out_in_one_tab_signs_out_the_others(visits: Visits) -> None:
    ann = await visits.by()
    here, there = await ann.opens(), await ann.opens("/profile")
    await expect(chip(there)).to_have_text("Live")
    await here.get_by_role("button", name="Ann").click()
    await here.get_by_role("menuitem", name="Log out").click()
    await expect(there.get_by_role("heading", name="Log in")).to_be_visible()


async def test_no_row_moves_under_the_pointer(visits: Visits) -> None:
    ann = await visits.by()
    page = await ann.opens()
    async with ann.client() as client:
        for n in range(3):
            await ended(client, (await submit(client, "true", name=f"old {n}"))["id"])
            await expect(page.get_by_role("row").filter(has_text=f"old {n}")).to_be_visible()
        under = page.get_by_role("row").filter(has_text="old 1")
        await under.hover()
        place = await under.bounding_box()
        for n in range(4):
            await ended(client, (await submit(client, "true", name=f"new {n}"))["id"])
        await expect(page.get_by_role("button", name="4 new tasks")).to_be_visible()
        assert await under.bounding_box() == place
        await page.mouse.move(0, 0)
        await expect(page.get_by_role("row").filter(has_text="new 3")).to_be_visible()


async def test_after_the_server_was_killed_everything_comes_back(
    start_yard: StartYard, visits_to: VisitsTo, tmp_path: Path
) -> None:
    yard = start_yard()
    ada = await visits_to(yard).by("admin")
    async with yard.client() as owner:
        task = await submit(owner, COUNTS.format(tmp_path / "never"))
        await says(owner, task["id"], "line 5")
    home, page = await ada.opens(), await ada.opens(f"/tasks/{task['id']}/logs")
    await expect(page.get_by_role("log")).to_contain_text("line 20")
    port = yard.port
    yard.kill()
    await expect(chip(home)).to_contain_text(re.compile("Reconnecting|Offline"))

    yard.start(port)
    await _retry(home)
    await expect(chip(home)).to_have_text("Live")
    row = home.get_by_role("row").filter(has_text=f"#{task['id']}")
    await expect(row).to_contain_text("Lost")
    await expect(page.get_by_role("region", name="Log")).to_contain_text("server stopped")
    await _is_whole(page, yard, task["id"])


async def test_what_cannot_be_loaded_takes_nothing_else_with_it(visits: Visits) -> None:
    """As when the server stands still, or has a newer page."""
    visits.forgiven |= {"imported module", "preload CSS"}
    ann = await visits.by()
    page = await ann.opens()
    await expect(chip(page)).to_have_text("Live")
    insights = page.get_by_role("navigation", name="Main").get_by_role("link", name="Insights")
    told = page.get_by_role("alert").filter(has_text="could not be loaded")
    await page.route("**/assets/**", lambda route: route.abort())
    await insights.click()
    await expect(page.get_by_role("main").get_by_role("alert")).to_contain_text("newer page")
    await expect(chip(page)).to_have_text("Live")
    await page.go_back()
    await expect(page.get_by_role("textbox", name="Command")).to_be_visible()
    await expect(told).to_have_count(0)
    await page.keyboard.press("ControlOrMeta+k")
    await expect(told).to_be_visible()
    await page.unroute("**/assets/**")
    await insights.click()
    await page.get_by_role("button", name="Try again").click()
    await expect(page.get_by_role("heading", name="Insights")).to_be_visible()


async def test_a_log_goes_on_where_the_wire_was_cut(
    wired: tuple[Cable, Visitor], tmp_path: Path
) -> None:
    laid, ada = wired
    gate = tmp_path / "gate"
    async with ada.client() as client:
        task = await submit(client, COUNTS.format(gate))
        page = await ada.opens(f"/tasks/{task['id']}/logs")
        log = page.get_by_role("log")
        await expect(log).to_contain_text("line 10")
        for n in (30, 60):
            laid.cut()
            await says(client, task["id"], f"line {n}")
            laid.mend()
            await expect(log).to_contain_text(f"line {n + 10}")
        gate.touch()
        await expect(log).to_contain_text("that is all")
    await _is_whole(page, ada.yard, task["id"])


async def test_without_a_stream_the_page_asks_and_says_so(
    wired: tuple[Cable, Visitor],
) -> None:
    laid, ada = wired
    laid.carries_events = False
    page = await ada.opens()
    for _ in range(3):
        await _retry(page)
    await expect(chip(page)).to_contain_text("Not live")
    async with ada.client() as client:
        await submit(client, "true", name="found by asking")
    await expect(page.get_by_role("row").filter(has_text="found by asking")).to_be_visible()
    laid.carries_events = True
    await _retry(page)
    await expect(chip(page)).to_have_text("Live")


async def test_without_a_wire_the_page_says_since_when(wired: tuple[Cable, Visitor]) -> None:
    laid, ada = wired
    page = await ada.opens()
    await expect(chip(page)).to_have_text("Live")
    laid.cut()
    for _ in range(3):
        await _retry(page)
    await expect(chip(page)).to_contain_text("Offline since")
    laid.mend()
    await _retry(page)
    await expect(chip(page)).to_have_text("Live")


async def _retry(page: Page) -> None:
    """Somebody without patience; it comes back by itself, too."""
    await page.get_by_role("banner").get_by_role("button", name="Retry").click()


async def _is_whole(page: Page, yard: Yard, task_id: str) -> None:
    """Every line once, in its place: from the first to the last."""
    async with yard.client() as owner:
        lines = (await log_of(owner, task_id)).decode().splitlines()
    log = page.get_by_role("log")
    await log.focus()
    await page.keyboard.press("Home")
    seen: dict[int, str] = {}
    for _ in lines:  # a screen is more than a line
        await settled(page)
        for number, text in await log.evaluate(_SHOWN):
            assert seen.setdefault(number, text) == text
        if len(seen) >= len(lines):
            break
        await page.keyboard.press("PageDown")
    assert [seen[n] for n in sorted(seen)] == lines


_SHOWN = """log => [...log.querySelectorAll("[data-line]")]
  .map((row) => [Number(row.dataset.line), row.querySelector("[data-text]").textContent])
  .filter(([, text]) => text !== "")"""
