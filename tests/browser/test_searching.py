"""Job 6: find a line in a long log, and show it to somebody else."""

import re

from playwright.async_api import Locator, Page, expect

from tests.browser.visitor import Visitor, Visits
from tests.server.talking import ended, submit

_SCRIPT = "seq 100000; echo needle one; seq 50000; echo a needle more; seq 50000; echo needles"
LINES = FIRST, SECOND, THIRD = 100_001, 150_002, 200_003


async def _long_log(ann: Visitor) -> str:
    async with ann.client() as client:
        task = await submit(client, _SCRIPT, name="long one")
        assert (await ended(client, task["id"]))["log"]["lines"] == THIRD
    return f"/tasks/{task['id']}/logs"


def line(page: Page, number: int) -> Locator:
    return page.get_by_role("log").locator(f"[data-line='{number}']")


async def test_with_a_mouse(visits: Visits) -> None:
    ann = await visits.by()
    page = await ann.opens(await _long_log(ann))
    await page.get_by_role("button", name="Search", exact=True).click()
    await page.get_by_role("searchbox", name="Search the log").fill("needle")
    await _is_at(page, 3)
    await page.get_by_role("button", name="Next match").click()
    await _is_at(page, 1)
    await page.get_by_role("button", name="Next match").click()
    await _is_at(page, 2)
    await page.get_by_role("button", name="Previous match").click()
    await _is_at(page, 1)
    await page.get_by_role("button", name="Next match").click()
    await _is_at(page, 2)

    await line(page, SECOND).get_by_role("link").click()
    await expect(page).to_have_url(re.compile(f"#L{SECOND}$"))
    await line(page, SECOND + 2).get_by_role("link").click(modifiers=["Shift"])
    await expect(page).to_have_url(re.compile(f"#L{SECOND}-L{SECOND + 2}$"))
    other = await ann.context.new_page()
    await other.goto(page.url)
    await expect(line(other, SECOND)).to_be_in_viewport()
    await expect(line(other, SECOND)).to_contain_text("a needle more")


async def test_with_a_keyboard(visits: Visits) -> None:
    ann = await visits.by(permissions=["clipboard-read", "clipboard-write"])
    page = await ann.opens(await _long_log(ann))
    await expect(line(page, THIRD)).to_be_in_viewport()
    await page.keyboard.press("ControlOrMeta+f")
    await page.keyboard.type("needle")
    await page.keyboard.press("Enter")
    await _is_at(page, 3)
    await page.keyboard.press("Enter")
    await _is_at(page, 1)
    await page.keyboard.press("Enter")
    await _is_at(page, 2)
    await page.keyboard.press("Shift+Enter")
    await _is_at(page, 1)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("search")).to_have_count(0)
    await page.keyboard.press(":")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.type(str(FIRST))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(line(page, FIRST)).to_be_in_viewport()
    await page.keyboard.press("y")
    await expect(page.get_by_role("status").filter(has_text="clipboard")).to_be_visible()
    copied = await page.evaluate("navigator.clipboard.readText()")
    other = await ann.context.new_page()
    await other.goto(copied)
    await expect(line(other, FIRST)).to_be_in_viewport()


async def _is_at(page: Page, match: int) -> None:
    await expect(page.get_by_role("search").locator("output")).to_have_text(f"{match} of 3")
    await expect(line(page, LINES[match - 1])).to_be_in_viewport()
