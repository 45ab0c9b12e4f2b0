"""A database of many finished tasks, made from one that the product itself has written."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

_STEP = 100_000
_SECOND = 1000
_EVENTS = 90_000  # fewer than the server keeps


def fill(
    database: Path,
    *,
    template: int,
    upto: int,
    apart: int = _SECOND,
    different: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Give every missing id up to `upto` a copy of the template, some milliseconds apart, and the
    youngest of them their events. `different` are columns and what they hold in copy `n`."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        first = _greatest(connection) + 1
        for start in range(first, upto + 1, _STEP):
            end = min(start + _STEP - 1, upto)
            connection.execute("BEGIN IMMEDIATE")
            _copy_tasks(connection, template, start, end, apart, different)
            _copy(connection, "attempts", f"task_id = {template}", {"task_id": "n"}, start, end)
            connection.execute("COMMIT")
        connection.execute("BEGIN IMMEDIATE")
        _copy_events(connection, template, max(first, upto - _EVENTS // 3), upto)
        connection.execute("COMMIT")


def _greatest(connection: sqlite3.Connection) -> int:
    greatest: int = connection.execute("SELECT max(id) FROM tasks").fetchone()[0]
    return greatest


def _copy_tasks(
    connection: sqlite3.Connection,
    template: int,
    start: int,
    end: int,
    apart: int,
    more: Mapping[str, str],
) -> None:
    different = {
        "id": "n",
        "name": "'task ' || n",
        "status": "CASE n % 10 WHEN 0 THEN 'failed' ELSE status END",
    }
    times = ("created_at", "updated_at", "queued_at", "started_at", "finished_at", "run_order")
    # The last of a million copies is as young as the template.
    older = {column: f"{column} - (1000000 - n) * {apart}" for column in times}
    _copy(connection, "tasks", f"id = {template}", different | older | dict(more), start, end)


def _copy_events(connection: sqlite3.Connection, template: int, start: int, end: int) -> None:
    different = {"id": "NULL", "task_id": "n"}
    _copy(connection, "events", f"task_id = {template}", different, start, end)


def _copy(
    connection: sqlite3.Connection,
    table: str,
    chosen: str,
    different: Mapping[str, str],
    start: int,
    end: int,
) -> None:
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = [different.get(name, name) for name in names]
    connection.execute(
        f"WITH RECURSIVE numbers(n) AS (SELECT {start} UNION ALL SELECT n + 1 FROM numbers"
        f" WHERE n < {end}) INSERT INTO {table} ({', '.join(names)})"
        f" SELECT {', '.join(values)} FROM numbers CROSS JOIN {table} WHERE {chosen}"
    )
