"""Brings the database file to the schema this version of the program needs."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from app.core.errors import CannotStart

_VERSIONS = Path(__file__).parent.parent / "migrations" / "versions"


class SchemaTooNew(CannotStart):
    def __init__(self, found: str, known: str) -> None:
        super().__init__(
            f"the database has schema {found}, this version of Taskyard knows {known}:"
            " start a newer Taskyard"
        )


def bring_up_to_date(database: Path) -> None:
    """Raises SchemaTooNew, or CalledProcessError when a migration fails."""
    known, found = _newest(), _version_of(database)
    if found == known:
        return
    if found is not None and found > known:
        raise SchemaTooNew(found, known)
    # In a process of its own: Alembic is 14 MB that the server has no use for.
    subprocess.run([sys.executable, "-m", "app.migrations", str(database)], check=True)


def _newest() -> str:
    return max(path.name[:4] for path in _VERSIONS.glob("[0-9]*.py"))


def _version_of(database: Path) -> str | None:
    if not database.exists():
        return None
    with closing(
        sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
    ) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError:  # no such table: a new file
            return None
    return None if row is None else str(row[0])
