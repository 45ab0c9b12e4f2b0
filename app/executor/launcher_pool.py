"""The launchers at work: each run goes to the least loaded, and a lost one is replaced."""

import asyncio
import logging
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from app.executor import sweep
from app.executor.launcher_link import LauncherLink, WrongLauncher
from app.executor.launchers import LauncherProcess
from app.executor.run import Run
from app.executor.tag import tag_of

# Seconds.
_READY_WITHIN = 20.0
_RETRY_AFTER = 1.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Spawn:
    """What a launcher needs to know, and the write ends of stdout and stderr."""

    how: tuple[object, ...]
    fds: tuple[int, int]

    def drop(self) -> None:
        for fd in self.fds:
            os.close(fd)


class LauncherPool:
    def __init__(
        self,
        launchers: Sequence[LauncherProcess],
        *,
        instance: int,
        on_over: Callable[[Run], None],
    ) -> None:
        self._launchers = list(launchers)
        self._instance = instance
        self._on_over = on_over
        self._links: list[LauncherLink] = []
        # Started while there was no launcher.
        self._waiting: list[tuple[Run, Spawn]] = []
        self._recoveries: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()

    async def open(self) -> None:
        self._loop = asyncio.get_running_loop()
        for launcher in self._launchers:
            await self._connect(launcher)

    async def close(self) -> None:
        """To be called when no run is left."""
        self._closing.set()
        # Not cancelled: a launcher that is just being started would be forgotten.
        while self._recoveries:  # another may be lost meanwhile
            await asyncio.gather(*self._recoveries)
        links, self._links = self._links, []
        for link in links:
            link.close()
        for link in links:
            await asyncio.to_thread(link.launcher.process.wait)

    @property
    def is_able(self) -> bool:
        """Is there a launcher, now?"""
        return bool(self._links)

    def give(self, run: Run, spawn: Spawn) -> None:
        if not self._links:
            self._waiting.append((run, spawn))
            return
        link = min(self._links, key=_load)
        run.held_by(link)
        link.spawn(run, spawn.how, spawn.fds)

    async def _connect(self, launcher: LauncherProcess) -> None:
        link = LauncherLink(launcher, self._loop, on_lost=self._lost, on_over=self._on_over)
        try:
            async with asyncio.timeout(_READY_WITHIN):
                await link.ready
        except BaseException:
            link.close()
            launcher.process.kill()
            await asyncio.to_thread(launcher.process.wait)
            raise
        self._links.append(link)

    def _lost(self, link: LauncherLink) -> None:
        self._links.remove(link)
        _log.error("launcher lost", extra={"launcher": link.launcher.pid, "runs": len(link.runs)})
        recovery = self._loop.create_task(self._recover(link))
        self._recoveries.add(recovery)
        recovery.add_done_callback(self._recoveries.discard)

    async def _recover(self, link: LauncherLink) -> None:
        """Nothing of its runs may live on by the time they are said to have ended."""
        while not await self._is_buried(link):  # noqa: ASYNC110 - nobody tells when it can be
            await asyncio.sleep(_RETRY_AFTER)
        link.lose_all("the launcher that held its processes ended unexpectedly")
        while not self._closing.is_set() and not await self._is_replaced(link.launcher):
            with suppress(TimeoutError):
                async with asyncio.timeout(_RETRY_AFTER):
                    await self._closing.wait()

    async def _is_buried(self, link: LauncherLink) -> bool:
        try:
            await asyncio.to_thread(self._bury, link)
        except OSError as error:  # out of file descriptors, for one
            _log.error("its processes cannot be looked for", extra={"reason": str(error)})
            return False
        return True

    def _bury(self, link: LauncherLink) -> None:
        link.launcher.process.kill()
        link.launcher.process.wait()
        sweep.kill_tagged({tag_of(self._instance, run) for run in link.runs})

    async def _is_replaced(self, launcher: LauncherProcess) -> bool:
        waiting: list[tuple[Run, Spawn]]
        try:
            await self._connect(await asyncio.to_thread(launcher.replacement))
        except (OSError, WrongLauncher) as error:
            _log.error("no launcher could be started", extra={"reason": str(error)})
            waiting, self._waiting = self._waiting, []
            for run, spawn in waiting:
                spawn.drop()
                self._tell(run, Run.failed, f"no launcher could be started: {error}")
            return False
        waiting, self._waiting = self._waiting, []
        for run, spawn in waiting:
            self._give_late(run, spawn)
        return True

    def _give_late(self, run: Run, spawn: Spawn) -> None:
        if run.was_stopped:
            spawn.drop()
            self._tell(run, Run.never_started)
        else:
            self.give(run, spawn)

    def _tell(self, run: Run, what: Callable[..., None], *facts: object) -> None:
        try:
            what(run, *facts)
        finally:
            self._on_over(run)


def _load(link: LauncherLink) -> int:
    return len(link.runs)
