"""A task as clients see it: the model documents it, the writer writes it quickly."""

from collections.abc import Iterable
from typing import Annotated, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field

from app.core.clock import Millis, iso
from app.core.event import TaskEvent
from app.core.lifecycle import FINAL, Kind, Priority, Status
from app.core.masking import has_secrets, masked_env, sees_secrets
from app.core.people import People
from app.core.person import Person
from app.core.task import (
    AfterPolicy,
    CheckItem,
    LogSummary,
    OnFailure,
    OnInterrupt,
    Progress,
    Task,
    Usage,
)

BASE = "/api/v1"

PriorityWord = Literal["urgent", "normal", "low"]
PRIORITY_WORDS: dict[Priority, PriorityWord] = {
    Priority.URGENT: "urgent",
    Priority.NORMAL: "normal",
    Priority.LOW: "low",
}

Time = Annotated[
    str,
    Field(
        description="RFC 3339, UTC, with milliseconds.",
        json_schema_extra={"format": "date-time"},
    ),
]


class Out(BaseModel):
    """What we send: every member is always there."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class PersonOut(Out):
    id: str
    name: str


class ProgressOut(Out):
    fraction: float | None = Field(ge=0, le=1)
    text: str | None
    source: str = Field(description="`output` when the command said it, `guess` when we counted.")


class LogSummaryOut(Out):
    lines: int
    bytes: int
    dropped_bytes: int = Field(description="What went over the cap and was not kept.")
    last_line: str | None


class UsageOut(Out):
    cpu_ms: int
    rss_peak_bytes: int


class LinksOut(Out):
    self: str
    logs: str
    html: str


class CheckItemOut(Out):
    text: str
    done: bool


class OnFailureOut(Out):
    name: str | None
    assign_to: str | None


class TaskOut(Out):
    id: str = Field(description="A short, increasing number.", examples=["1042"])
    name: str
    command: str | None = Field(description="Null for a person's task.")
    status: Status
    created_at: Time
    kind: Kind = Field(description="Who does it: the machine runs a `command`, or a `person`.")
    description: str | None = Field(description="Markdown.")
    reason: str | None = Field(description="Why it is so; new values may appear.")
    reason_text: str | None = Field(description="The reason in words.")
    exit_code: int | None
    signal: int | None
    priority: PriorityWord
    type: PriorityWord = Field(description="The same as `priority`.")
    queue: str
    tags: list[str]
    external_id: str | None
    cwd: str | None
    env: dict[str, str]
    timeout_ms: int | None
    grace_ms: int
    argv: list[str] | None = Field(description="What runs in place of a shell, if so.")
    shell: str | None = Field(description="The shell asked for; null is the server's.")
    umask: str | None = Field(description="In octal digits.")
    nice: int | None
    on_interrupt: OnInterrupt
    attempt: int
    max_attempts: int
    updated_at: Time
    queued_at: Time | None
    started_at: Time | None
    finished_at: Time | None
    completed_at: Time | None = Field(description="When it completed; null unless it did.")
    wait_ms: int | None = Field(description="From queued to started.")
    duration_ms: int | None = Field(description="From started to finished.")
    deadline: Time | None
    assigned_to: PersonOut | None
    checklist: list[CheckItemOut] | None
    after: list[str] = Field(description="The tasks it waits for, as it was asked to.")
    after_policy: AfterPolicy
    on_failure: OnFailureOut | None
    follow_up: str | None = Field(description="The person's task that its failure made.")
    created_by: PersonOut | None
    source: str
    progress: ProgressOut | None
    log: LogSummaryOut
    usage: UsageOut | None
    version: int = Field(description="Grows with every change; also the ETag.")
    links: LinksOut


class TaskWriter:
    """`base_path` is where a proxy shows us, empty when it does so at the root.

    `masked` hides what looks secret in an environment: who may see it, core.masking says.
    """

    def __init__(self, people: People, base_path: str = "") -> None:
        self._people = people
        self._root = base_path
        self._base = base_path + BASE

    def link(self, path: str) -> str:
        return self._base + path

    def json(self, task: Task, by: Person) -> bytes:
        return orjson.dumps(self._seen(task, by))

    def whole(self, task: Task) -> bytes:
        """As who made it sees it."""
        return orjson.dumps(self.members(task, masked=False))

    def list_json(self, tasks: Iterable[Task], by: Person, **beside: object) -> bytes:
        return orjson.dumps({"tasks": [self._seen(task, by) for task in tasks], **beside})

    def event(self, event: TaskEvent, *, masked: bool) -> bytes:
        """A message of the stream of events."""
        task = event.task
        data = orjson.dumps(
            {
                "type": event.type,
                "task_id": str(event.task_id),
                "task": None if task is None else self.members(task, masked=masked),
                "changed": event.changed,
            }
        )
        place = b"" if event.id is None else b"id: %d\n" % event.id
        return b"%bdata: %b\n\n" % (place, data)

    def members(self, task: Task, *, masked: bool) -> dict[str, object]:
        """The members in the order the contract gives them."""
        ident = str(task.id)
        self_link = f"{self._base}/tasks/{ident}"
        priority = PRIORITY_WORDS[task.priority]
        finished_at = _time(task.finished_at)
        return {
            "id": ident,
            "name": task.name,
            "command": task.command if task.kind is Kind.COMMAND else None,
            "status": task.status,
            "created_at": iso(task.created_at),
            "kind": task.kind,
            "description": task.description,
            "reason": task.reason,
            "reason_text": task.reason_text,
            "exit_code": task.exit_code,
            "signal": task.signal,
            "priority": priority,
            "type": priority,
            "queue": "default",
            "tags": task.tags,
            "external_id": task.external_id,
            "cwd": task.cwd,
            "env": masked_env(task.env) if masked else task.env,
            "timeout_ms": task.timeout_ms,
            "grace_ms": task.grace_ms,
            "argv": task.argv,
            "shell": task.shell,
            "umask": None if task.umask is None else f"{task.umask:03o}",
            "nice": task.nice,
            "on_interrupt": task.on_interrupt,
            "attempt": task.attempt,
            "max_attempts": task.max_attempts,
            "updated_at": iso(task.updated_at),
            "queued_at": _time(task.queued_at),
            "started_at": _time(task.started_at),
            "finished_at": finished_at,
            "completed_at": finished_at if task.status is Status.COMPLETED else None,
            "wait_ms": _waited(task),
            "duration_ms": task.duration_ms,
            "deadline": _time(task.deadline),
            "assigned_to": self.person(task.assigned_to),
            "checklist": _checklist(task.checklist),
            "after": [str(task_id) for task_id in task.after],
            "after_policy": task.after_policy,
            "on_failure": _on_failure(task.on_failure),
            "follow_up": None if task.follow_up is None else str(task.follow_up),
            "created_by": self.person(task.created_by),
            "source": task.source,
            "progress": _progress(task.progress),
            "log": _log(task.log),
            "usage": _usage(task.usage),
            "version": task.version,
            "links": {
                "self": self_link,
                "logs": f"{self_link}/logs",
                "html": f"{self._root}/tasks/{ident}",
            },
        }

    def person(self, user_id: int | None) -> dict[str, str] | None:
        if user_id is None:
            return None
        return {"id": str(user_id), "name": self._people.name_of(user_id)}

    def _seen(self, task: Task, by: Person) -> dict[str, object]:
        return self.members(task, masked=has_secrets(task) and not sees_secrets(by, task))


def is_over(task: Task) -> bool:
    return task.status in FINAL


def _time(at: Millis | None) -> str | None:
    return None if at is None else iso(at)


def _waited(task: Task) -> int | None:
    if task.queued_at is None or task.started_at is None:
        return None
    return max(0, task.started_at - task.queued_at)  # the wall clock may have been set back


def _progress(progress: Progress | None) -> dict[str, object] | None:
    if progress is None:
        return None
    return {"fraction": progress.fraction, "text": progress.text, "source": progress.source}


def _checklist(items: Iterable[CheckItem] | None) -> list[dict[str, object]] | None:
    return None if items is None else [{"text": i.text, "done": i.done} for i in items]


def _on_failure(asked: OnFailure | None) -> dict[str, object] | None:
    if asked is None:
        return None
    return {
        "name": asked.name,
        "assign_to": None if asked.assign_to is None else str(asked.assign_to),
    }


def _log(log: LogSummary) -> dict[str, object]:
    return {
        "lines": log.lines,
        "bytes": log.bytes,
        "dropped_bytes": log.dropped_bytes,
        "last_line": log.last_line,
    }


def _usage(usage: Usage | None) -> dict[str, object] | None:
    if usage is None:
        return None
    return {"cpu_ms": usage.cpu_ms, "rss_peak_bytes": usage.rss_peak_bytes}
