import os
import random
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from app.core.clock import Millis
from app.core.errors import StorageFull
from app.core.output import Chunk, Delivery, Extent, LogKey
from app.models.output import SCHEMA_VERSION, metadata
from app.store.logs import OutputStore

KEY = LogKey(1, 1)
EVERYTHING = 1 << 62
_task_ids = count(1)
NOW: Millis = 1_700_000_000_000


def chunk(first_byte: int, data: bytes, *, line: int = 1, lines: int = 1) -> Chunk:
    return Chunk(first_byte, line, lines, False, NOW, NOW, b"\0" * 8, data)


def filled(*sizes: int) -> tuple[Chunk, ...]:
    """Chunks one after the other, each of one line."""
    place, made = 0, []
    for line, size in enumerate(sizes, 1):
        # Noise: it takes its full size on the disk.
        made.append(chunk(place, random.Random(line).randbytes(size), line=line))
        place += size
    return tuple(made)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[OutputStore]:
    store = OutputStore(tmp_path / "output.db")
    yield store
    store.close()


def test_what_was_written_is_read_back_the_same(store: OutputStore) -> None:
    first = Chunk(0, 1, 3, False, NOW, NOW + 5, b"12345678", b"a\nb\n\0\xff")
    second = Chunk(6, 3, 1, True, NOW + 9, NOW + 9, b"abcdefgh", b"rest")
    store.writer.write([Delivery(KEY, (first,)), Delivery(KEY, (second,))])
    assert list(store.reader.chunks(KEY, 0, EVERYTHING)) == [first, second]
    assert store.reader.extent(KEY) == store.writer.extent(KEY) == Extent(10, 10, second)


def test_each_attempt_of_each_task_has_a_log_of_its_own(store: OutputStore) -> None:
    keys = [LogKey(1, 1), LogKey(1, 2), LogKey(2, 1)]
    store.writer.write([Delivery(key, (chunk(0, repr(key).encode()),)) for key in keys])
    for key in keys:
        (found,) = store.reader.chunks(key, 0, EVERYTHING)
        assert found.data == repr(key).encode()
    assert store.reader.extent(LogKey(3, 1)) == Extent()


@given(
    sizes=st.lists(st.integers(1, 30), min_size=1, max_size=40),
    hole=st.integers(0, 39),
    start=st.integers(0, 700),
    stop=st.integers(0, 900),
)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example has its own key
)
def test_a_read_gives_the_chunks_that_hold_its_bytes(
    store: OutputStore, sizes: list[int], hole: int, start: int, stop: int
) -> None:
    key = LogKey(next(_task_ids), 1)
    chunks = [c for i, c in enumerate(filled(*sizes)) if i != hole]
    if chunks:
        store.writer.write([Delivery(key, tuple(chunks))])
    assert list(store.reader.chunks(key, start, stop)) == [
        c for c in chunks if start < stop and c.end > start and c.first_byte < stop
    ]


def test_a_line_is_found_from_the_chunk_before_it(store: OutputStore) -> None:
    giant = (chunk(0, b"a\n", line=1), chunk(2, b"x" * 9, line=2), chunk(11, b"x" * 9, line=2))
    store.writer.write([Delivery(KEY, (*giant, chunk(20, b"end", line=3)))])
    assert [store.reader.before_line(KEY, line) for line in (1, 2, 3, 4)] == [0, 0, 11, 20]


def test_a_newer_tail_replaces_the_one_stored_before(store: OutputStore) -> None:
    head, old, newer = chunk(0, b"head"), chunk(100, b"old"), chunk(200, b"newer")
    store.writer.write([Delivery(KEY, (head, old))])
    store.writer.write([Delivery(KEY, (newer,), replaces=(4, 200))])
    assert list(store.reader.chunks(KEY, 0, EVERYTHING)) == [head, newer]


def test_a_transaction_is_stored_whole_or_not_at_all(store: OutputStore) -> None:
    store.writer.write([Delivery(KEY, filled(10))])
    with pytest.raises(Exception, match="UNIQUE"):
        store.writer.write([Delivery(LogKey(2, 1), filled(5)), Delivery(KEY, filled(10))])
    assert store.reader.extent(LogKey(2, 1)) == Extent()
    store.writer.write([Delivery(LogKey(2, 1), filled(5))])
    assert store.reader.extent(LogKey(2, 1)).size == 5


