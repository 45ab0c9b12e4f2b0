"""Wait for the end of a task."""

import asyncio

from app.core.errors import NotFound, ShuttingDown
from app.core.event import EventType
from app.core.event_bus import Closed, EventBus, Lagged, Subscription
from app.core.lifecycle import FINAL
from app.core.person import Person
from app.core.task import Task
from app.services.access import Act
from app.services.browse import Browse
from app.services.touch import Touch

# Not its progress: that is no end.
_MOVES = frozenset(EventType) - {EventType.PROGRESS}


class Wait:
    def __init__(self, browse: Browse, bus: EventBus, touch: Touch) -> None:
        self._browse = browse
        self._bus = bus
        self._touch = touch

    async def until_final(self, task_id: int, *, by: Person, seconds: float) -> Task:
        """The task when it has ended, or as it is after `seconds`. Raises NotFound, also when
        `by` may not see it any more, and Unauthenticated when their access has ended."""
        await self._touch.task(task_id, Act.READ_TASKS, "task.read", by=by)
        task = await self.until_over(task_id, by=by, seconds=seconds)
        self._touch.seen(task, by=by)
        return task

    async def until_over(self, task_id: int, *, by: Person, seconds: float) -> Task:
        """The same, for services that have looked already whether `by` may."""
        try:
            subscription = self._bus.subscribe(by=by, sees_all=True, task_id=task_id, types=_MOVES)
        except ShuttingDown:  # nobody will hear of anything any more
            return await self._browse.current(task_id)
        try:
            task = await self._browse.current(task_id)
            if task.status in FINAL:
                return task
            async with asyncio.timeout(seconds):
                return await self._final(subscription, task_id)
        except (TimeoutError, Closed, Lagged):
            return await self._browse.current(task_id)
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
