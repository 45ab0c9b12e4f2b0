"""Events from the one place that commits them to everybody who listens in this process."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from app.core.errors import ShuttingDown
from app.core.event import EventType, TaskEvent
from app.core.masking import has_secrets, sees_secrets
from app.core.person import Person

ACCESS_ENDED = "access_ended"


class Lagged(Exception):
    """The listener fell too far behind and was dropped; it can resume from the journal."""


class Closed(Exception):
    """The bus has closed; the argument is the reason."""


class Encode(Protocol):
    """How an event goes out; `masked` hides what looks secret in the task's environment."""

    def __call__(self, event: TaskEvent, /, *, masked: bool) -> bytes: ...


class Envelope:
    """An event and its encoded forms, each made once for all who get it."""

    __slots__ = ("_encode", "_has_secrets", "_masked", "_wire", "event")

    def __init__(self, event: TaskEvent, encode: Encode) -> None:
        self.event = event
        self._encode = encode
        self._has_secrets = event.task is not None and has_secrets(event.task)
        self._wire: bytes | None = None
        self._masked: bytes | None = None

    def wire_for(self, by: Person) -> bytes:
        task = self.event.task
        if self._has_secrets and task is not None and not sees_secrets(by, task):
            if self._masked is None:
                self._masked = self._encode(self.event, masked=True)
            return self._masked
        if self._wire is None:
            self._wire = self._encode(self.event, masked=False)
        return self._wire


class Subscription:
    """A listener's bounded queue. Iterate with `next`; leave with `close`.

    Who does not see all hears of what they made or are assigned, and of what is taken
    from them that it is gone.
    """

    def __init__(
        self,
        bus: "EventBus",
        *,
        by: Person,
        sees_all: bool,
        task_id: int | None,
        types: frozenset[EventType] | None,
        on_news: Callable[[], None] | None,
    ) -> None:
        self.by = by
        self.sees_all = sees_all
        self.task_id = task_id
        self._types = types
        self._on_news = on_news
        self._bus = bus
        self._pending: list[Envelope] = []
        self._pending_bytes = 0
        self._waiter: asyncio.Future[None] | None = None
        self._ended: Exception | None = None

    async def next(self) -> list[Envelope]:
        """All that came since the last call, at least one. Raises Lagged or Closed, which is
        what it gets whose access is over."""
        while not self._pending:
            if self._ended is not None:
                raise self._ended
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        self.check()
        pending, self._pending, self._pending_bytes = self._pending, [], 0
        return pending

    def check(self) -> None:
        """Raises Closed when the listener's access is over."""
        if self.by.access.is_over:
            self.close()
            raise Closed(ACCESS_ENDED)

    def offer(self, envelope: Envelope, *, limit: int, limit_bytes: int) -> None:
        if self._types is not None and envelope.event.type not in self._types:
            return
        if len(self._pending) >= limit or self._pending_bytes > limit_bytes:
            self._pending.clear()
            self.end(Lagged())
            return
        self._pending.append(envelope)
        self._pending_bytes += len(envelope.wire_for(self.by))
        self._wake()
        if self._on_news is not None:
            self._on_news()

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
        encode: Encode,
        *,
        backlog: int = 4096,
        backlog_bytes: int = 32 * 1024**2,
    ) -> None:
        self._encode = encode
        self._backlog = backlog
        self._backlog_bytes = backlog_bytes
        # Of everything by those who see all, by each who sees their own, and of one task.
        self._everything: set[Subscription] = set()
        self._by_person: defaultdict[int, set[Subscription]] = defaultdict(set)
        self._by_task: defaultdict[int, set[Subscription]] = defaultdict(set)
        self._count = 0
        self.newest = 0  # id of the last journaled event published; set at start
        self._closed: str | None = None

    def __len__(self) -> int:
        return self._count

    def subscribe(
        self,
        *,
        by: Person,
        sees_all: bool,
        task_id: int | None = None,
        types: frozenset[EventType] | None = None,
        on_news: Callable[[], None] | None = None,
    ) -> Subscription:
        """`on_news` is called at every event."""
        if self._closed is not None:
            raise ShuttingDown
        subscription = Subscription(
            self, by=by, sees_all=sees_all, task_id=task_id, types=types, on_news=on_news
        )
        self._place_of(subscription).add(subscription)
        self._count += 1
        return subscription

    def envelope(self, event: TaskEvent) -> Envelope:
        return Envelope(event, self._encode)

    def publish(self, events: Iterable[TaskEvent]) -> None:
        for event in events:
            self.newest = event.id or self.newest
            self._send(event, self._concerned(event))
            if event.lost_by is not None:
                self._send(loss_of(event), self._losers(event, event.lost_by))

    def _send(self, event: TaskEvent, listeners: Sequence[Subscription]) -> None:
        if not listeners:
            return
        envelope = self.envelope(event)
        for listener in listeners:
            listener.offer(envelope, limit=self._backlog, limit_bytes=self._backlog_bytes)

    def _concerned(self, event: TaskEvent) -> Sequence[Subscription]:
        found = [*self._everything]
        if self._by_person:
            for one in {event.created_by, event.assigned_to}:
                found += self._by_person.get(one, ()) if one is not None else ()
        if of_task := self._by_task.get(event.task_id):
            found += [s for s in of_task if s.sees_all or is_of(event, s.by.id)]
        return found

    def _losers(self, event: TaskEvent, lost_by: int) -> Sequence[Subscription]:
        if is_of(event, lost_by):
            return ()
        of_task = self._by_task.get(event.task_id, ())
        return [
            *self._by_person.get(lost_by, ()),
            *(s for s in of_task if not s.sees_all and s.by.id == lost_by),
        ]

    def close(self, reason: str) -> None:
        """Every listener gets what it has waiting, then Closed."""
        self._closed = reason
        some = (*self._by_person.values(), *self._by_task.values())
        for listener in (*self._everything, *(one for each in some for one in each)):
            listener.end(Closed(reason))

    def forget(self, subscription: Subscription) -> None:
        listeners = self._place_of(subscription)
        if subscription in listeners:
            listeners.remove(subscription)
            self._count -= 1
        if listeners:
            return
        if subscription.task_id is not None:
            self._by_task.pop(subscription.task_id, None)
        elif not subscription.sees_all:
            self._by_person.pop(subscription.by.id, None)

    def _place_of(self, subscription: Subscription) -> set[Subscription]:
        if subscription.task_id is not None:
            return self._by_task[subscription.task_id]
        if subscription.sees_all:
            return self._everything
        return self._by_person[subscription.by.id]


def is_of(event: TaskEvent, user_id: int) -> bool:
    """Does it concern a task this person made or is assigned?"""
    return user_id in (event.created_by, event.assigned_to)


def loss_of(event: TaskEvent) -> TaskEvent:
    """What it is to whom the task was taken from: it is gone."""
    return replace(event, type=EventType.DELETED, task=None, changed=())
