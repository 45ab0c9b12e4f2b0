"""What the server holds: at rest, and for each running task."""

import time
from collections.abc import Callable, Iterator

from bench.client.http import Connection
from bench.memory import pss, rss, with_children
from bench.result import AtMost, Result
from bench.server import Server
from bench.tasks import TASKS, batch, wait_for_count
from bench.workplace import Workplace

_TASKS = 1000
_MB = 1e6


def resident(place: Workplace) -> Iterator[Result]:
    with place.server(slots=_TASKS) as server:
        yield _idle(server)
        with server.connect() as connection:
            yield _per_task(server, connection)


def _idle(server: Server) -> Result:
    family = with_children(server.pid)
    whole = _settled(lambda: sum(map(pss, family)))
    note = f"{len(family)} processes; RSS of the server {rss(server.pid) / _MB:.0f} MB, " + (
        f"of all {sum(map(rss, family)) / _MB:.0f} MB"
    )
    return Result(
        "memory at rest (PSS, launchers included)", whole / _MB, "MB", bar=AtMost(90), note=note
    )


def _per_task(server: Server, connection: Connection) -> Result:
    """As many short ones first, so that what the first use of anything takes is not counted."""
    connection.post(f"{TASKS}/batch", batch("true", _TASKS))
    wait_for_count(connection, "completed", _TASKS)
    launchers = with_children(server.pid)[1:]
    before, launchers_before = _settled(lambda: rss(server.pid)), sum(map(rss, launchers))
    connection.post(f"{TASKS}/batch", batch("sleep 600", _TASKS))
    wait_for_count(connection, "running", _TASKS)
    growth = (_settled(lambda: rss(server.pid)) - before) / _TASKS / 1000
    launchers_growth = (sum(map(rss, launchers)) - launchers_before) / _TASKS / 1000
    note = f"launchers {launchers_growth:.2f} kB more"
    return Result("memory for a running task", growth, "kB", bar=AtMost(8), note=note)


def _settled(read: Callable[[], int]) -> int:
    """Once two readings, half a second apart, differ by less than one in a hundred."""
    last = read()
    while True:
        time.sleep(0.5)
        now = read()
        if abs(now - last) * 100 < last:
            return now
        last = now
