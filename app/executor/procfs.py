"""Reading /proc: which processes there are, whose children they are, what tag they carry.

The launcher imports this too: nothing but `os` is needed.
"""

import os

CLOCK_TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGESIZE")
_LOCKS = b"Max file locks"


class Process:
    """One line of /proc/<pid>/stat. `start` (ticks since boot) tells it from a reuse of its pid."""

    __slots__ = (
        "cpu_ticks",
        "group",
        "parent",
        "pid",
        "rss",
        "session",
        "start",
        "state",
        "threads",
    )

    def __init__(self, pid: int, line: bytes) -> None:
        fields = line[line.rindex(b")") + 2 :].split(None, 23)
        self.pid = pid
        self.state = fields[0]
        self.parent = int(fields[1])
        self.group = int(fields[2])
        self.session = int(fields[3])
        # Its own time and that of the children it has waited for.
        self.cpu_ticks = sum(map(int, fields[11:15]))
        self.threads = int(fields[17])
        self.start = int(fields[19])
        self.rss = int(fields[21]) * PAGE

    @property
    def is_dead(self) -> bool:
        # The first thread may have ended and others live on: that looks like a zombie, but is none.
        return self.state in b"ZX" and self.threads <= 1


def pids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name[0] in "123456789"]  # noqa: PTH208


def process(pid: int) -> Process | None:
    line = _read(f"/proc/{pid}/stat")
    return Process(pid, line) if line else None


def tag(pid: int) -> int:
    """The soft RLIMIT_LOCKS of a process; 0 when it has none or is no more."""
    text = _read(f"/proc/{pid}/limits")
    at = text.find(_LOCKS)
    if at < 0:
        return 0
    word = text[at + len(_LOCKS) : at + 50].split(None, 1)[0]
    return int(word) if word.isdigit() else 0


def read_all(path: str) -> bytes:
    parts = []
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        while part := os.read(fd, 65_536):
            parts.append(part)
    finally:
        os.close(fd)
    return b"".join(parts)


def _read(path: str) -> bytes:
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return b""
    try:
        return os.read(fd, 4096)
    except (ProcessLookupError, PermissionError):
        return b""
    finally:
        os.close(fd)