def test_forgetting_goes_in_bounded_batches_and_gives_the_space_back(
    store: OutputStore, tmp_path: Path
) -> None:
    kept = LogKey(9, 1)
    store.writer.write([Delivery(KEY, filled(*[100_000] * 150)), Delivery(kept, filled(50))])
    before = store.writer.stored_bytes()
    assert before > 15_000_000
    batches = 1
    while store.writer.forget([KEY, LogKey(5, 5)]):
        batches += 1
    assert batches >= 3
    assert store.reader.extent(KEY) == Extent()
    assert store.reader.extent(kept).size == 50
    assert store.writer.stored_bytes() < 1_000_000
    store.close()
    assert (tmp_path / "output.db").stat().st_size < before / 2


def test_forgetting_looks_at_no_output_of_others(store: OutputStore) -> None:
    others = [Delivery(LogKey(task, 1), (chunk(0, b"x"),)) for task in range(1, 2001)]
    store.writer.write([*others, Delivery(LogKey(3000, 1), (chunk(0, b"x"),))])
    steps: list[int] = []
    with store._writing.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.set_progress_handler(lambda: steps.append(1), 100)
    store.writer.forget([LogKey(3000, 1)])
    assert len(steps) < 20
    assert store.writer.oldest_tasks(3) == [1, 2, 3]


def test_a_file_opened_again_has_everything(tmp_path: Path) -> None:
    first = OutputStore(tmp_path / "output.db")
    first.writer.write([Delivery(KEY, filled(10, 20))])
    first.close()
    again = OutputStore(tmp_path / "output.db")
    assert list(again.reader.chunks(KEY, 0, EVERYTHING)) == list(filled(10, 20))
    again.close()


def test_the_schema_of_the_file_is_the_one_of_the_models(store: OutputStore) -> None:
    with store.reader._engine.connect() as connection:
        found = inspect(connection)
        for table in metadata.sorted_tables:
            columns = [column["name"] for column in found.get_columns(table.name)]
            assert columns == [column.name for column in table.columns]
            indexes = {index["name"] for index in found.get_indexes(table.name)}
            assert indexes == {index.name for index in table.indexes}
        version = connection.exec_driver_sql("PRAGMA user_version").scalar()
        assert version == SCHEMA_VERSION


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "output.db"
    OutputStore(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    with pytest.raises(RuntimeError, match="newer version"):
        OutputStore(path)


def test_readers_cannot_write(store: OutputStore) -> None:
    with (
        store.reader._engine.connect() as connection,
        pytest.raises(Exception, match=r"readonly|read-only"),
    ):
        connection.exec_driver_sql("DELETE FROM log_chunk")


def test_a_lock_held_by_another_process_is_waited_for(store: OutputStore, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "output.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    wrote = threading.Event()

    def write() -> None:
        store.writer.write([Delivery(KEY, filled(10))])
        wrote.set()

    writing = threading.Thread(target=write)
    writing.start()
    assert not wrote.wait(0.1)
    assert store.reader.extent(KEY) == Extent()  # readers do not wait
    other.execute("COMMIT")
    assert wrote.wait(5)
    writing.join()
    other.close()
    assert store.reader.extent(KEY).size == 10


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip(f"no small disk here: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_told_and_nothing_stored_is_lost_and_it_recovers(small_disk: Path) -> None:
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * 4_000_000)
    store = OutputStore(small_disk / "output.db", spare_bytes=0)
    store.writer.write([Delivery(KEY, filled(1000))])
    with pytest.raises(StorageFull):
        store.writer.write([Delivery(LogKey(2, 1), filled(*[100_000] * 60))])
    with pytest.raises(StorageFull):
        store.writer.write([Delivery(LogKey(3, 1), filled(*[100_000] * 60))])
    assert store.reader.extent(KEY).size == 1000
    assert store.reader.extent(LogKey(2, 1)) == Extent()
    filler.unlink()
    store.writer.write([Delivery(LogKey(4, 1), filled(100_000))])
    assert store.reader.extent(LogKey(4, 1)).size == 100_000
    store.close()


def test_output_leaves_some_room_to_what_must_be_recorded(tmp_path: Path) -> None:
    store = OutputStore(tmp_path / "output.db", spare_bytes=2**62)
    with pytest.raises(StorageFull, match="nearly full"):
        store.writer.write([Delivery(KEY, filled(1000))])
    store.close()


def test_the_room_of_forgotten_output_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "output.db"
    store = OutputStore(path, spare_bytes=0)
    for n in range(20):
        store.writer.write([Delivery(LogKey(1, n), filled(*[120_000] * 20))])
    stored = store.writer.stored_bytes()
    assert stored > 40_000_000
    while store.writer.forget([LogKey(1, n) for n in range(20)]):
        pass
    assert path.stat().st_size < stored / 20
    store.close()
