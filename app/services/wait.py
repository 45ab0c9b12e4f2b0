"""Wait for the end of a task."""

import asyncio

from app.core.errors import NotFound, ShuttingDown
from app.core.event_bus import Closed, EventBus, Lagged, Subscription
from app.core.lifecycle import FINAL
from app.core.task import Task
from app.services.browse import Browse


class Wait:
    def __init__(self, browse: Browse, bus: EventBus) -> None:
        self._browse = browse
        self._bus = bus

    async def until_final(self, task_id: int, *, seconds: float) -> Task:
        """The task when it has ended, or as it is after `seconds`. Raises NotFound."""
        try:
            subscription = self._bus.subscribe(task_id=task_id)
        except ShuttingDown:  # nobody will hear of anything any more
            return await self._browse.get(task_id)
        try:
            task = await self._browse.get(task_id)
            if task.status in FINAL:
                return task
            async with asyncio.timeout(seconds):
                return await self._final(subscription, task_id)
        except (TimeoutError, Closed, Lagged):
            return await self._browse.get(task_id)
        finally:
            subscription.close()

    async def _final(self, subscription: Subscription, task_id: int) -> Task:
        while True:
            for envelope in await subscription.next():
                task = envelope.event.task
                if task is None:
                    raise NotFound("task", task_id)
                if task.status in FINAL:
                    return task
