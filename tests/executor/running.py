"""What the tests of the executor share: a sink that keeps all, a run to wait for, a census."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from app.core.output import Stream
from app.executor import procfs
from app.executor.command import Command
from app.executor.ending import Ending
from app.executor.executor import Executor
from app.executor.launchers import LauncherProcess
from app.executor.run import Run
from app.executor.tag import instance_of

NOW = timedelta(0)


async def until(true: Callable[[], object], *, within: float = 10.0) -> None:
    give_up_at = time.monotonic() + within
    while not true():
        assert time.monotonic() < give_up_at, "it never became true"
        await asyncio.sleep(0.005)


def living(instance: int) -> list[int]:
    """The processes that carry the tag of this instance; zombies are dead."""
    tagged = [pid for pid in procfs.pids() if instance_of(procfs.tag(pid)) == instance]
    return [pid for pid in tagged if _lives(pid)]


def marked(marker: str) -> list[int]:
    """The living processes that have the marker on their command line."""
    word = marker.encode()
    return [pid for pid in procfs.pids() if word in _command_line(pid) and _lives(pid)]


def _command_line(pid: int) -> bytes:
    try:
        return procfs.read_all(f"/proc/{pid}/cmdline")
    except (FileNotFoundError, ProcessLookupError):
        return b""


def _lives(pid: int) -> bool:
    process = procfs.process(pid)
    return process is not None and not process.is_dead


@dataclass
class Kept:
    """A sink that keeps everything, and asks for a pause when told to."""

    out: bytearray = field(default_factory=bytearray)
    err: bytearray = field(default_factory=bytearray)
    is_open: bool = True

    def write(self, stream: Stream, data: bytes) -> bool:
        (self.out if stream is Stream.OUT else self.err).extend(data)
        return self.is_open


@dataclass
class Started:
    """A run and all that was heard of it."""

    sink: Kept
    endings: list[Ending] = field(default_factory=list)
    run: Run = None  # type: ignore[assignment]

    @property
    def pids(self) -> list[int]:
        """The command's, once it is known."""
        return [] if self.run.pid is None else [self.run.pid]

    async def ending(self) -> Ending:
        await until(lambda: self.endings, within=30)
        return self.endings[0]

    async def says(self, text: str) -> None:
        await until(lambda: text.encode() in self.sink.out)


@dataclass
class Lab:
    executor: Executor
    launchers: list[LauncherProcess]
    instance: int

    def start(self, *argv: str, sink: Kept | None = None, **how: Any) -> Started:
        started = Started(sink or Kept())
        started.run = self.executor.start(
            Command(argv=argv, **how),
            sink=started.sink,
            on_end=started.endings.append,
        )
        return started

    def shell(self, script: str, *arguments: str, **how: Any) -> Started:
        return self.start("/bin/sh", "-c", script, *arguments, **how)
