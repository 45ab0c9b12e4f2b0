"""Tells listeners what running tasks print and use, at most twice a second each."""

import asyncio
from dataclasses import replace

from app.core.event import EventType, TaskEvent
from app.core.event_bus import EventBus
from app.core.task import LogSummary, Usage
from app.services.dispatch import Dispatch, Running

_SECONDS = 0.5
# In one turn of the loop: with a thousand talkers nothing else would happen for 30 ms.
_AT_ONCE = 50
_CHANGED = ("log", "progress", "usage")


class ProgressTeller:
    def __init__(self, dispatch: Dispatch, bus: EventBus) -> None:
        self._dispatch = dispatch
        self._bus = bus
        self._told: dict[int, tuple[LogSummary, Usage | None]] = {}

    async def step(self) -> float:
        if len(self._bus) == 0:
            self._told.clear()
            return _SECONDS
        running = list(self._dispatch.running)
        self._told = {r.task.id: self._told[r.task.id] for r in running if r.task.id in self._told}
        for start in range(0, len(running), _AT_ONCE):
            live = filter(self._is_live, running[start : start + _AT_ONCE])
            self._bus.publish(event for event in map(self._news, live) if event is not None)
            await asyncio.sleep(0)
        return _SECONDS

    def _is_live(self, running: Running) -> bool:
        return self._dispatch.find(running.task.id) is running

    def _news(self, running: Running) -> TaskEvent | None:
        state = (running.log.summary(), running.usage)
        if state == self._told.get(running.task.id, (LogSummary(), None)):
            return None
        self._told[running.task.id] = state
        task = replace(running.task, log=state[0], progress=running.log.progress(), usage=state[1])
        whom = (task.created_by, task.assigned_to)
        return TaskEvent(None, EventType.PROGRESS, task.id, task, _CHANGED, *whom)
