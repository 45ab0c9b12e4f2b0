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
        self._at_rest = asyncio.Event()
        self._at_rest.set()

    def wake(self) -> None:
        self._woken.set()

    async def stop(self) -> None:
        """Returns when the step that was under way is over: it needs nothing any more."""
        self._stopping = True
        self.wake()
        await self._at_rest.wait()

    async def run(self) -> None:
        while not self._stopping:
            self._woken.clear()  # before the step: a wake during it is kept
            self._at_rest.clear()
            try:
                seconds = await self._one_step()
            finally:
                self._at_rest.set()
            await self._rest(seconds)

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
