"""Whether statistics of a million tasks of 200 people are there at once."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from statistics import median

from bench.client.http import Connection, request
from bench.filling import fill
from bench.result import AtMost, Result
from bench.tasks import ended, submit
from bench.workplace import Workplace

_MANY, _PEOPLE, _DAYS = 1_000_000, 200, 90
_STATS, _USERS = "/api/v1/stats", f"/api/v1/users?limit={_PEOPLE}"
_APART = _DAYS * 86_400_000 // _MANY
_PATIENCE_SECONDS = 1800
_REPEATS = 200
_DATA = "filled"
# The owner of the machine is the first of them.
_SOMEBODY = f"1 + n % {_PEOPLE}"
# A thousand names, some of them often; waits and durations of all lengths; some of each kind.
_DIFFERENT = {
    "created_by": _SOMEBODY,
    "assigned_to": _SOMEBODY,
    "name": "'job ' || (n * 7919 % (1 + n * 104729 % 1000))",
    "kind": "CASE WHEN n % 10 < 7 THEN 'command' ELSE 'person' END",
    "duration_ms": "n * 7919 % 600 * (n % 101)",
    "queued_at": f"queued_at - (1000000 - n) * {_APART} - n * 104729 % 60000",
}


def statistics_of_many(place: Workplace) -> Iterator[Result]:
    with place.server(_DATA) as server, server.connect() as connection:
        template = int(ended(connection, submit(connection, command="echo hello"))["id"])
    _fill(place, template)
    with place.server(_DATA) as server, server.connect() as connection:
        note = f"added up in the background in {_add_up(connection):.0f} s"
        yield from _measured(connection, note)


def _fill(place: Workplace, template: int) -> None:
    """As a database is that was upgraded: none of its tasks is in the statistics yet."""
    database = place.directory / _DATA / "taskyard.db"
    fill(database, template=template, upto=_MANY, apart=_APART, different=_DIFFERENT)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.executemany(
            "INSERT INTO users (id, name, role, created_at, updated_at, version)"
            " VALUES (?, 'somebody', 'user', 0, 0, 1)",
            [(number,) for number in range(2, _PEOPLE + 1)],
        )
        connection.execute(
            "UPDATE rollup_cursor SET task_id = ?, last_old_id = ?", (template, _MANY)
        )


def _add_up(connection: Connection) -> float:
    """Seconds until all is in the statistics."""
    began = time.monotonic()
    while not connection.get(_STATS)["complete"]:
        if time.monotonic() > began + _PATIENCE_SECONDS:
            raise TimeoutError("the statistics are not complete")
        time.sleep(1)
    return time.monotonic() - began


def _measured(connection: Connection, note: str) -> Iterator[Result]:
    since = f"{datetime.now(UTC) - timedelta(days=_DAYS):%Y-%m-%d}"
    month = f"{datetime.now(UTC) - timedelta(days=40):%Y-%m-%d}"
    bar, of = AtMost(50), f"of {_MANY:,} tasks, p50"
    yield Result(f"statistics {of}", _time(connection, _STATS), "ms", bar=bar, note=note)
    quarter = _time(connection, f"{_STATS}?from={since}")
    yield Result(f"statistics, {_DAYS} days {of}", quarter, "ms", bar=bar)
    hours = _time(connection, f"{_STATS}?from={month}&bucket=hour")
    yield Result(f"statistics, 40 days by hour {of}", hours, "ms")
    users = _time(connection, _USERS)
    yield Result(f"{_PEOPLE} people with the numbers {of}", users, "ms", bar=bar)


def _time(connection: Connection, target: str) -> float:
    connection.get(target)  # and see that it is answered well
    message = request("GET", target)
    samples = []
    for _ in range(_REPEATS):
        began = time.perf_counter()
        connection.exchange(message)
        samples.append(time.perf_counter() - began)
    return median(samples) * 1000
