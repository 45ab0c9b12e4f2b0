"""What somebody wrote who means harm is shown as it is. See test_pages, too."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.hostile import LAST_LINE, NAMES
from tests.browser.house import House
from tests.browser.visitor import Visits, VisitsTo


@pytest.fixture
def visits(house: House, visits_to: VisitsTo) -> Visits:
    return visits_to(house.yard)


async def test_a_hostile_name_is_shown_as_it_is(house: House, visits: Visits) -> None:
    ada = await visits.by("admin")
    page = await ada.opens(f"/tasks/{house.tasks['talked']}")
    await expect(page.get_by_role("heading", level=1)).to_contain_text(NAMES[0])
    await expect(page).to_have_title(re.compile(re.escape(NAMES[0])))


async def test_a_log_of_every_byte_is_read_to_its_end(house: House, visits: Visits) -> None:
    ada = await visits.by("admin")
    page = await ada.opens(f"/tasks/{house.tasks['talked']}/logs")
    await expect(page.get_by_role("log").get_by_text(LAST_LINE)).to_be_visible()
