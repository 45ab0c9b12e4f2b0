"""The directory that holds everything: private to its owner, and to one server at a time."""

import errno
import fcntl
import os
import secrets
import time
from pathlib import Path
from typing import Self

from app.core.errors import CannotStart
from app.core.private_file import write_private

_INSTANCE_BITS = 22
_RESERVE_BYTES = 8 * 1024**2
_PID_WIDTH = 10
_LOOKS = 5
_LOOK_SECONDS = 0.01


class UnusableDataDir(CannotStart):
    pass


class DataDir:
    """Open it once per process, before anything that writes into it. Nothing in it is inherited."""

    def __init__(self, path: Path, lock: int, instance: int) -> None:
        self.path = path
        self.instance = instance  # nonzero, drawn once per directory: marks all its processes
        self.database = path / "taskyard.db"
        self.output_database = path / "output.db"
        self.secret_key = path / "secret-key"
        self.local_token = path / "local-token"
        self.setup_link = path / "setup-link"
        self.server_file = path / "server.json"
        self._reserve = path / "reserve"
        self._lock = lock

    @classmethod
    def open(cls, path: Path) -> Self:
        """Raises UnusableDataDir: another server has it, it is someone else's, or it fails."""
        try:
            _make_private(path)
            lock = _lock(path / "server.lock")
        except OSError as error:
            raise UnusableDataDir(f"cannot use {path}: {error.strerror}") from error
        try:
            return cls(path, lock, _instance(path / "instance"))
        except BaseException:
            os.close(lock)
            raise

    def close(self) -> None:
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def release_reserve(self) -> None:
        """Give the last room on a full disk to what must still be recorded."""
        self._reserve.unlink(missing_ok=True)

    def restore_reserve(self) -> bool:
        """Whether the reserve is there (again): False when the disk is still too full for it."""
        if self.has_reserve():
            return True
        reserve = os.open(self._reserve, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.posix_fallocate(reserve, 0, _RESERVE_BYTES)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            self.release_reserve()
            return False
        finally:
            os.close(reserve)
        return True

    def has_reserve(self) -> bool:
        return self._reserve.exists() and self._reserve.stat().st_size == _RESERVE_BYTES


def holder_of(path: Path) -> int | None:
    """The pid of the server that has this directory, 0 when it cannot be told; None when none."""
    try:
        lock = os.open(path / "server.lock", os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        pid = os.pread(lock, _PID_WIDTH, 0).strip()
        return int(pid) if pid.isdigit() else 0
    finally:
        os.close(lock)
    return None


def keep_files_private() -> int:
    """From here on this process makes files only its owner can read. Returns the umask before.

    Whoever starts other people's programs must do it before, or with that umask.
    """
    return os.umask(0o077)


def _make_private(path: Path) -> None:
    # Whatever the umask: who may write to one above could put another in its place.
    for missing in [above for above in reversed(path.parents) if not above.exists()]:
        missing.mkdir(mode=0o755, exist_ok=True)
    path.mkdir(mode=0o700, exist_ok=True)
    if path.stat().st_uid != os.geteuid():
        raise UnusableDataDir(
            f"{path} belongs to another user: start the server as that one, or change its owner"
            " (`chown -R`)"
        )
    # Somebody's /tmp or home, given by mistake, must not be closed to everybody else.
    inside = {entry.name for entry in path.iterdir()} - {"lost+found"}
    if inside and "server.lock" not in inside:
        raise UnusableDataDir(
            f"{path} holds other files and nothing of Taskyard: give its data directory, or an"
            " empty one"
        )
    path.chmod(0o700)


def _lock(path: Path) -> int:
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _take(lock)
        # Overwritten in place: on a full disk there would be no room for a new block.
        os.pwrite(lock, f"{os.getpid():<{_PID_WIDTH}}\n".encode(), 0)
    except BlockingIOError:
        holder = os.pread(lock, _PID_WIDTH, 0).decode("ascii", "replace").strip()
        os.close(lock)
        raise UnusableDataDir(
            f"{path.parent} is in use by another server (pid {holder or 'unknown'})"
        ) from None
    except BaseException:
        os.close(lock)
        raise
    return lock


def _take(lock: int) -> None:
    """Who only looks whether it is taken has it for some microseconds."""
    for _ in range(_LOOKS):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_LOOK_SECONDS)
        else:
            return
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _instance(path: Path) -> int:
    try:
        found = int(path.read_text("ascii"))
    except FileNotFoundError:
        found = secrets.randbelow(2**_INSTANCE_BITS - 1) + 1
        write_private(path, f"{found}\n".encode())
    except ValueError:
        found = 0
    except OSError as error:
        raise UnusableDataDir(f"cannot read {path}: {error.strerror}") from error
    if not 0 < found < 2**_INSTANCE_BITS:
        raise UnusableDataDir(f"{path} is damaged: delete it when no command of this server runs")
    return found
