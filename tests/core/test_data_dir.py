import errno
import fcntl
import os
import stat
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE

import pytest

from app.core.data_dir import DataDir, UnusableDataDir, holder_of, keep_files_private
from tests.needs import need


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[DataDir]:
    directory = DataDir.open(tmp_path / "yard")
    yield directory
    directory.close()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nobody_else_can_look_into_it(opened: DataDir) -> None:
    assert opened.restore_reserve()
    assert mode(opened.path) == 0o700
    assert {mode(entry) for entry in opened.path.iterdir()} == {0o600}


def test_a_second_server_is_refused_and_told_the_pid_of_the_first(opened: DataDir) -> None:
    with pytest.raises(UnusableDataDir, match=rf"in use by another server \(pid {os.getpid()}\)"):
        DataDir.open(opened.path)


def test_who_has_it_can_be_asked(opened: DataDir, tmp_path: Path) -> None:
    assert holder_of(opened.path) == os.getpid()
    opened.close()
    assert holder_of(opened.path) is None
    assert holder_of(tmp_path / "none") is None


def test_who_only_asks_stops_no_server_from_starting(
    opened: DataDir, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.close()
    asking = os.open(opened.path / "server.lock", os.O_RDONLY)
    fcntl.flock(asking, fcntl.LOCK_SH)
    # Who asks has the answer while the server waits a moment.
    monkeypatch.setattr(time, "sleep", lambda _seconds: os.close(asking))
    DataDir.open(opened.path).close()


def test_a_server_that_died_leaves_it_free(opened: DataDir) -> None:
    opened.close()
    DataDir.open(opened.path).close()


def test_what_the_server_starts_does_not_hold_the_lock(opened: DataDir) -> None:
    with subprocess.Popen(["cat"], stdin=PIPE, stdout=PIPE, bufsize=0, close_fds=False) as child:
        assert child.stdin
        assert child.stdout
        child.stdin.write(b"up")
        assert child.stdout.read(2) == b"up"  # past its exec
        opened.close()
        DataDir.open(opened.path).close()
        child.stdin.close()


def test_the_mark_of_its_processes_stays_the_same(opened: DataDir) -> None:
    assert 0 < opened.instance < 2**22
    opened.close()
    again = DataDir.open(opened.path)
    again.close()
    assert again.instance == opened.instance


@pytest.mark.parametrize("written", ["", "x", "0", str(2**22)])
def test_a_damaged_mark_is_refused_rather_than_replaced(written: str, opened: DataDir) -> None:
    opened.close()
    (opened.path / "instance").write_text(written)
    with pytest.raises(UnusableDataDir, match="is damaged"):
        DataDir.open(opened.path)


def test_a_refusal_does_not_keep_the_lock(opened: DataDir) -> None:
    opened.close()
    mark = opened.path / "instance"
    before = mark.read_text()
    mark.write_text("x")
    with pytest.raises(UnusableDataDir):
        DataDir.open(opened.path)
    mark.write_text(before)
    DataDir.open(opened.path).close()


def test_a_directory_with_other_files_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").touch()
    tmp_path.chmod(0o755)
    with pytest.raises(UnusableDataDir, match="holds other files"):
        DataDir.open(tmp_path)
    assert mode(tmp_path) == 0o755
    assert [entry.name for entry in tmp_path.iterdir()] == ["photo.jpg"]


def test_a_directory_of_somebody_else_is_refused(tmp_path: Path) -> None:
    need(os.geteuid() == 0, "only root can give a directory away")
    os.chown(tmp_path, 12345, -1)
    with pytest.raises(UnusableDataDir, match="belongs to another user"):
        DataDir.open(tmp_path)


def test_a_path_that_cannot_be_a_directory_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnusableDataDir, match="Not a directory"):
        DataDir.open(tmp_path / "file" / "yard")


def test_the_reserve_takes_real_room_and_gives_it_back(opened: DataDir) -> None:
    assert not opened.has_reserve()
    assert opened.restore_reserve()
    assert (opened.path / "reserve").stat().st_blocks * 512 >= 8 * 1024**2
    opened.release_reserve()
    opened.release_reserve()
    assert not opened.has_reserve()


def test_a_full_disk_has_no_room_for_the_reserve(
    opened: DataDir, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_descriptor: int, _offset: int, _length: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "posix_fallocate", no_room)
    assert not opened.restore_reserve()
    assert not (opened.path / "reserve").exists()


def test_what_the_server_writes_is_private_and_the_umask_of_its_user_is_known(
    tmp_path: Path,
) -> None:
    before = os.umask(0o027)
    try:
        assert keep_files_private() == 0o027
        (tmp_path / "new").touch()
        assert mode(tmp_path / "new") == 0o600
    finally:
        os.umask(before)


def test_others_cannot_put_another_in_its_place(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        DataDir.open(tmp_path / "share" / "deep" / "yard").close()
    finally:
        os.umask(before)
    assert mode(tmp_path / "share") == mode(tmp_path / "share" / "deep") == 0o755
