"""When there is something to look at."""

from playwright.async_api import Page, expect

_STILL = """() => document.querySelector("h1") !== null
  && document.querySelector("[aria-busy=true]") === null
  && document.getAnimations().every((one) =>
       one.playState !== "running" || one.effect?.getTiming().iterations === Infinity)"""


async def settled(page: Page) -> None:
    """Its heading is there, nothing is being loaded, nothing moves but what always does."""
    await expect(page.get_by_role("status", name="Loading")).to_have_count(0)
    await page.wait_for_function(_STILL)
