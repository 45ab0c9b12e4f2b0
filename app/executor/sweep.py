"""Killing by tag what has no launcher any more. Blocking: for start-up, or a thread."""

import os
import signal
import time
from collections.abc import Callable, Collection

from app.executor import procfs
from app.executor.procfs import Process
from app.executor.tag import instance_of

_SHORTEST_PAUSE = 0.001
_LONGEST_PAUSE = 0.02
_GIVE_UP_AFTER = 20.0


def kill_leftovers(instance: int) -> int:
    """Kill every process an earlier server of this instance left; how many there were."""
    return _kill_all(lambda tag: instance_of(tag) == instance)


def kill_tagged(tags: Collection[int]) -> int:
    return _kill_all(tags.__contains__) if tags else 0


def _kill_all(is_ours: Callable[[int], bool]) -> int:
    """All are stopped first: what is killed one by one can start others meanwhile."""
    met: set[tuple[int, int]] = set()
    forbidden: set[tuple[int, int]] = set()
    pause = _SHORTEST_PAUSE
    give_up_at = time.monotonic() + _GIVE_UP_AFTER
    while time.monotonic() < give_up_at:
        living = {(p.pid, p.start): p for p in _living(is_ours)}
        targets = living.keys() - forbidden
        if not targets:
            break
        fresh = targets - met
        met |= fresh
        number, those = (signal.SIGSTOP, fresh) if fresh else (signal.SIGKILL, targets)
        forbidden |= {key for key in those if not _send(living[key], number)}
        if not fresh:
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
    return len(met)


def _living(is_ours: Callable[[int], bool]) -> list[Process]:
    """Those with such a tag, and all their descendants."""
    mine: dict[int, Process] = {}
    others: list[Process] = []
    for pid in procfs.pids():
        process = procfs.process(pid)
        if process is None or process.is_dead or pid == os.getpid():
            continue
        if is_ours(procfs.tag(pid)):
            mine[pid] = process
        else:
            others.append(process)
    while children := [p for p in others if p.parent in mine and p.pid not in mine]:
        mine.update((child.pid, child) for child in children)
    return list(mine.values())


def _send(process: Process, number: signal.Signals) -> bool:
    """False when we may not. The descriptor makes sure that it is still the process we met."""
    try:
        fd = os.pidfd_open(process.pid)
    except ProcessLookupError:
        return True
    try:
        now = procfs.process(process.pid)
        if now is not None and now.start == process.start:
            signal.pidfd_send_signal(fd, number)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    finally:
        os.close(fd)
    return True
