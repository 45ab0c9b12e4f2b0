"""Every ending of a process becomes exactly one state and one reason."""

import signal
from dataclasses import dataclass
from datetime import timedelta
from typing import assert_never

from app.core.lifecycle import Reason, Status
from app.core.settings_units import duration_text
from app.core.task import Task, Usage
from app.executor.ending import (
    Ending,
    Exited,
    Lost,
    Signalled,
    SpawnFailed,
    Stopped,
    TimedOut,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an ending means for the task. `text` says it to people."""

    status: Status
    reason: Reason | None = None
    text: str | None = None
    exit_code: int | None = None
    signal: int | None = None
    usage: Usage | None = None


def verdict(
    ending: Ending, task: Task, *, stop: Reason | None = None, why: str | None = None
) -> Verdict:
    """`stop` is what the task was being stopped for: a person asked for it, or its deadline
    passed; None at the server's shutdown. What ended by itself before that took effect keeps
    its own end."""
    match ending:
        case Exited(0, usage):
            return Verdict(Status.COMPLETED, exit_code=0, usage=usage)
        case Exited(code, usage):
            return Verdict(
                Status.FAILED, Reason.EXIT_NONZERO, f"exit code {code}", code, usage=usage
            )
        case Signalled(number, usage):
            return Verdict(
                Status.FAILED,
                Reason.SIGNALLED,
                f"ended by {_name(number)}",
                signal=number,
                usage=usage,
            )
        case TimedOut(code, number, usage):
            text = f"time limit of {duration_text(_limit(task))} reached"
            return Verdict(Status.FAILED, Reason.TIMED_OUT, text, code, number, usage)
        case Stopped(code, number, usage) if stop is not None:
            return Verdict(_stopped(stop), stop, why, code, number, usage)
        case Stopped(code, number, usage):
            text = "stopped because the server shut down"
            return _interrupted(
                task, Verdict(Status.FAILED, Reason.SERVER_SHUTDOWN, text, code, number, usage)
            )
        case SpawnFailed(detail):
            return Verdict(Status.FAILED, Reason.SPAWN_FAILED, detail)
        case Lost(detail):
            if stop is not None:
                return Verdict(_stopped(stop), stop, why)
            return _interrupted(task, Verdict(Status.FAILED, Reason.INTERRUPTED, detail))
        case _:
            assert_never(ending)


def after_a_crash(task: Task) -> Verdict:
    """For a task that was running when the server died."""
    if task.status is Status.CANCELLING:
        stop = task.reason or Reason.CANCELLED_BY_USER
        return Verdict(_stopped(stop), stop, task.reason_text)
    text = "the server stopped while it ran"
    return _interrupted(task, Verdict(Status.FAILED, Reason.INTERRUPTED, text))


def _stopped(stop: Reason) -> Status:
    return Status.FAILED if stop is Reason.EXPIRED else Status.CANCELLED


def _interrupted(task: Task, otherwise: Verdict) -> Verdict:
    if task.attempt < task.max_attempts:
        return Verdict(Status.QUEUED, otherwise.reason, f"{otherwise.text}; runs again")
    return otherwise


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _limit(task: Task) -> timedelta:
    return timedelta(milliseconds=task.timeout_ms or 0)
