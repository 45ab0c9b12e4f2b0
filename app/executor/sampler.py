"""What running commands use now: CPU so far, and the most memory they had at once."""

import asyncio
from collections.abc import Callable, Iterable

from app.core.task import Usage
from app.executor import procfs
from app.executor.procfs import Process
from app.executor.run import Run
from app.executor.tag import instance_of, run_of

# Processes looked at in one go: less than half a millisecond; and the seconds between.
_SLICE = 16
_REST = 0.002


class UsageSampler:
    def __init__(self, runs: Callable[[], Iterable[Run]], *, instance: int) -> None:
        self._runs = runs
        self._instance = instance
        self._usages: dict[Run, Usage] = {}
        # The run a process belongs to (0: none of ours), by pid and start: looked up once.
        self._owners: dict[tuple[int, int], int] = {}

    async def sample(self) -> dict[Run, Usage]:
        """In slices: the loop is never held for more than a millisecond.

        CPU of a process that ended unwaited for is forgotten, but the sum never falls.
        """
        runs = {run.id: run for run in self._runs()}
        ticks = dict.fromkeys(runs, 0)
        rss = dict.fromkeys(runs, 0)
        owners: dict[tuple[int, int], int] = {}
        pids = procfs.pids()
        for at in range(0, len(pids), _SLICE):
            for pid in pids[at : at + _SLICE]:
                process = procfs.process(pid)
                if process is None:
                    continue
                run = owners[pid, process.start] = self._owner(process)
                if run in ticks:
                    ticks[run] += process.cpu_ticks
                    rss[run] += process.rss
            await asyncio.sleep(_REST)  # whoever waits for the loop waits for one slice only
        self._owners = owners
        self._usages = {
            run: self._grown(run, ticks[ident], rss[ident])
            for ident, run in runs.items()
            if rss[ident] and not run.is_over
        }
        return self._usages

    def _owner(self, process: Process) -> int:
        known = self._owners.get((process.pid, process.start))
        if known is not None:
            return known
        tag = procfs.tag(process.pid)
        return run_of(tag) if instance_of(tag) == self._instance else 0

    def _grown(self, run: Run, ticks: int, rss: int) -> Usage:
        before = self._usages.get(run, Usage(0, 0))
        cpu_ms = ticks * 1000 // procfs.CLOCK_TICK
        return Usage(max(cpu_ms, before.cpu_ms), max(rss, before.rss_peak_bytes))
