"""Alembic's entry point: migrates the database file named by `sqlalchemy.url`."""

from alembic import context
from sqlalchemy import create_engine

from app.models.tables import metadata


def _migrate() -> None:
    url = context.config.get_main_option("sqlalchemy.url")
    assert url is not None
    with create_engine(url).connect() as connection:
        context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()


_migrate()
