"""The database of a new server, made once for each worker: the tables take longer than the rest."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from app.store import schema


@cache
def tables_of_a_new_server() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "taskyard.db"
        schema.bring_up_to_date(file)
        return file.read_bytes()
