"""Job 2: in and out."""

from playwright.async_api import Page, expect

from tests.browser.hands import Hands
from tests.browser.visitor import Visits
from tests.server.people import PASSWORD
from tests.server.yard import Yard


async def test_somebody_signs_in_and_is_where_they_meant_to_go(
    visits: Visits, yard: Yard, hands: Hands
) -> None:
    ann = await visits.by(name="Ann")
    page = await _at_the_door(visits, yard, "/insights?range=7d")
    await _sign_in(page, hands, ann.email, "not this one")
    await expect(page.get_by_role("alert")).to_be_visible()
    await _sign_in(page, hands, ann.email, PASSWORD)
    await expect(page.get_by_role("button", name="Ann")).to_be_visible()
    assert page.url == f"{yard.root}/insights?range=7d"


async def test_somebody_signs_out(visits: Visits, yard: Yard, hands: Hands) -> None:
    ann = await visits.by(name="Ann")
    page = await ann.opens()
    await hands.press(page.get_by_role("button", name="Ann"))
    await hands.press(page.get_by_role("menuitem", name="Log out"))
    await expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("heading", name="Log in")).to_be_visible()


async def test_the_browser_is_told_what_the_fields_are_for(visits: Visits, yard: Yard) -> None:
    page = await _at_the_door(visits, yard, "/")
    name, password = page.get_by_label("E-mail or user name"), page.get_by_label("Password")
    await expect(name).to_have_attribute("autocomplete", "username")
    await expect(name).to_be_focused()
    await expect(password.and_(page.locator("input"))).to_have_attribute(
        "autocomplete", "current-password"
    )


async def _at_the_door(visits: Visits, yard: Yard, path: str) -> Page:
    page = await (await visits.stranger()).new_page()
    await page.goto(yard.root + path)
    return page


async def _sign_in(page: Page, hands: Hands, email: str, password: str) -> None:
    await hands.write(page.get_by_label("E-mail or user name"), email)
    await hands.write(page.get_by_role("textbox", name="Password"), password)
    await hands.press(page.get_by_role("button", name="Log in"))
