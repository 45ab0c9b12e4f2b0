"""The stream of changes: what a reader missed, then what happens."""

from sqlalchemy import Connection

from app.core.database import Database
from app.core.errors import NotFound
from app.core.event import EventType, PastEvent
from app.core.event_bus import Envelope, EventBus, Subscription
from app.core.person import Person
from app.services.access import Act
from app.services.missed import Missed, Wanted
from app.services.touch import Touch
from app.store import find, journal

_MOST_PAST = 1000


class Events:
    def __init__(self, database: Database, bus: EventBus, touch: Touch) -> None:
        self._db = database
        self._bus = bus
        self._touch = touch

    async def subscribe(
        self,
        *,
        by: Person,
        after: int | None = None,
        task_id: int | None = None,
        types: frozenset[EventType] | None = None,
    ) -> "Feed":
        """Everything that concerns `by` after event `after`, or from now on.

        Raises NotFound for a task they may not see, Forbidden, ShuttingDown.
        """
        sees_all = self._touch.sees_all(by, task_id=task_id)
        subscription = self._bus.subscribe(by=by, sees_all=sees_all, task_id=task_id, types=types)
        cursor = self._bus.newest  # all later ones reach the subscription
        try:
            if task_id is not None:
                await self._touch.task(task_id, Act.READ_TASKS, "task.read", by=by)
            if after is None:
                return Feed(subscription, cursor=cursor)
            extent = await self._db.read(journal.extent)
        except BaseException:
            subscription.close()
            raise
        if not extent.can_resume_after(after):
            return Feed(subscription, cursor=cursor, reset=True)
        wanted = Wanted(None if sees_all else by.id, task_id, types)
        return Feed(
            subscription,
            cursor=cursor,
            missed=Missed(self._db, self._bus, after=after, until=cursor, wanted=wanted),
        )

    async def past(self, task_id: int, *, by: Person) -> list[PastEvent]:
        """What is still known of a task, the newest thousand, oldest first. Raises NotFound."""
        await self._touch.task(task_id, Act.READ_TASKS, "task.read", by=by)
        is_there, found = await self._db.read(lambda c: _past(c, task_id))
        if not is_there:
            raise NotFound("task", task_id)
        return found


def _past(connection: Connection, task_id: int) -> tuple[bool, list[PastEvent]]:
    is_there = find.people_of(connection, task_id) is not None
    return is_there, journal.of_task(connection, task_id, limit=_MOST_PAST)


class Feed:
    """One reader's stream. `cursor` is the newest event's id as it began; `reset` says that
    what was missed is no longer known and the reader has to list again."""

    def __init__(
        self,
        subscription: Subscription,
        *,
        cursor: int,
        reset: bool = False,
        missed: Missed | None = None,
    ) -> None:
        self.cursor = cursor
        self.reset = reset
        self._subscription = subscription
        self._missed = missed

    async def next(self) -> list[Envelope]:
        """What came since, at least one. Raises event_bus.Lagged, event_bus.Closed."""
        if self._missed is not None:
            self._subscription.check()
            if missed := await self._missed.next():
                return missed
            self._missed = None
        return await self._subscription.next()

    def close(self) -> None:
        self._subscription.close()
