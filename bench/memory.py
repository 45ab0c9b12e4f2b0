"""Memory of running processes as the kernel counts it, in bytes."""

import re
from collections.abc import Iterable
from pathlib import Path

_STATUS_PARENT = re.compile(r"^PPid:\t(\d+)$", re.MULTILINE)


def rss(pid: int) -> int:
    return _kilobytes(f"/proc/{pid}/status", "VmRSS")


def pss(pid: int) -> int:
    """Resident, where each shared page counts in parts for those who share it."""
    return _kilobytes(f"/proc/{pid}/smaps_rollup", "Pss")


def rss_peak(pid: int) -> int:
    return _kilobytes(f"/proc/{pid}/status", "VmHWM")


def forget_rss_peak(pid: int) -> None:
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def with_children(pid: int) -> list[int]:
    """The process and its direct children."""
    return [pid, *(child for child, parent in _parents() if parent == pid)]


def _parents() -> Iterable[tuple[int, int]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and (found := _STATUS_PARENT.search(_text(entry / "status"))):
            yield int(entry.name), int(found[1])


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""  # it ended while we were looking


def _kilobytes(path: str, name: str) -> int:
    for line in Path(path).read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) * 1024
    raise LookupError(f"{path} has no {name}")
