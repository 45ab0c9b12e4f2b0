"""Whether the list stays quick while much happens on the server."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing

from bench.result import AtMost, Result
from bench.tasks import TASKS, batch, ended, submit
from bench.web import observer
from bench.web.desk import Desk, desk
from bench.workplace import Workplace

_EVENTS = 10_000
_SECONDS = 60


def many_events(place: Workplace) -> Iterator[Result]:
    with desk(place) as at, at.tab() as page:
        ended(at.connection, submit(at.connection, command="true"))
        per_task = _events(at)
        page.wait_for_selector("tr[data-id]")
        observer.begin(page)
        _make(at, tasks=_EVENTS // per_task)
        seen = observer.end(page)
        told = _events(at) - per_task
    name = f"{told:,} events in a minute, list open"
    yield Result(f"{name}: longest task", seen.longest, "ms", bar=AtMost(100))
    note = f"longest {max(seen.frames):.0f} ms"
    yield Result(f"{name}: frames", seen.frame_rate, "/s", note=note)


def _make(at: Desk, *, tasks: int) -> None:
    """Some every second, for a minute."""
    began, made = time.monotonic(), 0
    for second in range(1, _SECONDS + 1):
        count = tasks * second // _SECONDS - made
        at.connection.post(f"{TASKS}/batch", batch("true", count))
        made += count
        time.sleep(max(0.0, began + second - time.monotonic()))


def _events(at: Desk) -> int:
    file = at.server.data / "taskyard.db"
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        greatest: int = database.execute("SELECT max(id) FROM events").fetchone()[0]
    return greatest
