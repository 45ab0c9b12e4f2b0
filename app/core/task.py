"""The facts about a task that travel through the system. Times are UTC milliseconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.core.clock import Millis
from app.core.lifecycle import Kind, Priority, Reason, Status


class OnInterrupt(StrEnum):
    """What becomes of a running task when the server dies under it."""

    FAIL = "fail"
    RETRY = "retry"

    @property
    def max_attempts(self) -> int:
        """A command that takes the server with it must not do so for ever."""
        return 5 if self is OnInterrupt.RETRY else 1


@dataclass(frozen=True, slots=True)
class Progress:
    """`fraction` is within 0..1; `source` says who spoke: `output` or `guess`."""

    fraction: float | None
    text: str | None
    source: str


@dataclass(frozen=True, slots=True)
class LogSummary:
    lines: int = 0
    bytes: int = 0
    dropped_bytes: int = 0
    last_line: str | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    cpu_ms: int
    rss_peak_bytes: int


class AfterPolicy(StrEnum):
    """What a task that waits for others asks of their ends."""

    ALL_COMPLETED = "all_completed"
    ANY_END = "any_end"


@dataclass(frozen=True, slots=True)
class CheckItem:
    text: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class OnFailure:
    """The person's task that a failure opens: its name, and whose it is."""

    name: str | None
    assign_to: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """A task as asked for, checked and ready to be stored.

    `command` is the shell text, or how `argv` would be typed in a shell; empty for a person's
    task. Without `grace_ms` it gets the server's. `after` are the tasks it waits for.
    """

    name: str
    command: str
    kind: Kind = Kind.COMMAND
    argv: tuple[str, ...] | None = None
    shell: str | None = None
    description: str | None = None
    priority: Priority = Priority.NORMAL
    tags: tuple[str, ...] = ()
    external_id: str | None = None
    cwd: str | None = None
    env: Mapping[str, str] = field(default_factory=dict, repr=False)
    umask: int | None = None
    nice: int | None = None
    timeout_ms: int | None = None
    grace_ms: int | None = None
    on_interrupt: OnInterrupt = OnInterrupt.FAIL
    assigned_to: int | None = None
    deadline: Millis | None = None
    checklist: tuple[CheckItem, ...] | None = None
    after: tuple[int, ...] = ()
    after_policy: AfterPolicy = AfterPolicy.ALL_COMPLETED
    on_failure: OnFailure | None = None
    source: str = "api"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task as it was at one moment: `version` grows with every change.

    `created_by` and `assigned_to` are ids of people; `follow_up` is the id of the person's task
    that its failure opened.
    """

    id: int
    name: str
    command: str
    argv: tuple[str, ...] | None
    shell: str | None
    description: str | None
    status: Status
    reason: Reason | None
    reason_text: str | None
    exit_code: int | None
    signal: int | None
    priority: Priority
    tags: tuple[str, ...]
    external_id: str | None
    cwd: str | None
    env: Mapping[str, str] = field(repr=False)
    umask: int | None
    nice: int | None
    timeout_ms: int | None
    grace_ms: int
    on_interrupt: OnInterrupt
    attempt: int
    max_attempts: int
    created_at: Millis
    updated_at: Millis
    queued_at: Millis | None
    started_at: Millis | None
    finished_at: Millis | None
    duration_ms: int | None
    source: str
    progress: Progress | None
    log: LogSummary
    usage: Usage | None
    version: int
    created_by: int
    assigned_to: int | None
    kind: Kind
    deadline: Millis | None
    checklist: tuple[CheckItem, ...] | None
    after: tuple[int, ...]
    after_policy: AfterPolicy
    on_failure: OnFailure | None
    follow_up: int | None


@dataclass(frozen=True, slots=True)
class TaskOutput:
    """Where a task's output is: `inline` holds a short one whole, as logs.frames encoded it."""

    task: Task
    inline: bytes | None = field(repr=False)
