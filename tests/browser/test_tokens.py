"""Job 10: a script is let in, and shut out again."""

import asyncio
import json
import re

from playwright.async_api import Locator, Page, expect

from tests.browser.hands import Hands
from tests.browser.visitor import Visits


async def test_a_token_is_made_used_by_curl_and_revoked(visits: Visits, hands: Hands) -> None:
    ann = await visits.by()
    page = await ann.opens("/tokens")
    await hands.press(page.get_by_role("button", name="New token"))
    await hands.write(page.get_by_role("dialog").get_by_label("Name"), "backup script")
    await hands.press(page.get_by_role("checkbox", name="Run"))
    await hands.press(page.get_by_role("button", name="Make token"))

    line = await page.get_by_role("dialog").get_by_text(re.compile("^curl ")).inner_text()
    task = json.loads(await _shell(line))
    assert task["command"] == "echo hello"
    assert task["created_by"]["id"] == ann.id

    # It is known now when it was used last.
    await page.reload()
    await hands.press(_row(page).get_by_role("button", name="Revoke"))
    await hands.press(page.get_by_role("button", name="Revoke token"))
    await expect(page.get_by_text("You have no tokens.")).to_be_visible()
    assert json.loads(await _shell(line))["code"] == "unauthenticated"


def _row(page: Page) -> Locator:
    return page.get_by_role("row").filter(has_text="backup script")


async def _shell(line: str) -> bytes:
    """What somebody gets who pastes the line into a terminal."""
    shell = await asyncio.create_subprocess_exec(
        "/bin/sh", "-c", line, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await shell.communicate()
    return said
