"""Ids that are never used twice, also not after a delete."""

from sqlalchemy import Connection, Table, text


def last_id(connection: Connection, table: Table) -> int:
    """The highest id an AUTOINCREMENT table ever had; 0 at first."""
    return connection.execute(_LAST, {"table": table.name}).scalar() or 0


def next_ids(connection: Connection, table: Table, count: int) -> range:
    """New ids, on the writer's connection, which counts on by itself.

    When the transaction comes to nothing they are left out: a gap is no harm.
    """
    last: int | None = connection.info.get(table.name)
    if last is None:
        last = last_id(connection, table)
    connection.info[table.name] = last + count
    return range(last + 1, last + count + 1)


_LAST = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
