"""What a tab costs that is open, live, and looked at by nobody in particular."""

import time
from collections.abc import Iterator

from playwright.sync_api import Browser

from bench.result import AtMost, Result
from bench.tasks import TASKS, batch, submit, wait_for_count
from bench.web.desk import desk
from bench.workplace import Workplace

_TASKS = 50
_SETTLE_SECONDS = 5
_SECONDS = 30


def idle_tab(place: Workplace) -> Iterator[Result]:
    with desk(place) as at:
        at.connection.post(f"{TASKS}/batch", batch("echo hello", _TASKS))
        wait_for_count(at.connection, "completed", _TASKS)
        with at.tab() as page:
            page.wait_for_selector("tr[data-id]")
            quiet = _share(at.browser)
            submit(at.connection, command="sleep 600")
            running = _share(at.browser)
    yield Result("open tab, nothing happens", quiet, "% of a core", bar=AtMost(1))
    yield Result("open tab, one task runs", running, "% of a core")


def _share(browser: Browser) -> float:
    time.sleep(_SETTLE_SECONDS)
    before, began = _seconds(browser), time.monotonic()
    time.sleep(_SECONDS)
    return 100 * (_seconds(browser) - before) / (time.monotonic() - began)


def _seconds(browser: Browser) -> float:
    """Used so far by what draws pages and runs their scripts."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return sum(one["cpuTime"] for one in processes if one["type"] == "renderer")
