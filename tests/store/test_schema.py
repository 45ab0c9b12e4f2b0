from pathlib import Path

from app.core.database import Database
from app.store import journal, schema
from tests.store.conftest import made


def names_in(directory: Path) -> list[str]:
    return [path.name for path in directory.iterdir()]


async def test_a_data_directory_may_have_any_name(tmp_path: Path) -> None:
    directory = tmp_path / "50%20 of #1? näh"
    directory.mkdir()
    file = directory / "taskyard.db"
    schema.bring_up_to_date(file)
    schema.bring_up_to_date(file)
    database = Database(
        file, journal=journal.write, published=lambda _events: None, make_room=lambda: None
    )
    await database.open()
    await made(database)
    assert (await database.read(journal.extent)).newest == 1
    await database.close()
    assert names_in(tmp_path) == [directory.name]
