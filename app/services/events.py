"""The stream of changes: what a reader missed, then what happens."""

from sqlalchemy import Connection

from app.core.database import Database
from app.core.event import EventType, TaskEvent
from app.core.event_bus import Envelope, EventBus, Lagged, Subscription
from app.store import journal

_PAGE = 500


class Events:
    def __init__(self, database: Database, bus: EventBus) -> None:
        self._db = database
        self._bus = bus

    async def subscribe(
        self,
        *,
        after: int | None = None,
        task_id: int | None = None,
        types: frozenset[EventType] | None = None,
    ) -> "Feed":
        """Everything after event `after`, or from now on. Raises ShuttingDown."""
        subscription = self._bus.subscribe(task_id=task_id, types=types)
        cursor = self._bus.newest  # all later ones reach the subscription
        if after is None:
            return Feed(subscription, cursor=cursor)
        try:
            extent = await self._db.read(journal.extent)
        except BaseException:
            subscription.close()
            raise
        if not extent.can_resume_after(after):
            return Feed(subscription, cursor=cursor, reset=True)
        missed = _Missed(self._db, self._bus, after, cursor, task_id=task_id, types=types)
        return Feed(subscription, cursor=cursor, missed=missed)


class _Missed:
    """The journal's events after `after` up to `until`, in pages."""

    def __init__(
        self,
        database: Database,
        bus: EventBus,
        after: int,
        until: int,
        *,
        task_id: int | None,
        types: frozenset[EventType] | None,
    ) -> None:
        self._db = database
        self._bus = bus
        self._after = after
        self._until = until
        self._task_id = task_id
        self._types = types

    async def next(self) -> list[Envelope]:
        """The next of them; empty when there are no more. Raises Lagged."""
        while self._after < self._until:
            extent, page = await self._db.read(self._read)
            if not extent.can_resume_after(self._after):
                raise Lagged  # what comes next was forgotten while this was read
            page = [event for event in page if event.id is not None and event.id <= self._until]
            if not page:
                break
            self._after = page[-1].id or self._until
            wanted = [self._bus.envelope(event) for event in page if self._is_wanted(event)]
            if wanted:
                return wanted
        self._after = self._until
        return []

    def _read(self, connection: Connection) -> tuple[journal.Extent, list[TaskEvent]]:
        page = journal.after(connection, self._after, limit=_PAGE)
        return journal.extent(connection), page

    def _is_wanted(self, event: TaskEvent) -> bool:
        return self._task_id in (None, event.task_id) and (
            self._types is None or event.type in self._types
        )


class Feed:
    """One reader's stream. `cursor` is the newest event's id as it began; `reset` says that
    what was missed is no longer known and the reader has to list again."""

    def __init__(
        self,
        subscription: Subscription,
        *,
        cursor: int,
        reset: bool = False,
        missed: _Missed | None = None,
    ) -> None:
        self.cursor = cursor
        self.reset = reset
        self._subscription = subscription
        self._missed = missed

    async def next(self) -> list[Envelope]:
        """What came since, at least one. Raises event_bus.Lagged, event_bus.Closed."""
        if self._missed is not None:
            if missed := await self._missed.next():
                return missed
            self._missed = None
        return await self._subscription.next()

    def close(self) -> None:
        self._subscription.close()
