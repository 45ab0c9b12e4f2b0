"""Runs commands: pipes and a launcher for each, and one ending."""

import asyncio
import os
from collections import deque
from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import count
from random import randrange

from app.core.output import Sink, Stream
from app.executor.command import Command
from app.executor.ending import Ending
from app.executor.launcher_pool import LauncherPool, Spawn
from app.executor.launchers import LauncherProcess
from app.executor.pipes import OutputPipe
from app.executor.run import Run
from app.executor.tag import RUN_BITS

# Seconds. A run that ends sooner is never watched: its output is read once, when it is over.
_UNWATCHED = 0.012


class Executor:
    def __init__(
        self,
        launchers: Sequence[LauncherProcess],
        *,
        instance: int,
        linger: timedelta = timedelta(milliseconds=500),
    ) -> None:
        """`linger`: how long what a command leaves behind may live on when it has exited."""
        self._pool = LauncherPool(launchers, instance=instance, on_over=self._over)
        self._linger = linger
        self._runs: dict[int, Run] = {}
        # Not the same as those of an earlier server, should processes of it still live.
        self._ids = count(randrange(1, 1 << (RUN_BITS - 1)))
        self._fresh: deque[tuple[float, Run]] = deque()
        self._is_watch_due = False
        self._is_idle = asyncio.Event()

    async def open(self) -> None:
        self._loop = asyncio.get_running_loop()
        await self._pool.open()

    async def close(self) -> None:
        """Kill what still runs, see it end, and let the launchers go."""
        for run in self.runs():
            run.stop(grace=timedelta(0))
        while self._runs:
            self._is_idle.clear()
            await self._is_idle.wait()
        await self._pool.close()

    def is_able(self) -> bool:
        """Can commands be started, now?"""
        return self._pool.is_able

    def runs(self) -> list[Run]:
        return list(self._runs.values())

    def start(
        self,
        command: Command,
        *,
        sink: Sink,
        on_end: Callable[[Ending], None],
    ) -> Run:
        """Returns at once. Whatever is wrong with the command ends the run as SpawnFailed."""
        run = Run(
            next(self._ids),
            command,
            loop=self._loop,
            linger=self._linger,
            on_end=on_end,
        )
        self._runs[run.id] = run
        try:
            out, write_out, err, write_err = _open_pipes()
        except OSError as error:
            detail = f"cannot make its output pipes: {error.strerror}"
            self._loop.call_soon(self._fail, run, detail)
            return run
        run.reads(
            OutputPipe(out, Stream.OUT, sink, self._loop, run.unwatch),
            OutputPipe(err, Stream.ERR, sink, self._loop, run.unwatch),
        )
        self._pool.give(run, Spawn(_how(command), (write_out, write_err)))
        self._watch_later(run)
        return run

    def _fail(self, run: Run, detail: str) -> None:
        try:
            run.failed(detail)
        finally:
            self._over(run)

    def _over(self, run: Run) -> None:
        del self._runs[run.id]
        if not self._runs:
            self._is_idle.set()

    def _watch_later(self, run: Run) -> None:
        self._fresh.append((self._loop.time() + _UNWATCHED, run))
        if not self._is_watch_due:
            self._is_watch_due = True
            self._loop.call_later(_UNWATCHED, self._watch_grown)

    def _watch_grown(self) -> None:
        # The loop's clock may be a millisecond behind the timer.
        now = self._loop.time() + 0.001
        while self._fresh and self._fresh[0][0] <= now:
            self._fresh.popleft()[1].watch()
        self._is_watch_due = bool(self._fresh)
        if self._fresh:
            self._loop.call_at(self._fresh[0][0], self._watch_grown)


def _how(command: Command) -> tuple[object, ...]:
    return (
        command.argv,
        command.cwd,
        dict(command.env) or None,
        command.umask,
        command.nice,
    )


def _open_pipes() -> tuple[int, int, int, int]:
    """Read and write end of stdout, read and write end of stderr."""
    out = os.pipe2(os.O_CLOEXEC)
    try:
        return out + os.pipe2(os.O_CLOEXEC)
    except OSError:
        os.close(out[0])
        os.close(out[1])
        raise
