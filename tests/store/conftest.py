"""A real database file, migrated, for each test."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from app.core.database import Database
from app.core.event import TaskEvent
from app.core.group_commit import Transaction
from app.core.person import LOCAL_ID, Person, Role
from app.core.task import NewTask, Task
from app.models.people import users
from app.store.create import CreateTasks, Creation
from app.store.dependencies import Settle
from tests.migrated import tables_of_a_new_server

HEAD_START = timedelta(hours=1)
GRACE = timedelta(seconds=3)
ADMIN = Person(LOCAL_ID, "local", Role.ADMIN)


def reply(task: Task) -> bytes:
    return f"made {task.id}".encode()


create = CreateTasks(head_start=HEAD_START, grace=GRACE, encode=reply, queue_limit=10_000)


def new(name: str = "greet", **members: object) -> NewTask:
    return NewTask(**{"name": name, "command": f"echo {name}", **members})  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema") / "taskyard.db"
    path.write_bytes(tables_of_a_new_server())
    return path


@pytest.fixture
def published() -> list[TaskEvent]:
    return []


@pytest.fixture
def path(migrated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(migrated, tmp_path / "taskyard.db"))


@pytest.fixture
async def db(path: Path, published: list[TaskEvent]) -> AsyncIterator[Database]:
    database = Database(
        path,
        journal=Settle(head_start=HEAD_START),
        published=published.extend,
        make_room=lambda: None,
    )
    await database.open()
    yield database
    await database.close()


async def made(db: Database, *tasks: NewTask, by: int = LOCAL_ID) -> list[Task]:
    return (await db.write(create, Creation(tasks or (new(),), by))).tasks


async def hired(db: Database, *user_ids: int, gone: bool = False, role: Role = Role.USER) -> None:
    """Accounts with these ids; one that is `gone` was disabled."""

    def hire(tx: Transaction, ids: Sequence[int]) -> list[None]:
        facts = {"role": role.value, "created_at": 0, "updated_at": 0, "version": 1}
        rows = [{**facts, "id": i, "name": f"user {i}", "disabled_at": gone or None} for i in ids]
        tx.connection.execute(insert(users), rows)
        return [None for _ in ids]

    await asyncio.gather(*(db.write(hire, i) for i in user_ids))
