"""Reading in a very long log: any range of its lines, and a search through all of it."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

from bench.client.http import Connection, UnexpectedReply
from bench.result import AtLeast, AtMost, Result
from bench.server import Server
from bench.spread import Spread, spread
from bench.tasks import TASKS, ended, submit
from bench.text import write_text
from bench.workplace import Workplace

_LINES = 10_000_000
_RANGE = 500
_RANGES = 300
_SEARCHED = 1_000_000_000


def long_logs(place: Workplace) -> Iterator[Result]:
    source = place.directory / "text"
    write_text(source, _SEARCHED)
    with place.server(log_cap="2GiB") as server:
        got = _ranges(server)
        task_id = _store(server, source)
        either, exact = (_search(server, task_id, case) for case in ("false", "true"))
    name = f"{_RANGE} lines anywhere in {_LINES:,}"
    yield Result(f"{name}, p50", got.p50, "ms")
    yield Result(f"{name}, worst", got.worst, "ms", bar=AtMost(20), note=f"p99 {got.p99:.1f} ms")
    bar = AtLeast(500)
    yield Result("literal search of 1 GB, any case", either / 1e6, "MB/s", bar=bar)
    yield Result("literal search of 1 GB, exact case", exact / 1e6, "MB/s", bar=bar)


def _ranges(server: Server) -> Spread:
    """Milliseconds."""
    with server.connect() as connection:
        task_id = submit(connection, command=f"seq {_LINES}")
        ended(connection, task_id)
        starts = [random.randrange(1, _LINES - _RANGE) for _ in range(_RANGES)]
        return spread([_read(connection, task_id, start) for start in starts])


def _read(connection: Connection, task_id: str, start: int) -> float:
    began = time.perf_counter()
    target = f"{TASKS}/{task_id}/logs?from_line={start}&to_line={start + _RANGE - 1}"
    text = connection.get(target)["logs"]
    milliseconds = (time.perf_counter() - began) * 1000
    if text.split() != [str(n) for n in range(start, start + _RANGE)]:
        raise UnexpectedReply(f"lines {start}… are {text[:100]!r}")
    return milliseconds


def _store(server: Server, source: Path) -> str:
    with server.connect() as connection:
        task_id = submit(connection, command=f"cat {source}")
        ended(connection, task_id)
    return task_id


def _search(server: Server, task_id: str, case: str) -> float:
    """Bytes a second, for text that occurs nowhere. Goes on where the time was up."""
    with server.connect() as connection:
        began, after_line = time.perf_counter(), 0
        while after_line is not None:
            asked = f"q=response+lost&case={case}&after_line={after_line}"
            found = connection.get(f"{TASKS}/{task_id}/logs/search?{asked}")
            after_line = found["next_line"]
        return _SEARCHED / (time.perf_counter() - began)
