"""What may be asked of the list of tasks."""

from dataclasses import dataclass

from app.core.clock import Millis
from app.core.lifecycle import Priority, Status
from app.core.task import Task

# What a list can be ordered by; a leading `-` turns it round.
ORDERS = frozenset({"created_at", "priority", "duration", "deadline"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskQuery:
    """None filters nothing; an empty set matches nothing.

    `seen_by` leaves what this person made or is assigned, `waits_for` what still waits for one of
    these tasks; `or_nobodys` adds to those of the assignees those that wait for somebody to take
    them. Overdue is what has expired, and what has not ended though its deadline has passed.
    """

    limit: int = 100
    cursor: str | None = None
    order_by: str = "-created_at"
    statuses: frozenset[Status] | None = None
    priorities: frozenset[Priority] | None = None
    kinds: frozenset[str] | None = None
    queues: frozenset[str] | None = None
    tags: frozenset[str] | None = None
    names: frozenset[str] | None = None
    external_ids: frozenset[str] | None = None
    exit_codes: frozenset[int] | None = None
    creators: frozenset[int] | None = None
    assignees: frozenset[int] | None = None
    or_nobodys: bool = False
    waits_for: frozenset[int] | None = None
    seen_by: int | None = None
    created_after: Millis | None = None
    created_before: Millis | None = None
    deadline_after: Millis | None = None
    deadline_before: Millis | None = None
    overdue: bool | None = None
    q: str | None = None


@dataclass(frozen=True, slots=True)
class TaskPage:
    tasks: list[Task]
    next_cursor: str | None
