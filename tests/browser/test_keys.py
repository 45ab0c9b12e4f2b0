"""Without a mouse: keys that lead somewhere, focus that is never lost, nothing that moves."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.house import House
from tests.browser.settled import settled
from tests.browser.visitor import Visits, VisitsTo

_MOVING = """() => document.getAnimations().filter((one) => one.playState === "running")
  .map((one) => `${one.effect?.target?.className} ${one.animationName ?? ""}`)"""


@pytest.fixture
def of_the_house(house: House, visits_to: VisitsTo) -> Visits:
    return visits_to(house.yard)


async def test_the_first_key_leads_past_the_navigation(visits: Visits) -> None:
    ann = await visits.by()
    page = await ann.opens("/profile")
    await settled(page)
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Skip to the page")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("main")).to_be_focused()


@pytest.mark.parametrize(
    ("keys", "path"),
    [("n", "/new"), ("gm", "/my"), ("gi", "/insights"), ("gp", "/users"), ("gs", "/settings")],
)
async def test_letters_lead_to_pages(visits: Visits, keys: str, path: str) -> None:
    ann = await visits.by()
    page = await ann.opens("/")
    await settled(page)
    await page.get_by_role("main").focus()
    for key in keys:
        await page.keyboard.press(key)
    await expect(page).to_have_url(re.compile(re.escape(ann.root + path)))


async def test_letters_are_text_where_one_types_and_can_be_switched_off(visits: Visits) -> None:
    ann = await visits.by()
    page = await ann.opens("/")
    command = page.get_by_role("textbox", name="Command")
    await expect(command).not_to_be_empty()  # whoever comes first finds something to run
    await command.fill("")
    await command.press_sequentially("nginx -t")
    await expect(command).to_have_value("nginx -t")
    await page.goto(f"{ann.root}/settings")
    await page.get_by_role("switch", name=re.compile("shortcuts|keys", re.IGNORECASE)).uncheck()
    await page.get_by_role("main").focus()
    await page.keyboard.press("n")
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url == f"{ann.root}/settings"


@pytest.mark.parametrize(
    ("route", "opener"),
    [
        ("/tokens", "New token"),
        ("/users", "Invite"),
        ("/", "Search or jump to"),
        ("/", "Keyboard shortcuts"),
    ],
)
async def test_focus_goes_into_a_dialog_and_back_to_what_opened_it(
    visits: Visits, route: str, opener: str
) -> None:
    ada = await visits.by("admin")
    page = await ada.opens(route)
    button = page.get_by_role("button", name=opener).first
    await button.focus()
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_be_visible()
    await expect(dialog.locator(":focus")).to_have_count(1)
    for _ in range(30):
        await page.keyboard.press("Tab")
        await expect(dialog.locator(":focus")).to_have_count(1)
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(button).to_be_focused()


async def test_nothing_moves_for_whoever_asked_for_that(house: House, of_the_house: Visits) -> None:
    ada = await of_the_house.by("admin", reduced_motion="reduce")
    for route in ("/", "/tasks/{running}", "/?view=board", "/?view=timeline"):
        page = await ada.opens(house.path(route))
        await _is_still(page)


async def _is_still(page: Page) -> None:
    await settled(page)
    assert await page.evaluate(_MOVING) == []
