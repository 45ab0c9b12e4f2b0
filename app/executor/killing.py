"""Signals to whole process trees, and killing one until nothing of it lives (in the launcher)."""

import os

from app.executor.held import Held
from app.executor.procfs import Process

_SIGKILL = 9
_SIGCONT = 18
_SIGSTOP = 19


def signal_tree(held: Held, members: list[Process], number: int) -> None:
    """To the leader's group at once, then to those that left it; stopped ones are woken."""
    held.was_signalled = held.was_signalled or held.exit is None
    strays = [process.pid for process in members if process.group != held.leader]
    # While the leader is unreaped or members are in it the group cannot be someone else's.
    has_group = held.exit is None or len(strays) < len(members)
    for each in (number, _SIGCONT):
        if has_group:
            _send(-held.leader, each)
        for pid in strays:
            _send(pid, each)


def strike(held: Held, members: list[Process]) -> bool:
    """One step towards its death: stop all that is new, or kill all once nothing is.

    Stopped first, because what is killed one by one can start others meanwhile.
    True when nothing is left but what we may not kill.
    """
    held.was_signalled = held.was_signalled or held.exit is None
    living = {process.pid for process in members if not process.is_dead}
    if held.exit is None:
        living.add(held.leader)
    targets = living - held.survivors
    fresh = targets - held.frozen
    held.is_chased = len(targets) > 1 and bool(fresh)
    if held.is_chased:
        _send_all(held, fresh, _SIGSTOP)
        held.frozen = targets
    else:
        _send_all(held, targets, _SIGKILL)
    held.survivors &= living
    if targets:
        return False
    # A zombie is reaped by its parent: by us in the next round, or never by one we cannot kill.
    return bool(held.survivors) or not members


def _send_all(held: Held, pids: set[int], number: int) -> None:
    held.survivors |= {pid for pid in pids if not _send(pid, number)}


def _send(pid: int, number: int) -> bool:
    """False when we may not."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return True
