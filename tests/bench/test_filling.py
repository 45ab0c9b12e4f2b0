import sqlite3
from contextlib import closing
from pathlib import Path

from bench.filling import fill

_TIMES = "created_at, updated_at, queued_at, started_at, finished_at, run_order"


def test_every_missing_task_becomes_a_copy_with_its_record_and_events(tmp_path: Path) -> None:
    database = tmp_path / "taskyard.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(f"CREATE TABLE tasks (id INTEGER PRIMARY KEY, name, status, {_TIMES})")
        connection.execute("CREATE TABLE attempts (task_id, output)")
        connection.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, task_id, type)")
        now = 1_800_000_000_000
        connection.execute(f"INSERT INTO tasks VALUES (1, 'a', 'completed'{f', {now}' * 6})")
        connection.execute("INSERT INTO attempts VALUES (1, x'00')")
        connection.execute("INSERT INTO events VALUES (1, 1, 'task.created'), (2, 1, 'x')")
        connection.commit()

        fill(database, template=1, upto=20)

        ids = [row[0] for row in connection.execute("SELECT id FROM tasks ORDER BY id")]
        assert ids == [*range(1, 21)]
        assert connection.execute("SELECT count(*) FROM attempts").fetchone() == (20,)
        assert connection.execute("SELECT count(*) FROM events").fetchone() == (40,)
        ages = "SELECT created_at FROM tasks WHERE id > 1 ORDER BY id"
        times = [row[0] for row in connection.execute(ages)]
        assert times == sorted(set(times))
        assert times[-1] < now
