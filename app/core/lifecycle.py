"""The states of a task and the moves between them, as data.

Everything else is derived from the table: the guards of every UPDATE, the
answer to "is this over?", and the diagram in docs/states.md.
"""

from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """Who does it: the machine or a person."""

    COMMAND = "command"
    PERSON = "person"


class Status(StrEnum):
    # Of commands
    BLOCKED = "blocked"
    QUEUED = "queued"
    RUNNING = "running"
    CANCELLING = "cancelling"
    # Of people's tasks
    UNASSIGNED = "unassigned"
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    # Of both
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Reason(StrEnum):
    """Why a task is in its state. Open: clients must accept values they do not know."""

    EXIT_NONZERO = "exit_nonzero"
    SIGNALLED = "signalled"
    TIMED_OUT = "timed_out"
    SPAWN_FAILED = "spawn_failed"
    INTERRUPTED = "interrupted"
    CANCELLED_BY_USER = "cancelled_by_user"
    SERVER_SHUTDOWN = "server_shutdown"
    DEPENDENCY_FAILED = "dependency_failed"
    EXPIRED = "expired"


class Priority(IntEnum):
    """Smaller runs first."""

    URGENT = 0
    NORMAL = 1
    LOW = 2


_MOVES: dict[Status, frozenset[Status]] = {
    Status.BLOCKED: frozenset({Status.QUEUED, Status.FAILED, Status.CANCELLED}),
    Status.QUEUED: frozenset({Status.BLOCKED, Status.RUNNING, Status.FAILED, Status.CANCELLED}),
    Status.RUNNING: frozenset(
        {Status.CANCELLING, Status.COMPLETED, Status.FAILED, Status.CANCELLED, Status.QUEUED}
    ),
    Status.CANCELLING: frozenset({Status.COMPLETED, Status.FAILED, Status.CANCELLED}),
    Status.UNASSIGNED: frozenset({Status.PENDING, Status.FAILED, Status.CANCELLED}),
    Status.PENDING: frozenset(
        {Status.UNASSIGNED, Status.IN_PROGRESS, Status.COMPLETED, Status.FAILED, Status.CANCELLED}
    ),
    Status.IN_PROGRESS: frozenset(
        {Status.UNASSIGNED, Status.PENDING, Status.COMPLETED, Status.FAILED, Status.CANCELLED}
    ),
}

FINAL = frozenset(Status) - _MOVES.keys()
ACTIVE = frozenset({Status.RUNNING, Status.CANCELLING})
WORK = frozenset({Status.UNASSIGNED, Status.PENDING, Status.IN_PROGRESS})
# Where a person's task begins, and begins again when it is reopened after its end.
BEGINNINGS = frozenset({Status.UNASSIGNED, Status.PENDING})


def sources_of(target: Status) -> frozenset[Status]:
    """The states a task may be in to move to `target`."""
    return frozenset(source for source, targets in _MOVES.items() if target in targets)


def moves() -> list[tuple[Status, Status]]:
    return [(source, target) for source in Status for target in sorted(_MOVES.get(source, ()))]


# What people and other tools call these states, in any case.
_ALIASES: dict[str, frozenset[Status]] = {
    "new": frozenset({Status.QUEUED, Status.UNASSIGNED}),
    "pending": frozenset({Status.PENDING, Status.QUEUED}),
    "in progress": frozenset({Status.RUNNING, Status.IN_PROGRESS}),
    "in_progress": frozenset({Status.RUNNING, Status.IN_PROGRESS}),
    "killed": frozenset({Status.CANCELLED}),
    "canceled": frozenset({Status.CANCELLED}),
    "success": frozenset({Status.COMPLETED}),
}


def statuses_called(word: str) -> frozenset[Status] | None:
    """The states a filter word means, or None when it means nothing."""
    key = word.strip().lower()
    if key in _ALIASES:
        return _ALIASES[key]
    return frozenset(s for s in Status if s == key) or None
