"""What a reader of events missed, from the journal."""

from dataclasses import dataclass

from sqlalchemy import Connection

from app.core.database import Database
from app.core.event import EventType, TaskEvent
from app.core.event_bus import Envelope, EventBus, Lagged, is_of, loss_of
from app.core.task import Task
from app.store import journal

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one reader is to hear. None leaves nothing out; `person` is who hears only of
    the tasks they made or are assigned."""

    person: int | None
    task_id: int | None
    types: frozenset[EventType] | None

    def told(self, event: TaskEvent) -> TaskEvent | None:
        """The event as the reader hears of it, if they do."""
        if self.task_id not in (None, event.task_id):
            return None
        heard = event if self.person is None else _as_heard(event, self.person)
        if heard is None or (self.types is not None and heard.type not in self.types):
            return None
        return heard


def _as_heard(event: TaskEvent, person: int) -> TaskEvent | None:
    """By whom it concerned then, and whose the task is now: what was taken away since is gone."""
    if is_of(event, person):
        is_gone = event.task is not None and not _is_theirs(event.task, person)
        return loss_of(event) if is_gone else event
    return loss_of(event) if event.lost_by == person else None


def _is_theirs(task: Task, person: int) -> bool:
    return person in (task.created_by, task.assigned_to)


class Missed:
    """The journal's events after `after` up to `until`, in pages."""

    def __init__(
        self, database: Database, bus: EventBus, *, after: int, until: int, wanted: Wanted
    ) -> None:
        self._db = database
        self._bus = bus
        self._after = after
        self._until = until
        self._wanted = wanted

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
            told = [event for event in map(self._wanted.told, page) if event is not None]
            if told:
                return [self._bus.envelope(event) for event in told]
        self._after = self._until
        return []

    def _read(self, connection: Connection) -> tuple[journal.Extent, list[TaskEvent]]:
        page = journal.after(connection, self._after, limit=_PAGE)
        return journal.extent(connection), page
