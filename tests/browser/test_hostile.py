"""Names, texts and output of somebody who means harm: they are shown, and nothing else."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.hostile import LAST_LINE, NAMES
from tests.browser.house import ROUTES, House
from tests.browser.settled import settled
from tests.browser.visitor import Visits, VisitsTo

_ADDRESSES = "[...document.querySelectorAll('a[href], area[href]')].map((a) => a.protocol)"
_LOADED = """[...document.querySelectorAll('img, iframe, object, embed, script, link, use')]
  .map((one) => one.src || one.data || one.href?.baseVal || one.href).filter(Boolean)"""


@pytest.fixture
def visits(house: House, visits_to: VisitsTo) -> Visits:
    return visits_to(house.yard)


@pytest.mark.parametrize("route", ROUTES)
async def test_nothing_that_was_written_is_run(house: House, visits: Visits, route: str) -> None:
    """What may never happen is seen by the watch over every visitor."""
    ada = await visits.by("admin")
    page = await ada.opens(house.path(route))
    await settled(page)
    assert set(await page.evaluate(_ADDRESSES)) <= {"http:", "https:", "mailto:"}
    for address in await page.evaluate(_LOADED):
        assert address.startswith((house.yard.root, "data:")), address


async def test_a_hostile_name_is_shown_as_it_is(house: House, visits: Visits) -> None:
    ada = await visits.by("admin")
    page = await ada.opens(f"/tasks/{house.tasks['talked']}")
    await expect(page.get_by_role("heading", level=1)).to_contain_text(NAMES[0])
    await expect(page).to_have_title(re.compile(re.escape(NAMES[0])))


async def test_a_log_of_every_byte_is_read_to_its_end(house: House, visits: Visits) -> None:
    ada = await visits.by("admin")
    page = await ada.opens(f"/tasks/{house.tasks['talked']}/logs")
    await expect(page.get_by_role("log").get_by_text(LAST_LINE)).to_be_visible()
