"""Secrets are believed only when they come from a file nobody else could have written or read."""

import os
import stat
from pathlib import Path

from app.core.errors import CannotStart

_MOST = 64 * 1024


def read_own(path: Path) -> str | None:
    """None when there is no such file. Raises CannotStart when others own it or can read it."""
    try:
        # Not waiting for the other end, should somebody have put a pipe there.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CannotStart(f"cannot read {path}: {error.strerror}") from error
    with os.fdopen(descriptor, "rb") as file:
        _demand_own(path, os.fstat(descriptor))
        return file.read(_MOST).decode("ascii", "replace")


def _demand_own(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise CannotStart(f"{path} is not a file")
    if found.st_uid != os.geteuid():
        raise CannotStart(f"{path} belongs to another user")
    if found.st_mode & 0o077:
        raise CannotStart(f"others may read {path}: delete it, what it held is no secret any more")
