"""Whether a million tasks make the list or the start slower than a thousand."""

import time
from collections.abc import Iterator
from statistics import median

from bench.client.http import Connection, request
from bench.filling import fill
from bench.result import AtMost, Limit, Result
from bench.tasks import TASKS, ended, submit
from bench.workplace import Workplace

_FEW, _MANY = 1_000, 1_000_000
_PAGE = f"{TASKS}?limit=50&include=counts"
_REPEATS = 400
_STARTS = 5
_DEPTH = 200_000


def many_tasks(place: Workplace) -> Iterator[Result]:
    template = _template(place)
    _fill(place, template, _FEW)
    few, few_deep = _pages(place, _FEW)
    _fill(place, template, _MANY)
    many, many_deep = _pages(place, _DEPTH)
    bar, name = AtMost(1.3), f"50-row page and counts, {_MANY:,} tasks, p50"
    yield Result(name, many, "ms", Limit(f"with {_FEW:,}", few), bar)
    deep = Limit(f"last page of {_FEW:,}", few_deep)
    yield Result(f"the same, {_DEPTH:,} rows deep, p50", many_deep, "ms", deep, bar)
    empty = Limit("empty", _start_time(place, "empty"))
    yield Result(f"start-up with {_MANY:,} tasks", _start_time(place, "filled"), "s", empty, bar)


def _template(place: Workplace) -> int:
    with place.server("filled") as server, server.connect() as connection:
        return int(ended(connection, submit(connection, command="echo hello"))["id"])


def _fill(place: Workplace, template: int, upto: int) -> None:
    fill(place.directory / "filled" / "taskyard.db", template=template, upto=upto)


def _pages(place: Workplace, depth: int) -> tuple[float, float]:
    """Milliseconds for the first page, and for the one at `depth`."""
    with place.server("filled") as server, server.connect() as connection:
        return _time(connection, _PAGE), _time(connection, _deep(connection, depth))


def _deep(connection: Connection, depth: int) -> str:
    """The page after `depth` rows less one page, by walking there."""
    cursor = ""
    for size in [1000] * (depth // 1000 - 1) + [950]:
        cursor = connection.get(f"{TASKS}?limit={size}{cursor}")["next_cursor"]
        cursor = f"&cursor={cursor}"
    return _PAGE + cursor


def _time(connection: Connection, target: str) -> float:
    message = request("GET", target)
    samples = []
    for _ in range(_REPEATS):
        began = time.perf_counter()
        connection.exchange(message)
        samples.append(time.perf_counter() - began)
    return median(samples) * 1000


def _start_time(place: Workplace, data: str) -> float:
    """Once more first: a directory that is new has its tables to make."""
    return median([_start(place, data) for _ in range(_STARTS + 1)][1:])


def _start(place: Workplace, data: str) -> float:
    with place.server(data) as server:
        return server.start_seconds
