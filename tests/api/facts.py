"""Tasks as facts, for tests that care about a few members only."""

from typing import Any

from app.core.lifecycle import Priority, Status
from app.core.task import LogSummary, NewTask, OnInterrupt, Task

AT = 1_795_000_000_123


def a_task(ident: int = 1042, **members: Any) -> Task:
    usual: dict[str, Any] = {
        "id": ident,
        "name": "backup",
        "command": "./backup.sh",
        "argv": None,
        "shell": None,
        "description": None,
        "status": Status.QUEUED,
        "reason": None,
        "reason_text": None,
        "exit_code": None,
        "signal": None,
        "priority": Priority.NORMAL,
        "tags": (),
        "external_id": None,
        "cwd": None,
        "env": {},
        "umask": None,
        "nice": None,
        "timeout_ms": None,
        "grace_ms": 10_000,
        "on_interrupt": OnInterrupt.FAIL,
        "attempt": 1,
        "max_attempts": 1,
        "created_at": AT,
        "updated_at": AT,
        "queued_at": AT,
        "started_at": None,
        "finished_at": None,
        "duration_ms": None,
        "source": "api",
        "progress": None,
        "log": LogSummary(),
        "usage": None,
        "version": 1,
    }
    return Task(**{**usual, **members})


def task_from(new: NewTask, ident: int) -> Task:
    return a_task(
        ident,
        name=new.name,
        command=new.command or " ".join(new.argv or ()),
        argv=new.argv,
        description=new.description,
        priority=new.priority,
        tags=new.tags,
        external_id=new.external_id,
        cwd=new.cwd,
        env=new.env,
        timeout_ms=new.timeout_ms,
        grace_ms=new.grace_ms or 10_000,
    )
