"""A background loop is a step that says how long to rest."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

_log = logging.getLogger(__name__)

# A step returns the seconds to rest, or None to rest until woken.
Step = Callable[[], Awaitable[float | None]]


class Loop:
    """Runs a step again and again until stopped. A failed step is logged and tried again."""

    def __init__(self, name: str, step: Step, *, after_error: float = 1.0) -> None:
        self._name = name
        self._step = step
        self._after_error = after_error
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        self._woken.set()

    def stop(self) -> None:
        self._stopping = True
        self.wake()

    async def run(self) -> None:
        while not self._stopping:
            self._woken.clear()  # before the step: a wake during it is kept
            await self._rest(await self._one_step())

    async def _one_step(self) -> float | None:
        try:
            return await self._step()
        except Exception:
            _log.exception("step failed", extra={"loop": self._name})
            return self._after_error

    async def _rest(self, seconds: float | None) -> None:
        await asyncio.sleep(0)  # a loop that always wakes itself would starve every other
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            pass
