"""How long one client waits for the answer to `POST /tasks`.

The posts are a few milliseconds apart, as from one person with a script: a closed loop would
measure the backlog of its own earlier tasks.
"""

import os
import time
from collections.abc import Callable, Iterator

from bench.client.http import Connection, UnexpectedReply, request
from bench.companion import companion
from bench.result import AtMost, Limit, Result
from bench.server import Server
from bench.spread import Spread, spread
from bench.tasks import TASKS, batch, submission, submit, wait_for_count
from bench.workplace import Workplace

_POSTS = 1000
_WARM_UP = 100
_PAUSE_SECONDS = 0.003
_ASLEEP = 1000
_PRINTERS = 4
_POST_BYTES = 200
_PAGE = bytes(4096)


def submit_latency(place: Workplace) -> Iterator[Result]:
    limit = _empty_route_and_fsync(place)
    with place.server() as server:
        idle = _submit(server)
    yield from _against("submit, idle", idle, "empty route + fsync", limit, AtMost(2))
    with place.server("asleep", slots=_ASLEEP + 100) as server:
        _fall_asleep(server)
        asleep = _submit(server)
    yield from _against(f"submit, {_ASLEEP:,} tasks asleep", asleep, "idle", idle, AtMost(1.5))
    with place.server("printing", log_cap="2GiB") as server:
        _start_printing(server)
        printing = _submit(server)
    name = f"submit, {_PRINTERS} tasks printing at full speed"
    yield Result(f"{name}, p50", printing.p50, "ms")
    yield Result(f"{name}, p99", printing.p99, "ms", bar=AtMost(20), note=_worst(printing))


def _against(
    name: str, got: Spread, limit_name: str, limit: Spread, bar: AtMost
) -> Iterator[Result]:
    yield Result(f"{name}, p50", got.p50, "ms", Limit(limit_name, limit.p50), bar)
    yield Result(f"{name}, p99", got.p99, "ms", Limit(limit_name, limit.p99), bar, _worst(got))


def _worst(got: Spread) -> str:
    return f"worst {got.worst:.1f} ms"


def _submit(server: Server) -> Spread:
    message = submission("true")
    with server.connect() as connection:
        return _spread_of(lambda: _exchange(connection, message))


def _empty_route_and_fsync(place: Workplace) -> Spread:
    message = request("POST", "/", {"text": "x" * (_POST_BYTES - len('{"text": ""}'))})
    with companion("bench.limits.empty_route") as route:
        port = int(route.wait_ready()[0])
        with (place.directory / "synced").open("wb") as file, Connection(port) as connection:

            def post_and_sync() -> None:
                _exchange(connection, message)
                file.write(_PAGE)
                file.flush()
                os.fsync(file.fileno())

            return _spread_of(post_and_sync)


def _exchange(connection: Connection, message: bytes) -> None:
    reply = connection.exchange(message)
    if reply.status >= 300:
        raise UnexpectedReply(repr(reply))


def _spread_of(act: Callable[[], None]) -> Spread:
    """In milliseconds."""
    for _ in range(_WARM_UP):
        act()
    samples = []
    for _ in range(_POSTS):
        time.sleep(_PAUSE_SECONDS)
        began = time.perf_counter()
        act()
        samples.append((time.perf_counter() - began) * 1000)
    return spread(samples)


def _fall_asleep(server: Server) -> None:
    with server.connect() as connection:
        connection.post(f"{TASKS}/batch", batch("sleep 600", _ASLEEP))
        wait_for_count(connection, "running", _ASLEEP)


def _start_printing(server: Server) -> None:
    with server.connect() as connection:
        for _ in range(_PRINTERS):
            submit(connection, command="yes")
        wait_for_count(connection, "running", _PRINTERS)
