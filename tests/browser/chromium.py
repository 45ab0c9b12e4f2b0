"""The browser that tests and measures look through."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

from app.api.spa import built_page

_NAMES = ("chromium", "google-chrome", "google-chrome-stable")
# Nothing but this machine is there: a request that gets past every other guard finds nobody.
_ALONE = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"


def program() -> str | None:
    return next(filter(None, map(shutil.which, _NAMES)), None)


def what_is_missing() -> str | None:
    if built_page() is None:
        return "the page is not built: make setup"
    if program() is None:
        return f"there is no browser: none of {', '.join(_NAMES)}"
    return None


@asynccontextmanager
async def chromium(*flags: str) -> AsyncIterator[Browser]:
    own = [f"--host-resolver-rules={_ALONE}", *flags]
    if os.geteuid() == 0:
        own.append("--no-sandbox")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program(), args=own)
        yield browser
        await browser.close()
