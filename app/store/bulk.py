"""What every task passes through, straight to the driver.

SQLAlchemy makes these statements, once, from the tables. Carrying them out by
its own means would cost 15 µs for each row written and 50 for each statement.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import orjson
from sqlalchemy import JSON, Connection, Executable, Table, insert
from sqlalchemy.dialects import sqlite

from app.core.sqlite_driver import driver_of
from app.core.task import Task
from app.store.rows import COLUMNS, task_of

_DIALECT = sqlite.dialect()
_JSON = tuple(i for i, column in enumerate(COLUMNS) if isinstance(column.type, JSON))


def insert_rows(
    connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[tuple[object, ...]]
) -> None:
    """Each row holds the values of the named columns, as the driver takes them."""
    if rows:
        driver_of(connection).executemany(_insert(table, names), rows)


class Prepared:
    """A statement with named parameters."""

    def __init__(self, statement: Executable) -> None:
        compiled = statement.compile(  # type: ignore[attr-defined]
            dialect=_DIALECT, compile_kwargs={"render_postcompile": True}
        )
        self._text = str(compiled)
        self._names: list[str] = compiled.positiontup
        self._fixed: dict[str, object] = compiled.params

    def rows(self, connection: Connection, **given: object) -> list[tuple[Any, ...]]:
        """What it returns, as the driver gives it."""
        values = {**self._fixed, **given}
        cursor = driver_of(connection).execute(self._text, [values[name] for name in self._names])
        return cursor.fetchall()

    def tasks(self, connection: Connection, **given: object) -> list[Task]:
        """Of a statement that returns the tasks' COLUMNS."""
        return [task_of(_with_json(row)) for row in self.rows(connection, **given)]


def _with_json(row: tuple[Any, ...]) -> list[Any]:
    values = list(row)
    for i in _JSON:
        if values[i] is not None:
            values[i] = orjson.loads(values[i])
    return values


@cache
def _insert(table: Table, names: tuple[str, ...]) -> str:
    compiled = insert(table).compile(dialect=_DIALECT, column_keys=list(names))
    # The statement lists the columns in the table's order: so must the rows.
    assert compiled.positiontup == list(names), (compiled.positiontup, names)
    return str(compiled)
