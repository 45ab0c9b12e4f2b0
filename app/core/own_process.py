"""What others on this machine can see of this process."""

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

_PR_SET_DUMPABLE = 4
# Of /proc/self/stat, counted behind the name of the program: where the environment lies that
# the process was started with.
_ENV_START, _ENV_END = 47, 48


def keep_process_private() -> None:
    """Other processes of the same user can neither trace it nor read its memory, its environment
    or its descriptors. Root can."""
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "cannot make the process private")


def forget_variables(names: Iterable[str]) -> None:
    """Take them out of the environment, and out of what /proc shows of it for ever."""
    for name in names:
        if os.environ.pop(name, None) is not None:
            _wipe(name)


def _wipe(name: str) -> None:
    line = Path("/proc/self/stat").read_bytes()
    fields = line[line.rindex(b")") + 2 :].split()
    start, end = int(fields[_ENV_START]), int(fields[_ENV_END])
    at = 0
    for entry in ctypes.string_at(start, end - start).split(b"\0"):
        if entry.startswith(name.encode() + b"="):
            value = len(name) + 1
            ctypes.memset(start + at + value, 0, len(entry) - value)
        at += len(entry) + 1
