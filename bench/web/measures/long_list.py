"""Scrolling through a list that is far longer than the window."""

import time
from collections.abc import Iterator

from playwright.sync_api import Page

from bench.filling import fill
from bench.result import AtLeast, AtMost, Limit, Result
from bench.tasks import ended, submit
from bench.web import observer
from bench.web.desk import desk
from bench.workplace import Workplace

_TASKS = 10_000
_ROW = "tr[data-id]"
_PATIENCE_SECONDS = 120
_SCROLLS = 300
_STEP = 400
# As long as the list, with nothing in it.
_EMPTY = """() => {
  document.body.innerHTML = "";
  document.body.style.height = "1000000px";
}"""


def long_list(place: Workplace) -> Iterator[Result]:
    with desk(place) as at:
        template = int(ended(at.connection, submit(at.connection, command="echo hello"))["id"])
    fill(at.server.data / "taskyard.db", template=template, upto=_TASKS)
    with desk(place) as at, at.tab() as page:
        page.wait_for_selector(_ROW)
        page.mouse.move(700, 600)
        took = _to_the_end(page)
        seen = _scroll(page)
        rows = page.locator(_ROW).count()
        heap = observer.heap_bytes(page)
        with at.profile() as profile:
            empty = profile.new_page()
            empty.goto(f"{at.root}/healthz")
            empty.evaluate(_EMPTY)
            empty.mouse.wheel(0, _SCROLLS * _STEP)
            limit = Limit("an empty page", _scroll(empty).frame_rate)
    name = f"list of {_TASKS:,} tasks"
    yield Result(f"{name}: scrolled to its end", took, "s")
    note = f"longest {max(seen.frames):.0f} ms, longest task {seen.longest:.0f} ms"
    yield Result(
        f"{name}: frames while scrolling", seen.frame_rate, "/s", limit, AtLeast(0.75), note
    )
    yield Result(f"{name}: rows in the page", rows, "rows", bar=AtMost(400))
    yield Result(f"{name}: held by the tab", heap / 1e6, "MB", bar=AtMost(150))


def _scroll(page: Page) -> observer.Seen:
    observer.begin(page)
    for step in range(_SCROLLS):
        page.mouse.wheel(0, -_STEP if step < _SCROLLS / 2 else _STEP)
    return observer.end(page)


def _to_the_end(page: Page) -> float:
    """Seconds until the oldest task is in sight."""
    began = time.monotonic()
    oldest = page.locator(f"{_ROW}[data-id='1']")
    while not oldest.count():
        if time.monotonic() - began > _PATIENCE_SECONDS:
            raise TimeoutError("the end of the list was not reached")
        page.mouse.wheel(0, 20_000)
    return time.monotonic() - began
