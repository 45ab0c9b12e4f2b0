"""Job 6: find a line in a long log, and show it to somebody else."""

import re

from playwright.async_api import Locator, Page, expect

from tests.browser.visitor import Visitor, Visits
from tests.server.talking import ended, submit

_SCRIPT = "seq 100000; echo needle one; seq 50000; echo a needle more; seq 50000; echo needles"
FIRST, SECOND, THIRD = 100_001, 150_002, 200_003


async def _long_log(ann: Visitor) -> str:
    async with ann.client() as client:
        task = await submit(client, _SCRIPT, name="long one")
        assert (await ended(client, task["id"]))["log"]["lines"] == THIRD
    return f"/tasks/{task['id']}/logs"


def line(page: Page, number: int) -> Locator:
    return page.get_by_role("log").locator(f"[data-line='{number}']")


def _count(page: Page) -> Locator:
    return page.get_by_role("search").locator("output")


async def test_with_a_mouse(visits: Visits) -> None:
    ann = await visits.by()
    page = await ann.opens(await _long_log(ann))
    await page.get_by_role("button", name="Search", exact=True).click()
    await page.get_by_role("searchbox", name="Search the log").fill("needle")
    await expect(_count(page)).to_contain_text("of 3")
    await page.get_by_role("button", name="Next match").click()
    for number in (FIRST, SECOND, THIRD):
        await _come_to(page, "Next match", number)
    await _come_to(page, "Previous match", SECOND)

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
    await expect(_count(page)).to_contain_text("of 3")
    seen = await _count(page).inner_text()
    for _ in range(3):
        await page.keyboard.press("Enter")
        await expect(_count(page)).not_to_have_text(seen)
        seen = await _count(page).inner_text()
        if seen.startswith("2 "):
            break
    await expect(line(page, SECOND)).to_be_in_viewport()
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


async def _come_to(page: Page, button: str, number: int) -> None:
    """To that match, from wherever one begins."""
    for _ in range(3):
        if await line(page, number).count():
            break
        before = await _count(page).inner_text()
        await page.get_by_role("button", name=button).click()
        await expect(_count(page)).not_to_have_text(before)
    await expect(line(page, number)).to_be_in_viewport()
