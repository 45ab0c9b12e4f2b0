"""Ids that are never used twice, also not after a delete."""

from sqlalchemy import Connection, Table, text


def next_ids(connection: Connection, table: Table, count: int) -> range:
    """The next of an AUTOINCREMENT table; the caller inserts them in this transaction."""
    last = connection.execute(_LAST, {"table": table.name}).scalar() or 0
    return range(last + 1, last + count + 1)


_LAST = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
