"""Opens output.db: one writing connection that owns the checkpoints, many that only read."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, StaticPool, create_engine, text

from app.models.output import SCHEMA_VERSION, metadata

# Measured: a chunk in pages of 64 KiB is written and read twice as fast as in 4 KiB ones.
PAGE_SIZE = 65536
_WAL_PAGES = 1024
_BUSY_MS = 30_000


def open_writer(path: Path) -> Engine:
    """Creates the file, or brings its schema to the newest number."""
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=_connector(path, _writing),
        poolclass=StaticPool,
        hide_parameters=True,
    )
    try:
        with engine.connect() as connection:
            _migrate(connection, path)
    except BaseException:
        engine.dispose()
        raise
    return engine


def open_reader(path: Path, *, connections: int = 8) -> Engine:
    return create_engine(
        "sqlite+pysqlite://",
        creator=_connector(path, _reading),
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=connections,
        hide_parameters=True,
        pool_reset_on_return=None,
    )


def _connector(
    path: Path, connect: Callable[[Path], sqlite3.Connection]
) -> Callable[[], sqlite3.Connection]:
    return lambda: connect(path)


def _writing(path: Path) -> sqlite3.Connection:
    # Transactions are ours: isolation_level None keeps the driver from beginning any.
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    # Before the first table: neither can be changed later without rewriting the file.
    connection.execute(f"PRAGMA page_size={PAGE_SIZE}")
    connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(f"PRAGMA wal_autocheckpoint={_WAL_PAGES}")
    connection.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    return connection


def _reading(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA query_only=ON")
    connection.execute("PRAGMA cache_size=-1024")
    connection.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    return connection


def _migrate(connection: Connection, path: Path) -> None:
    version = connection.scalar(text("PRAGMA user_version")) or 0
    if version > SCHEMA_VERSION:
        raise RuntimeError(f"{path} was written by a newer version (schema {version})")
    if version < SCHEMA_VERSION:
        connection.execute(text("BEGIN IMMEDIATE"))
        metadata.create_all(connection)
        connection.execute(text(f"PRAGMA user_version={SCHEMA_VERSION}"))
        connection.execute(text("COMMIT"))
