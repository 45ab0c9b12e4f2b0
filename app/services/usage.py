"""What running tasks use, now."""

import time

from app.executor.sampler import UsageSampler
from app.services.dispatch import Dispatch

_SECONDS = 1.0
# With very many processes, looking at them takes a small share of the time and no more.
_REST_SHARE = 20


class UsageWatch:
    def __init__(self, dispatch: Dispatch, sampler: UsageSampler) -> None:
        self._dispatch = dispatch
        self._sampler = sampler

    async def step(self) -> float:
        began = time.monotonic()
        usages = await self._sampler.sample()
        for running in self._dispatch.running:
            if running.run is not None:
                running.usage = usages.get(running.run, running.usage)
        return max(_SECONDS, _REST_SHARE * (time.monotonic() - began))
