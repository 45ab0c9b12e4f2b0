"""The browser that tests look at the page through."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

from app.api.spa import built_page
from bench.web.chromium import flags, program


def what_is_missing() -> str | None:
    if built_page() is None:
        return "the page is not built: make setup"
    if program() is None:
        return "there is no Chromium"
    return None


@asynccontextmanager
async def chromium(*more: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program(), args=flags(*more))
        yield browser
        await browser.close()
