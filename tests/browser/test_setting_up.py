"""Job 1: from an empty server to its first administrator."""

import re

from playwright.async_api import expect

from tests.browser.hands import Hands
from tests.browser.visitor import VisitsTo
from tests.server.conftest import StartYard
from tests.server.people import PASSWORD


async def test_the_printed_link_makes_the_first_administrator(
    start_yard: StartYard, visits_to: VisitsTo, hands: Hands
) -> None:
    yard = start_yard()
    page = await (await visits_to(yard).stranger()).new_page()
    await page.goto(yard.root)
    await expect(page.get_by_role("heading", name="Not set up yet")).to_be_visible()

    await page.goto((yard.data / "setup-link").read_text().strip())
    await hands.write(page.get_by_label("Name"), "Ada")
    assert page.url == f"{yard.root}/setup", "the key is in the address bar no more"
    await hands.write(page.get_by_label("E-mail"), "ada@example.org")
    password = page.get_by_label("Password", exact=True)
    await hands.write(password, "too short")
    await hands.press(page.get_by_role("button", name="Set up"))
    await expect(password).to_have_accessible_description(re.compile("at least"))

    await hands.write(password, PASSWORD)
    await hands.press(page.get_by_role("button", name="Set up"))
    await expect(page.get_by_role("button", name="Ada")).to_be_visible()
    assert page.url == f"{yard.root}/"


async def test_a_link_that_was_used_says_what_to_do(
    start_yard: StartYard, visits_to: VisitsTo
) -> None:
    yard = start_yard()
    visits = visits_to(yard)
    link = (yard.data / "setup-link").read_text().strip()
    await visits.by("admin", "Ada")
    page = await (await visits.stranger()).new_page()
    await page.goto(link)
    await expect(page.get_by_role("heading", name="Set up already")).to_be_visible()
    await page.get_by_role("link", name="Log in").click()
    await expect(page.get_by_role("heading", name="Log in")).to_be_visible()
