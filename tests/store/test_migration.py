"""A file of an earlier version becomes one of this version, and the tables are the models'."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.store import schema

# Alembic loads what a server never needs; each look at it is a process of its own.
_UPGRADE = """
import sys
from pathlib import Path
from alembic import command
from app.migrations.__main__ import configuration
command.upgrade(configuration(Path(sys.argv[1])), "0001")
"""
_COMPARE = """
import sys
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import URL, create_engine
from app.models.statistics import metadata
engine = create_engine(URL.create("sqlite", database=sys.argv[1]))
with engine.connect() as connection:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    print(compare_metadata(context, metadata))
engine.dispose()
"""


def run(program: str, file: Path) -> str:
    return subprocess.run(
        [sys.executable, "-c", program, str(file)], check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    file = tmp_path / "taskyard.db"
    run(_UPGRADE, file)
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(_OLD_ROWS)
    return file


_OLD_ROWS = """
INSERT INTO tasks (id, name, command, status, priority, tags, env, grace_ms, on_interrupt,
  attempt, max_attempts, created_at, updated_at, source, log_lines, log_bytes,
  log_dropped_bytes, version)
VALUES (5, 'backup', './backup.sh', 'completed', 1, '["db"]', '{}', 10000, 'fail', 1, 1,
  1700000000000, 1700000000000, 'api', 1, 2, 0, 3);
INSERT INTO events (id, at, type, task_id, changed)
VALUES (9, 1700000000000, 'task.created', 5, '{}');
INSERT INTO idempotency_keys (key, body_hash, task_id, reply, created_at)
VALUES ('nightly', x'0a', 5, x'7b7d', 1700000000000);
"""


def only(file: Path, query: str) -> Any:
    with closing(sqlite3.connect(file)) as connection:
        ((row),) = connection.execute(query).fetchall()
    return row


def test_a_migrated_file_has_the_tables_of_the_models(migrated: Path) -> None:
    assert run(_COMPARE, migrated) == "[]"


def test_what_was_there_before_accounts_belongs_to_the_owner_of_the_machine(old: Path) -> None:
    schema.bring_up_to_date(old)
    assert only(old, "SELECT id, name, created_by, assigned_to, version FROM tasks") == (
        5, "backup", 1, None, 3,
    )  # fmt: skip
    assert only(old, "SELECT user_id, key, task_id, reply FROM idempotency_keys") == (
        1, "nightly", 5, b"{}",
    )  # fmt: skip
    assert only(old, "SELECT id, role, password, email FROM users") == (1, "admin", None, None)


def test_the_journal_and_the_counters_go_on_after_a_migration(old: Path) -> None:
    schema.bring_up_to_date(old)
    assert only(old, "SELECT id, task_id, created_by FROM events") == (9, 5, None)
    assert only(old, "SELECT n FROM task_counts WHERE status = 'completed'") == (1,)
    assert only(old, "SELECT seq FROM sqlite_sequence WHERE name = 'events'") == (9,)


def test_a_migrated_old_file_is_as_a_new_one(old: Path) -> None:
    schema.bring_up_to_date(old)
    assert run(_COMPARE, old) == "[]"
