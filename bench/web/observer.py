"""What the browser itself counts while somebody looks: frames, long tasks, shifts of the layout."""

from dataclasses import dataclass

from playwright.sync_api import Page

SCRIPT = """(() => {
  let frames = null, longest = 0, shift = 0, last;
  const frame = (now) => {
    if (frames === null) return;
    if (last) frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  globalThis.bench = {
    begin() { frames = []; longest = last = 0; requestAnimationFrame(frame); },
    end() { const seen = { frames, longest }; frames = null; return seen; },
    shift: () => shift,
  };
  const watch = (type, see) => new PerformanceObserver((list) => list.getEntries().forEach(see))
    .observe({ type, buffered: true });
  watch("longtask", (task) => { longest = Math.max(longest, task.duration); });
  watch("layout-shift", (one) => { if (!one.hadRecentInput) shift += one.value; });
})()"""


@dataclass(frozen=True, slots=True)
class Seen:
    """`frames` are the milliseconds from one to the next; `longest` are those of the longest task,
    0 where none took 50."""

    frames: list[float]
    longest: float

    @property
    def frame_rate(self) -> float:
        return 1000 * len(self.frames) / sum(self.frames)


def begin(page: Page) -> None:
    page.evaluate("bench.begin()")


def end(page: Page) -> Seen:
    return Seen(**page.evaluate("bench.end()"))


def layout_shift(page: Page) -> float:
    """How much moved by itself since the page was opened."""
    shift: float = page.evaluate("bench.shift()")
    return shift


def heap_bytes(page: Page) -> int:
    """What the tab's scripts hold, once what nobody needs is gone."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    used: int = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return used
