"""The tables of output.db, a file of its own: floods of output never stand in the way of states.

Its schema is numbered by `PRAGMA user_version`; store.log_database creates it
and carries it from one number to the next. What a query looks for comes before
the blobs, or is in an index, so that no look-up reads output.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table

SCHEMA_VERSION = 1

metadata = MetaData()

log_chunk = Table(
    "log_chunk",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("task_id", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("first_byte", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("first_line", Integer, nullable=False),
    Column("lines", Integer, nullable=False),
    Column("continues", Integer, nullable=False),
    Column("first_time", Integer, nullable=False),
    Column("last_time", Integer, nullable=False),
    Column("frames", LargeBinary, nullable=False),
    # Whether `data` is compressed; `size` is always that of the output itself.
    Column("packed", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index("log_chunk_by_byte", "task_id", "attempt", "first_byte", "size", unique=True),
    Index("log_chunk_by_line", "task_id", "attempt", "first_line", "first_byte"),
)
