"""What running tasks use, now."""

from app.executor.sampler import UsageSampler
from app.services.dispatch import Dispatch

_SECONDS = 1.0


class UsageWatch:
    def __init__(self, dispatch: Dispatch, sampler: UsageSampler) -> None:
        self._dispatch = dispatch
        self._sampler = sampler

    async def step(self) -> float:
        usages = await self._sampler.sample()
        for running in self._dispatch.running:
            if running.run is not None:
                running.usage = usages.get(running.run, running.usage)
        return _SECONDS
