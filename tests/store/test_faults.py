"""What a database that fails says of it: it goes to the log."""

from collections.abc import Sequence

import pytest
from sqlalchemy import Connection, bindparam, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from app.core.database import Database
from app.core.group_commit import Transaction
from app.models.people import users
from tests.store.conftest import db, migrated, path, published

__all__ = ("db", "migrated", "path", "published")

SECRET = "$argon2id$something"


async def test_a_failed_write_tells_no_value(db: Database) -> None:
    def write(tx: Transaction, secrets: Sequence[str]) -> list[None]:
        tx.connection.execute(insert(users).values(password=secrets[0]))
        return [None]

    with pytest.raises(SQLAlchemyError) as failed:
        await db.write(write, SECRET)
    assert SECRET not in str(failed.value)


async def test_a_failed_read_tells_no_value(db: Database) -> None:
    def read(connection: Connection) -> object:
        return connection.scalar(select(text("nothing")).where(bindparam("one", SECRET) == "x"))

    with pytest.raises(SQLAlchemyError) as failed:
        await db.read(read)
    assert SECRET not in str(failed.value)
