"""Tells listeners what running tasks print and use, at most twice a second each."""

from dataclasses import replace

from app.core.event import EventType, TaskEvent
from app.core.event_bus import EventBus
from app.core.task import LogSummary, Usage
from app.services.dispatch import Dispatch, Running

_SECONDS = 0.5


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
        self._bus.publish(event for event in map(self._news, running) if event is not None)
        return _SECONDS

    def _news(self, running: Running) -> TaskEvent | None:
        state = (running.log.summary(), running.usage)
        if state == self._told.get(running.task.id, (LogSummary(), None)):
            return None
        self._told[running.task.id] = state
        task = replace(running.task, log=state[0], progress=running.log.progress(), usage=state[1])
        return TaskEvent(None, EventType.PROGRESS, task.id, task, ("log", "progress", "usage"))
