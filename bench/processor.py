"""Processor time of running processes: what a number costs, also where others share the cores."""

import os
from collections.abc import Iterable
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
# Counted from the state, which follows the name in brackets; see proc_pid_stat(5).
_USER, _SYSTEM = 11, 12


def seconds(pids: Iterable[int]) -> float:
    """Used so far by the processes themselves, without children that have ended."""
    return sum(map(_seconds, pids))


def _seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[_USER]) + int(fields[_SYSTEM])) / _TICKS
