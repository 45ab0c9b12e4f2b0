"""What the world hears of a task."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.core.clock import Millis
from app.core.task import Task


class EventType(StrEnum):
    CREATED = "task.created"
    UPDATED = "task.updated"
    DELETED = "task.deleted"
    COMMENTED = "task.commented"
    PROGRESS = "task.progress"
    DUE_SOON = "task.due_soon"  # journaled; nothing of the task is different


@dataclass(frozen=True, slots=True)
class TaskEvent:
    """One change of one task.

    `id` is its place in the journal, None for what is not kept (progress).
    `task` is the task as the change left it, or as it is now when the event is
    replayed; None when it has been deleted. `changed` names the members that
    differ. The others say whom it concerned then: the task's creator and its
    assignee, and in `lost_by` who was that before and is it no more.
    """

    id: int | None
    type: EventType
    task_id: int
    task: Task | None
    changed: tuple[str, ...] = ()
    created_by: int | None = None
    assigned_to: int | None = None
    lost_by: int | None = None


@dataclass(frozen=True, slots=True)
class PastEvent:
    """What the journal says of it: `changed` has the members' values of then, as they are
    stored."""

    id: int
    at: Millis
    type: EventType
    changed: Mapping[str, object]
