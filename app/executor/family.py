"""Whose process is whose, among all that descend from the launcher (runs in the launcher).

A leader is the process spawned for a run. The launcher is a child subreaper, so
whatever outlives its parents becomes its child: an orphan. A living descendant of
an ended leader therefore always has an orphan among its ancestors, or is one.
"""

import os

from app.executor import procfs
from app.executor.held import Held
from app.executor.tag import instance_of, run_of

_SIGKILL = 9


class Family:
    def __init__(self, instance: int) -> None:
        self.held: dict[int, Held] = {}
        # Not reaped yet, so their pids cannot be reused.
        self.leaders: dict[int, Held] = {}
        # The same is true of orphans: a known one stays what it is until we reap it.
        self._orphans: dict[int, Held] = {}
        self._sessions: dict[int, Held] = {}
        # How many children of no run were still alive, and killed, at the last look.
        self.strays = 0
        self._instance = instance
        self._me = os.getpid()
        own = procfs.process(self._me)
        self._born = own.start if own else 0
        children = f"/proc/self/task/{self._me}/children"
        # pathlib would cost the launcher a megabyte.
        self._children = children if os.path.exists(children) else None  # noqa: PTH110

    def add(self, run: int, leader: int) -> None:
        held = Held(run, leader)
        self.held[run] = self.leaders[leader] = self._sessions[leader] = held

    def forget(self, held: Held) -> None:
        del self.held[held.run]
        if self._sessions.get(held.leader) is held:
            del self._sessions[held.leader]

    def reaped(self, pid: int, cpu_us: int) -> Held | None:
        """The run whose leader this was."""
        held = self.leaders.pop(pid, None)
        if held is None:
            orphan_of = self._orphans.pop(pid, None)
            if orphan_of is not None:
                orphan_of.cpu_us += cpu_us
        return held

    def leftovers(self, ended: list[Held]) -> dict[Held, int] | None:
        """How many processes these runs still have (at least), their leaders being reaped.

        None when only `members` can tell. Zombies count: each is reaped in its turn.
        """
        owners = self._orphans_by_kernel()
        if owners is None:
            return None
        counts = dict.fromkeys(ended, 0)
        for held in owners:
            if held in counts:
                counts[held] += 1
        return counts

    def members(self) -> dict[Held, list[procfs.Process]]:
        """Every process of every run but its leader; a child that belongs to no run is killed."""
        members: dict[Held, list[procfs.Process]] = {}
        owners = dict(self.leaders)
        unknown: list[procfs.Process] = []
        for process in self._descendants():
            held = self._owner_of(process.pid, process.session)
            if held is None:
                unknown.append(process)
                continue
            owners[process.pid] = held
            members.setdefault(held, []).append(process)
            if process.parent == self._me:
                self._orphans[process.pid] = held
        for process in _adopted(unknown, owners):
            members.setdefault(owners[process.pid], []).append(process)
        self.strays = sum(
            _kill(process.pid)
            for process in unknown
            if process.parent == self._me and process.pid not in owners and not process.is_dead
        )
        return members

    def _descendants(self) -> list[procfs.Process]:
        """All that may be: nothing of ours is older than this process."""
        found = []
        for pid in procfs.pids():
            if pid in self.leaders or pid == self._me:
                continue
            process = procfs.process(pid)
            if process is not None and process.start >= self._born:
                found.append(process)
        return found

    def _owner_of(self, pid: int, session: int) -> Held | None:
        known = self._orphans.get(pid)
        return known or self._tagged(pid) or self._sessions.get(session)

    def _tagged(self, pid: int) -> Held | None:
        tag = procfs.tag(pid)
        return self.held.get(run_of(tag)) if instance_of(tag) == self._instance else None

    def _orphans_by_kernel(self) -> list[Held] | None:
        if self._children is None:
            return None
        found = []
        strays = 0
        for pid in map(int, procfs.read_all(self._children).split()):
            if pid in self.leaders:
                continue
            held = self._orphans.get(pid) or self._owner_of(pid, os.getsid(pid))
            if held is None:
                strays += _kill(pid)
            else:
                self._orphans[pid] = held
                found.append(held)
        # Whose they were nobody knows: a walk waits for their end.
        return None if strays else found


def _adopted(unknown: list[procfs.Process], owners: dict[int, Held]) -> list[procfs.Process]:
    """Those of the unknown whose parents are known, now among the owners."""
    found: list[procfs.Process] = []
    while True:
        more = [p for p in unknown if p.parent in owners and p.pid not in owners]
        if not more:
            return found
        found += more
        for process in more:
            owners[process.pid] = owners[process.parent]


def _kill(pid: int) -> bool:
    """Whether it could be killed."""
    try:
        os.kill(pid, _SIGKILL)
    except (ProcessLookupError, PermissionError):
        # It has just ended, or runs as another user: not ours to kill, and of no run.
        return False
    return True
