"""One run of a command: what has been asked of it, its timers, and its one ending."""

import asyncio
import os
import signal
from collections.abc import Callable
from datetime import timedelta
from enum import Enum, auto
from typing import Protocol

from app.core.task import Usage
from app.executor.command import Command
from app.executor.ending import (
    Ending,
    Exited,
    Lost,
    Signalled,
    SpawnFailed,
    Stopped,
    TimedOut,
)
from app.executor.pipes import OutputPipe


class Launcher(Protocol):
    """What a run asks of the one that holds its processes."""

    def signal(self, run: "Run", number: int) -> None: ...
    def kill(self, run: "Run") -> None: ...


class _StoppedBy(Enum):
    REQUEST = auto()
    TIME_LIMIT = auto()


class Run:
    """Made by `Executor.start`. `on_end` is called once, when no process of it lives
    and all its output is in the sink."""

    __slots__ = (
        "_command",
        "_exit",
        "_is_stopping",
        "_kill_timer",
        "_launcher",
        "_limit_timer",
        "_linger",
        "_loop",
        "_on_end",
        "_pipes",
        "_stopped_by",
        "id",
        "is_over",
        "pid",
    )

    def __init__(
        self,
        ident: int,
        command: Command,
        *,
        loop: asyncio.AbstractEventLoop,
        linger: timedelta,
        on_end: Callable[[Ending], None],
    ) -> None:
        self.id = ident
        self.pid: int | None = None
        self.is_over = False
        self._command = command
        self._loop = loop
        self._linger = linger
        self._on_end = on_end
        self._pipes: tuple[OutputPipe, ...] = ()
        self._launcher: Launcher | None = None
        self._is_stopping = False
        self._stopped_by: _StoppedBy | None = None
        # The leader's wait status and usage, once it has ended.
        self._exit: tuple[int, int, int] | None = None
        self._limit_timer: asyncio.TimerHandle | None = None
        self._kill_timer: asyncio.TimerHandle | None = None

    def stop(self, *, grace: timedelta | None = None) -> None:
        """TERM to the whole tree, KILL after the grace (0: at once). A smaller grace wins."""
        self._stop(_StoppedBy.REQUEST, self._command.grace if grace is None else grace)

    def resume(self) -> None:
        """Read on, after the sink had asked for a pause."""
        self.watch()

    def watch(self) -> None:
        for pipe in self._pipes:
            pipe.watch()

    def unwatch(self) -> None:
        for pipe in self._pipes:
            pipe.unwatch()

    def _stop(self, by: _StoppedBy, grace: timedelta) -> None:
        if self.is_over:
            return
        if not self._is_stopping:
            self._is_stopping = True
            # What has ended by itself already stays so: only the rest of it is stopped.
            self._stopped_by = by if self._exit is None else None
            if grace and self._launcher:
                self._launcher.signal(self, signal.SIGTERM)
        self._kill_after(grace)

    def _kill_after(self, delay: timedelta) -> None:
        """Unless it is to be killed sooner."""
        at = self._loop.time() + delay.total_seconds()
        if self._kill_timer and self._kill_timer.when() <= at:
            return
        _cancel(self._kill_timer)
        self._kill_timer = self._loop.call_at(at, self._kill)
        if not delay:
            self._kill()

    def _kill(self) -> None:
        if self._launcher and not self.is_over:
            self._launcher.kill(self)

    # What the executor tells it

    def reads(self, *pipes: OutputPipe) -> None:
        self._pipes = pipes

    def held_by(self, launcher: Launcher) -> None:
        self._launcher = launcher

    @property
    def was_stopped(self) -> bool:
        return self._is_stopping

    def started(self, pid: int) -> None:
        self.pid = pid
        if self._command.timeout is not None:
            seconds = self._command.timeout.total_seconds()
            self._limit_timer = self._loop.call_later(seconds, self._time_is_up)

    def ended(
        self, status: int, cpu_us: int, rss_kib: int, leftovers: int, was_signalled: bool
    ) -> None:
        _cancel(self._limit_timer)
        self._exit = (status, cpu_us, rss_kib)
        if not was_signalled:
            # It was quicker than our signal: what it says of itself is the truth.
            self._stopped_by = None
        if leftovers == 0:
            self._end(self._how_it_ended(0))
            return
        self.watch()
        if self._stopped_by is None:
            self._kill_after(self._linger)

    def gone(self, cpu_us: int, survivors: int) -> None:
        if self._exit is None:
            self.lost(f"{survivors} of its processes may not be killed by us")
        else:
            self._end(self._how_it_ended(cpu_us))

    def failed(self, detail: str) -> None:
        self._end(SpawnFailed(detail))

    def never_started(self) -> None:
        """It was stopped before there was a launcher for it."""
        self._end(Stopped(None, None, Usage(0, 0)))

    def lost(self, detail: str) -> None:
        self._end(Lost(detail))

    def _time_is_up(self) -> None:
        self._stop(_StoppedBy.TIME_LIMIT, self._command.grace)

    def _how_it_ended(self, more_cpu_us: int) -> Ending:
        if self._exit is None:
            raise AssertionError("asked before its leader has ended")
        status, cpu_us, rss_kib = self._exit
        usage = Usage((cpu_us + more_cpu_us) // 1000, rss_kib * 1024)
        code = os.waitstatus_to_exitcode(status)
        if self._stopped_by is not None:
            stopped = TimedOut if self._stopped_by is _StoppedBy.TIME_LIMIT else Stopped
            return stopped(code, None, usage) if code >= 0 else stopped(None, -code, usage)
        return Exited(code, usage) if code >= 0 else Signalled(-code, usage)

    def _end(self, ending: Ending) -> None:
        if self.is_over:
            return
        self.is_over = True
        _cancel(self._limit_timer)
        _cancel(self._kill_timer)
        # They know this run, too: it is to be freed as soon as nobody else holds it.
        pipes, self._pipes = self._pipes, ()
        try:
            for pipe in pipes:
                pipe.drain()
        finally:
            for pipe in pipes:
                pipe.close()
            self._on_end(ending)


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
