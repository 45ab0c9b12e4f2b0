"""320 CSS pixels, as a page of 1280 that was made four times as large."""

import pytest
from playwright.async_api import ViewportSize

from tests.browser.house import ROUTES, House
from tests.browser.settled import settled
from tests.browser.visitor import Visits, VisitsTo

NARROW = ViewportSize(width=320, height=640)
# They have two dimensions by nature.
FREE = {"/?view=timeline", "/tasks/{talked}/logs"}

_TOO_WIDE = """() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const name = (e) => `${e.tagName}.${[...e.classList].join(".")} ${e.textContent.slice(0, 40)}`;
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1).slice(0, 5).map(name);
}"""


@pytest.fixture
def visits(house: House, visits_to: VisitsTo) -> Visits:
    return visits_to(house.yard)


@pytest.mark.parametrize("route", [route for route in ROUTES if route not in FREE])
async def test_nothing_has_to_be_scrolled_sideways(
    house: House, visits: Visits, route: str
) -> None:
    ada = await visits.by("admin", viewport=NARROW)
    page = await ada.opens(house.path(route))
    await settled(page)
    assert await page.evaluate(_TOO_WIDE) == []
