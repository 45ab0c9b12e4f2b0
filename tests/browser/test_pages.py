"""Every page there is, full of names and texts of somebody who means harm."""

import json
from contextlib import suppress

import pytest
from playwright.async_api import Page, TimeoutError, ViewportSize

from tests.browser import axe
from tests.browser.house import ROUTES, House
from tests.browser.settled import settled
from tests.browser.visitor import Visits, VisitsTo
from tests.needs import need

WIDE, NARROW = ViewportSize(width=1280, height=800), ViewportSize(width=360, height=740)
# 320 CSS pixels are a page of 1280 that was made four times as large.
MAGNIFIED = ViewportSize(width=320, height=640)
# They have two dimensions by nature.
MAY_BE_WIDE = {"/?view=timeline", "/tasks/{talked}/logs"}
STRANGERS = ("/", "/setup", "/setup#k=no", "/setup#i=no", "/register")


@pytest.fixture
def visits(house: House, visits_to: VisitsTo) -> Visits:
    need(axe.is_there(), "there is no axe-core: make setup")
    return visits_to(house.yard)


@pytest.mark.parametrize("route", ROUTES)
async def test_a_page_is_safe_and_for_everybody(house: House, visits: Visits, route: str) -> None:
    """That nothing is run and nobody else asked is seen by the watch over every visitor."""
    ada = await visits.by("admin", reduced_motion="reduce")
    page = await ada.opens(house.path(route))
    await settled(page)
    await _leads_nowhere_else(page, house.yard.root)
    await _has_no_fault(page)
    if route not in MAY_BE_WIDE:
        await _fits(page, MAGNIFIED)
    await page.set_viewport_size(WIDE)
    await _leads_the_focus_around(page)


@pytest.mark.parametrize("path", STRANGERS)
async def test_a_page_for_strangers_is_for_everybody(
    house: House, visits: Visits, path: str
) -> None:
    page = await (await visits.stranger(reduced_motion="reduce")).new_page()
    await page.goto(house.yard.root + path)
    await _has_no_fault(page)
    await _fits(page, MAGNIFIED)


_ADDRESSES = """[...document.querySelectorAll("a[href], area[href]")]
  .map((one) => new URL(one.href.baseVal ?? one.href, document.baseURI).protocol)"""
_LOADED = """[...document.querySelectorAll("img, iframe, object, embed, script, link, use")]
  .map((one) => one.src || one.data || one.href?.baseVal || one.href).filter(Boolean)"""


async def _leads_nowhere_else(page: Page, root: str) -> None:
    assert set(await page.evaluate(_ADDRESSES)) <= {"http:", "https:", "mailto:"}
    for address in await page.evaluate(_LOADED):
        assert address.startswith((root, "data:")), address


async def _has_no_fault(page: Page) -> None:
    """In none of its looks, so that one run tells all that is wrong."""
    found = {}
    for size in (WIDE, NARROW):
        await page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            await page.emulate_media(color_scheme=scheme)
            await settled(page)
            found[f"{scheme} {size['width']}"] = await axe.violations(page)
    assert {look: faults for look, faults in found.items() if faults} == {}


_TOO_WIDE = """() => {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  if (scrollWidth <= clientWidth) return [];
  const name = (e) => `${e.tagName}.${[...e.classList].join(".")} ${e.textContent.slice(0, 40)}`;
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > clientWidth + 1).slice(0, 5).map(name);
}"""


async def _fits(page: Page, size: ViewportSize) -> None:
    """Nothing has to be scrolled sideways, once plots have been drawn anew for the window."""
    await page.set_viewport_size(size)
    await settled(page)
    with suppress(TimeoutError):
        await page.wait_for_function(f"({_TOO_WIDE})().length === 0")
    assert await page.evaluate(_TOO_WIDE) == []


# A field that is drawn by its label is seen by that.
_NOTE_FOCUS = """() => {
  const first = document.activeElement;
  globalThis.tour = { isRound: false, unseen: [] };
  addEventListener("focusin", ({ target }) => {
    const { width, height, right } = (target.labels?.[0] ?? target).getBoundingClientRect();
    if (width * height === 0 || right <= 0) tour.unseen.push(target.outerHTML.slice(0, 80));
    tour.isRound ||= target === first;
  });
}"""
_FAR = 12
_STRIDE = 40


async def _leads_the_focus_around(page: Page) -> None:
    """By Tab: it is always seen, and held nowhere."""
    await page.keyboard.press("Tab")
    await page.evaluate(_NOTE_FOCUS)
    for _ in range(_FAR):
        for _ in range(_STRIDE):
            await page.keyboard.press("Tab")
        tour = await page.evaluate("tour")
        assert tour["unseen"] == [], "nobody sees where the focus is"
        if tour["isRound"]:
            return
    where = await page.evaluate("document.activeElement.outerHTML")
    raise AssertionError(f"focus stays at {where}")


async def test_it_can_be_installed(house: House, visits: Visits) -> None:
    ada = await visits.by("admin")
    page = await ada.opens()
    browser = await ada.context.new_cdp_session(page)
    found = await browser.send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["url"] == f"{house.yard.root}/manifest.webmanifest"
    (icon,) = json.loads(found["data"])["icons"]
    answer = await page.request.get(f"{house.yard.root}/{icon['src']}")
    assert answer.headers["content-type"] == icon["type"]
    found = await browser.send("Page.getInstallabilityErrors")
    # The profiles of tests are like private windows.
    assert [it["errorId"] for it in found["installabilityErrors"]] == ["in-incognito"]
