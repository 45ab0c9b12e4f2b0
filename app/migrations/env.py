"""Alembic's entry point: migrates the database file named by the attribute `database`."""

from alembic import context
from sqlalchemy import URL, create_engine

from app.models.statistics import metadata


def _migrate() -> None:
    database = str(context.config.attributes["database"])
    with create_engine(URL.create("sqlite", database=database)).connect() as connection:
        context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()


_migrate()
