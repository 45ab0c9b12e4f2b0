"""The driver's own connection behind SQLAlchemy's."""

import sqlite3

from sqlalchemy import Connection


def driver_of(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.dbapi_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
