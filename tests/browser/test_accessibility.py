"""Whatever axe-core knows to look for, on every page, in both themes, wide and narrow."""

import pytest
from playwright.async_api import Page, ViewportSize

from tests.browser import axe
from tests.browser.house import ROUTES, House
from tests.browser.settled import settled
from tests.browser.visitor import Visits, VisitsTo
from tests.needs import need

WIDE, NARROW = ViewportSize(width=1280, height=800), ViewportSize(width=360, height=740)
STRANGERS = ("/", "/setup", "/setup#k=no", "/setup#i=no", "/register")


@pytest.fixture
def visits(house: House, visits_to: VisitsTo) -> Visits:
    need(axe.is_there(), "there is no axe-core: make setup")
    return visits_to(house.yard)


@pytest.mark.parametrize("route", ROUTES)
async def test_axe_finds_nothing(house: House, visits: Visits, route: str) -> None:
    ada = await visits.by("admin", reduced_motion="reduce")
    await _look(await ada.opens(house.path(route)))


@pytest.mark.parametrize("route", STRANGERS)
async def test_axe_finds_nothing_where_strangers_come(
    house: House, visits: Visits, route: str
) -> None:
    page = await (await visits.stranger(reduced_motion="reduce")).new_page()
    await page.goto(house.yard.root + route)
    await _look(page)


async def _look(page: Page) -> None:
    """At all of its looks, so that one run tells all that is wrong."""
    found = {}
    for size in (WIDE, NARROW):
        await page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            await page.emulate_media(color_scheme=scheme)
            await settled(page)
            found[f"{scheme} {size['width']}"] = await axe.violations(page)
    assert {look: faults for look, faults in found.items() if faults} == {}
