"""A log longer than anybody reads: how soon its end is there, and what the tab holds of it."""

from collections.abc import Iterator
from statistics import median

from playwright.sync_api import Page

from bench.result import AtMost, Result
from bench.tasks import ended, submit
from bench.web import observer
from bench.web.desk import Desk, desk
from bench.workplace import Workplace

_LINES = 5_000_000
_ROUNDS = 5
_ROWS = "[role=log] tr"
# From the click to the frame that shows the last line.
_OPEN = f"""([link, last]) => new Promise((done) => {{
  const began = performance.now();
  document.querySelector(link).click();
  const look = () => {{
    const rows = [...document.querySelectorAll("{_ROWS}")];
    if (rows.some((row) => row.textContent.includes(last))) done(performance.now() - began);
    else requestAnimationFrame(look);
  }};
  look();
}})"""


def long_log(place: Workplace) -> Iterator[Result]:
    with desk(place, log_cap="1GiB") as at:
        task_id = submit(at.connection, command=f"seq {_LINES}")
        ended(at.connection, task_id)
        opened = median([_open(at, task_id) for _ in range(_ROUNDS)])
        with at.tab(f"/tasks/{task_id}/logs") as page:
            page.get_by_role("log").get_by_text(str(_LINES), exact=True).first.wait_for()
            most = _wander(page)
            heap = observer.heap_bytes(page)
    name = f"log of {_LINES:,} lines"
    yield Result(f"{name} opens at its end", opened, "ms", bar=AtMost(500))
    yield Result(f"{name}: rows in the page", most, "rows", bar=AtMost(400))
    yield Result(f"{name}: held by the tab", heap / 1e6, "MB", bar=AtMost(150))


def _open(at: Desk, task_id: str) -> float:
    with at.tab() as page:
        link = f"a[href$='/tasks/{task_id}']"
        page.wait_for_selector(link)
        took: float = page.evaluate(_OPEN, [link, str(_LINES)])
        return took


def _wander(page: Page) -> int:
    """Through much of it; the most rows there were at once."""
    page.get_by_role("log").focus()
    most = 0
    for key in ["Home", *["PageDown"] * 40, "End", *["PageUp"] * 40]:
        page.keyboard.press(key)
        most = max(most, page.locator(_ROWS).count())
    return most
