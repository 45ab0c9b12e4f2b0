"""Events from the one place that commits them to everybody who listens in this process."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable

from app.core.errors import ShuttingDown
from app.core.event import EventType, TaskEvent


class Lagged(Exception):
    """The listener fell too far behind and was dropped; it can resume from the journal."""


class Closed(Exception):
    """The bus has closed; the argument is the reason."""


class Envelope:
    """An event and its encoded form, made once for all who get it."""

    __slots__ = ("_encode", "_wire", "event")

    def __init__(self, event: TaskEvent, encode: Callable[[TaskEvent], bytes]) -> None:
        self.event = event
        self._encode = encode
        self._wire: bytes | None = None

    @property
    def wire(self) -> bytes:
        if self._wire is None:
            self._wire = self._encode(self.event)
        return self._wire


class Subscription:
    """A listener's bounded queue. Iterate with `next`; leave with `close`."""

    def __init__(
        self, bus: "EventBus", *, task_id: int | None, types: frozenset[EventType] | None
    ) -> None:
        self.task_id = task_id
        self._types = types
        self._bus = bus
        self._pending: list[Envelope] = []
        self._pending_bytes = 0
        self._waiter: asyncio.Future[None] | None = None
        self._ended: Exception | None = None

    async def next(self) -> list[Envelope]:
        """All that came since the last call, at least one. Raises Lagged or Closed."""
        while not self._pending:
            if self._ended is not None:
                raise self._ended
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        pending, self._pending, self._pending_bytes = self._pending, [], 0
        return pending

    def offer(self, envelope: Envelope, *, limit: int, limit_bytes: int) -> None:
        if self._types is not None and envelope.event.type not in self._types:
            return
        if len(self._pending) >= limit or self._pending_bytes > limit_bytes:
            self._pending.clear()
            self.end(Lagged())
            return
        self._pending.append(envelope)
        self._pending_bytes += len(envelope.wire)
        self._wake()

    def end(self, why: Exception) -> None:
        self._ended = why
        self.close()
        self._wake()

    def close(self) -> None:
        self._bus.forget(self)

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


class EventBus:
    """Publishes in order, once, and waits for nobody: a slow listener is dropped.

    `backlog` and `backlog_bytes` bound what a listener may have waiting.
    """

    def __init__(
        self,
        encode: Callable[[TaskEvent], bytes],
        *,
        backlog: int = 4096,
        backlog_bytes: int = 32 * 1024**2,
    ) -> None:
        self._encode = encode
        self._backlog = backlog
        self._backlog_bytes = backlog_bytes
        self._everything: set[Subscription] = set()
        self._by_task: defaultdict[int, set[Subscription]] = defaultdict(set)
        self._count = 0
        self.newest = 0  # id of the last journaled event published; set at start
        self._closed: str | None = None

    def __len__(self) -> int:
        return self._count

    def subscribe(
        self, *, task_id: int | None = None, types: frozenset[EventType] | None = None
    ) -> Subscription:
        if self._closed is not None:
            raise ShuttingDown
        subscription = Subscription(self, task_id=task_id, types=types)
        self._listeners_of(task_id).add(subscription)
        self._count += 1
        return subscription

    def envelope(self, event: TaskEvent) -> Envelope:
        return Envelope(event, self._encode)

    def publish(self, events: Iterable[TaskEvent]) -> None:
        for event in events:
            self.newest = event.id or self.newest
            for_one = self._by_task.get(event.task_id)
            if not self._everything and not for_one:
                continue
            envelope = self.envelope(event)
            for listener in (*self._everything, *(for_one or ())):
                listener.offer(envelope, limit=self._backlog, limit_bytes=self._backlog_bytes)

    def close(self, reason: str) -> None:
        """Every listener gets what it has waiting, then Closed."""
        self._closed = reason
        for listener in (*self._everything, *(s for some in self._by_task.values() for s in some)):
            listener.end(Closed(reason))

    def forget(self, subscription: Subscription) -> None:
        listeners = self._listeners_of(subscription.task_id)
        if subscription in listeners:
            listeners.remove(subscription)
            self._count -= 1
        if subscription.task_id is not None and not listeners:
            self._by_task.pop(subscription.task_id, None)

    def _listeners_of(self, task_id: int | None) -> set[Subscription]:
        return self._everything if task_id is None else self._by_task[task_id]
