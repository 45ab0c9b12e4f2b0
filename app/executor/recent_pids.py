"""Which pids were given out lately (runs in the launcher).

The kernel gives pids out in a circle. The descendants of a command that has just
started are therefore between its own pid and the last one given: looking there
costs a few microseconds, where walking /proc costs as many for every process.
"""

import os

_MOST = 400
# The circle cannot come round faster: no machine makes 400,000 processes a second.
_SECONDS_PER_PID = 1 / 400_000


class RecentPids:
    def __init__(self) -> None:
        self._loadavg = os.open("/proc/loadavg", os.O_RDONLY | os.O_CLOEXEC)
        self.window = self._pid_max() * _SECONDS_PER_PID

    def after(self, pid: int) -> range | list[int] | None:
        """The pids given since `pid`, which was given within the window; None if too many."""
        last = int(os.pread(self._loadavg, 128, 0).rsplit(None, 1)[1])
        if pid <= last:
            return range(pid + 1, last + 1) if last - pid <= _MOST else None
        top = self._pid_max()
        if top - pid + last > 2 * _MOST:
            return None
        return [*range(pid + 1, top), *range(1, last + 1)]

    def _pid_max(self) -> int:
        fd = os.open("/proc/sys/kernel/pid_max", os.O_RDONLY | os.O_CLOEXEC)
        try:
            return int(os.read(fd, 32))
        finally:
            os.close(fd)
