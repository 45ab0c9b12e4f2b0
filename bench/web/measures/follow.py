"""Following a program that prints faster than anybody reads."""

import sys
from collections.abc import Iterator
from statistics import quantiles

from playwright.sync_api import Page

from bench.result import AtLeast, AtMost, Result
from bench.tasks import submit
from bench.web import observer, stamper
from bench.web.desk import desk
from bench.workplace import Workplace

_RATE = 5_000
_SECONDS = 60
# Each line says when it was printed; a frame that shows new ones notes how old each of them is.
_NOTE_AGES = """() => {
  const log = document.querySelector("[role=log]");
  let newest = 0;
  bench.ages = [];
  const look = () => {
    const now = Date.now();
    let top = newest;
    for (const [, stamp, n] of log.textContent.matchAll(/@(\\d+) (\\d+)@/g)) {
      if (+n <= newest) continue;
      bench.ages.push(now - stamp);
      top = Math.max(top, +n);
    }
    newest = top;
    requestAnimationFrame(look);
  };
  look();
}"""


def fast_output(place: Workplace) -> Iterator[Result]:
    with desk(place) as at:
        script = [sys.executable, "-I", "-S", stamper.__file__, str(_RATE), str(_SECONDS + 10)]
        task_id = submit(at.connection, argv=script)
        with at.tab(f"/tasks/{task_id}/logs") as page:
            page.get_by_role("log").get_by_text("@").first.wait_for()
            seen, ages = _watch(page)
            heap = observer.heap_bytes(page)
    name = f"{_RATE:,} lines/s followed for {_SECONDS} s"
    note = f"longest {max(seen.frames):.0f} ms"
    yield Result(f"{name}: frames", seen.frame_rate, "/s", bar=AtLeast(30), note=note)
    yield Result(f"{name}: longest task", seen.longest, "ms")
    twentieths = quantiles(ages, n=20)
    note = f"p50 {twentieths[9]:.0f} ms, worst {max(ages):.0f} ms"
    yield Result(f"{name}: print → painted, p95", twentieths[18], "ms", bar=AtMost(300), note=note)
    yield Result(f"{name}: held by the tab", heap / 1e6, "MB", bar=AtMost(150))


def _watch(page: Page) -> tuple[observer.Seen, list[float]]:
    page.evaluate(_NOTE_AGES)
    observer.begin(page)
    page.wait_for_timeout(_SECONDS * 1000)
    return observer.end(page), page.evaluate("bench.ages")
