"""What the contract says of the members of every task, in whatever state it is."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.server.talking import FINAL

OF_COMMANDS = {"blocked", "queued", "running", "cancelling", *FINAL}
OF_PEOPLE = {"unassigned", "pending", "in_progress", *FINAL}
STOPPED = {"cancelled_by_user", "expired"}
# A deadline is kept to a second; a busy machine may need some more.
LATE = timedelta(seconds=3)


def check(task: Mapping[str, Any], *, asked_at: datetime) -> None:
    """The task is what was answered to a request of that moment."""
    status, reason = task["status"], task["reason"]
    assert (task["finished_at"] is not None) == (status in FINAL), task
    assert task["completed_at"] == (task["finished_at"] if status == "completed" else None), task
    assert status not in ("failed", "cancelled") or reason is not None, task
    assert status != "completed" or reason is None, task
    assert reason != "expired" or status in ("cancelling", "failed"), task
    assert task["type"] == task["priority"]
    _check_deadline(task, asked_at)
    if task["kind"] == "person":
        _check_persons(task)
    else:
        _check_command(task)


def deadline_of(task: Mapping[str, Any]) -> datetime | None:
    return None if task["deadline"] is None else datetime.fromisoformat(task["deadline"])


def has_passed(task: Mapping[str, Any]) -> bool:
    deadline = deadline_of(task)
    return deadline is not None and deadline <= datetime.now(UTC)


def _check_deadline(task: Mapping[str, Any], asked_at: datetime) -> None:
    deadline = deadline_of(task)
    if deadline is None:
        assert task["reason"] != "expired", task
        return
    if task["status"] not in FINAL:
        assert asked_at < deadline + LATE, task
        return
    finished_at = datetime.fromisoformat(task["finished_at"])
    assert finished_at < deadline + LATE, task
    assert task["reason"] != "expired" or finished_at >= deadline, task


def _is_in_time(task: Mapping[str, Any]) -> bool:
    deadline = deadline_of(task)
    return deadline is None or datetime.fromisoformat(task["finished_at"]) < deadline


def _check_persons(task: Mapping[str, Any]) -> None:
    status, is_somebodys = task["status"], task["assigned_to"] is not None
    assert status in OF_PEOPLE, task
    assert is_somebodys or status not in ("pending", "in_progress", "completed"), task
    assert not (is_somebodys and status == "unassigned"), task
    assert (task["started_at"] is not None) or status != "in_progress", task
    assert (task["started_at"] is None) or status not in ("unassigned", "pending"), task
    has_been_worked_on = status in FINAL and task["started_at"] is not None
    assert (task["duration_ms"] is not None) == has_been_worked_on, task
    assert task["reason"] in (None, "expired", "cancelled_by_user"), task
    assert (task["reason"] is None) == (status not in ("failed", "cancelled")), task
    assert status != "completed" or _is_in_time(task), task
    assert task["attempt"] >= 1
    missing = ("command", "argv", "exit_code", "signal", "queued_at", "on_failure", "follow_up")
    assert [task[member] for member in missing] == [None] * len(missing), task
    assert (task["after"], task["log"]["bytes"]) == ([], 0), task


def _check_command(task: Mapping[str, Any]) -> None:
    status = task["status"]
    assert status in OF_COMMANDS, task
    assert task["command"] is not None
    assert task["checklist"] is None
    assert status != "completed" or task["exit_code"] == 0, task
    assert task["attempt"] == 0 or status not in ("blocked", "queued"), task
    assert task["attempt"] == 1 or status not in ("running", "cancelling", "completed"), task
    assert status != "blocked" or (task["after"] and task["queued_at"] is None), task
    assert task["queued_at"] is not None or status not in ("queued", "running", "cancelling"), task
    assert (status == "cancelling") <= (task["reason"] in STOPPED), task
    if task["reason"] == "dependency_failed":
        assert task["after"]
        assert (task["after_policy"], task["attempt"]) == ("all_completed", 0), task
    assert task["follow_up"] is None or (status == "failed" and task["on_failure"]), task
