"""What somebody waits for who opens the page for the first time."""

import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from app.api.spa import built_page
from bench.result import AtMost, Result
from bench.tasks import TASKS, batch, wait_for_count
from bench.web import observer
from bench.web.desk import Desk, desk
from bench.workplace import Workplace

_TASKS = 50
_ROUNDS = 7
_SETTLE_MS = 1000
_ROW = "tr[data-id]"
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
_LOADED = "performance.getEntriesByType('resource').map((one) => one.name)"


def first_load(place: Workplace) -> Iterator[Result]:
    with desk(place) as at:
        at.connection.post(f"{TASKS}/batch", batch("echo hello", _TASKS))
        wait_for_count(at.connection, "completed", _TASKS)
        opened = [_open(at) for _ in range(_ROUNDS + 1)][1:]
        with at.tab() as page:
            page.wait_for_selector(_ROW)
            page.wait_for_timeout(_SETTLE_MS)
            scripts, styles = _weight(page, "js"), _weight(page, "css")
    paint, there, shift = (median(numbers) for numbers in zip(*opened, strict=True))
    yield Result("first load, scripts", scripts / 1000, "kB gzip", bar=AtMost(240))
    yield Result("first load, styles", styles / 1000, "kB gzip", bar=AtMost(40))
    yield Result("first paint, nothing cached", paint, "ms", bar=AtMost(500))
    yield Result(f"the list of {_TASKS} tasks is there", there, "ms")
    yield Result("layout shift", shift, "", bar=AtMost(0.001))


def _open(at: Desk) -> tuple[float, float, float]:
    with at.tab() as page:
        page.wait_for_selector(_ROW)
        there: float = page.evaluate("performance.now()")
        page.wait_for_timeout(_SETTLE_MS)
        return page.evaluate(_PAINT), there, observer.layout_shift(page)


def _weight(page: Page, suffix: str) -> int:
    """Bytes on the wire, of what was asked for."""
    folder = built_page()
    if folder is None:
        raise RuntimeError("the page has gone")
    names = {Path(url).name for url in page.evaluate(_LOADED)}
    wanted = [name for name in names if re.search(rf"\.{suffix}$", name)]
    return sum((folder / "assets" / f"{name}.gz").stat().st_size for name in wanted)
