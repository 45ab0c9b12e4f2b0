"""Job 7: find tasks in the list, and do one thing to many."""

import re

from playwright.async_api import Locator, Page, expect

from tests.browser.hands import Hands
from tests.browser.visitor import Visitor, Visits
from tests.server.talking import has_status, submit


async def _busy(ann: Visitor) -> None:
    """Three that run on, two that are over."""
    async with ann.client() as client:
        for n in range(3):
            task = await submit(client, "sleep 600", name=f"long {n}")
            await has_status(client, task["id"], "running")
        for n in range(2):
            task = await submit(client, f"exit {n}", name=f"short {n}")
            await has_status(client, task["id"], "failed" if n else "completed")


def _rows(page: Page) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=re.compile("^#")))


async def test_the_list_is_filtered_and_back_undoes_it(visits: Visits, hands: Hands) -> None:
    ann = await visits.by()
    await _busy(ann)
    page = await ann.opens()
    await expect(_rows(page)).to_have_count(5)
    states = page.get_by_role("navigation", name="Tasks by state")
    await expect(states.get_by_role("link", name="Running")).to_contain_text("3")

    await hands.press(states.get_by_role("link", name="Running"))
    await expect(_rows(page)).to_have_count(3)
    assert page.url.endswith("/?q=status:running")
    await hands.press(states.get_by_role("link", name="Failed"))
    await expect(_rows(page)).to_have_count(1)
    await page.go_back()
    await expect(_rows(page)).to_have_count(3)
    await page.go_back()
    await expect(_rows(page)).to_have_count(5)

    await hands.write(page.get_by_role("searchbox", name="Filter"), "short status:failed")
    await expect(_rows(page)).to_have_count(1)
    await page.reload()
    await expect(_rows(page)).to_have_count(1)
    await expect(page.get_by_role("searchbox", name="Filter")).to_have_value("short status:failed")


async def test_nothing_found_is_another_thing_than_nothing_there(
    visits: Visits, hands: Hands
) -> None:
    ann = await visits.by()
    page = await ann.opens()
    await expect(page.get_by_text("Nothing has run yet")).to_be_visible()
    await _busy(ann)
    await page.goto(f"{ann.yard.root}/?q=status:cancelled")
    await expect(page.get_by_text(re.compile("^No cancelled tasks"))).to_be_visible()
    await hands.press(page.get_by_role("main").get_by_role("button", name="Clear filter").last)
    await expect(_rows(page)).to_have_count(5)


async def test_many_are_cancelled_at_once_after_a_question(visits: Visits, hands: Hands) -> None:
    ann = await visits.by()
    await _busy(ann)
    page = await ann.opens("/?q=status:running")
    await hands.press(page.get_by_role("checkbox", name=re.compile("^Select all")))
    selected = page.get_by_role("region", name="Selected tasks")
    await expect(selected).to_contain_text("3 selected")
    await hands.press(selected.get_by_role("button", name="Cancel"))
    await hands.press(page.get_by_role("dialog").get_by_role("button", name="Cancel 3 tasks"))
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(selected).to_have_count(0)
    # What the pointer or the focus is on stays there.
    await page.mouse.move(0, 0)
    await page.get_by_role("searchbox", name="Filter").focus()
    await expect(_rows(page)).to_have_count(0)
    await page.goto(f"{ann.yard.root}/?q=status:cancelled")
    await expect(_rows(page)).to_have_count(3)
