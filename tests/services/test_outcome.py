from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.lifecycle import FINAL, Reason, Status, sources_of
from app.core.person import LOCAL_ID
from app.core.task import NewTask, OnInterrupt, Task, Usage
from app.executor.ending import (
    Ending,
    Exited,
    Lost,
    Signalled,
    SpawnFailed,
    Stopped,
    TimedOut,
)
from app.services.outcome import after_a_crash, verdict
from app.store.rows import new_task

USED = Usage(5, 1000)
BY_USER = Reason.CANCELLED_BY_USER
NEW = NewTask(name="n", command="c", timeout_ms=90_000)
TASK = replace(
    new_task(1, NEW, by=LOCAL_ID, now=0, grace=timedelta(seconds=1)),
    status=Status.RUNNING,
    attempt=1,
)
RETRIED = replace(TASK, on_interrupt=OnInterrupt.RETRY, max_attempts=OnInterrupt.RETRY.max_attempts)


@pytest.mark.parametrize(
    ("ending", "status", "reason", "text"),
    [
        (Exited(0, USED), Status.COMPLETED, None, None),
        (Exited(3, USED), Status.FAILED, Reason.EXIT_NONZERO, "exit code 3"),
        (Signalled(11, USED), Status.FAILED, Reason.SIGNALLED, "ended by SIGSEGV"),
        (Signalled(64, USED), Status.FAILED, Reason.SIGNALLED, "ended by SIGRTMAX"),
        (TimedOut(None, 15, USED), Status.FAILED, Reason.TIMED_OUT, "time limit of 90s reached"),
        (
            SpawnFailed("no such program: x"),
            Status.FAILED,
            Reason.SPAWN_FAILED,
            "no such program: x",
        ),
        (Lost("gone"), Status.FAILED, Reason.INTERRUPTED, "gone"),
        (Stopped(None, 15, USED), Status.FAILED, Reason.SERVER_SHUTDOWN, None),
    ],
)
def test_an_ending_nobody_asked_for(
    ending: Ending, status: Status, reason: Reason | None, text: str | None
) -> None:
    found = verdict(ending, TASK)
    assert (found.status, found.reason) == (status, reason)
    assert text is None or found.text == text


@pytest.mark.parametrize("ending", [Stopped(None, 9, USED), Lost("gone")])
def test_a_person_who_cancelled_is_believed(ending: Ending) -> None:
    found = verdict(ending, TASK, stop=BY_USER, why="wrong branch")
    assert (found.status, found.reason) == (Status.CANCELLED, Reason.CANCELLED_BY_USER)
    assert found.text == "wrong branch"


@pytest.mark.parametrize("ending", [Stopped(0, None, USED), Stopped(None, 9, USED), Lost("gone")])
def test_what_was_stopped_at_its_deadline_has_failed(ending: Ending) -> None:
    found = verdict(ending, RETRIED, stop=Reason.EXPIRED, why="deadline … passed")
    assert (found.status, found.reason) == (Status.FAILED, Reason.EXPIRED)
    assert found.text == "deadline … passed"


@pytest.mark.parametrize("stop", [BY_USER, Reason.EXPIRED])
def test_a_command_that_was_quicker_than_its_stop_keeps_its_own_end(stop: Reason) -> None:
    assert verdict(Exited(0, USED), TASK, stop=stop).status is Status.COMPLETED


@pytest.mark.parametrize("ending", [Stopped(None, 15, USED), Lost("gone")])
def test_what_was_interrupted_runs_again_when_it_may(ending: Ending) -> None:
    assert verdict(ending, RETRIED).status is Status.QUEUED


def test_what_is_interrupted_again_and_again_is_given_up() -> None:
    last = replace(RETRIED, attempt=RETRIED.max_attempts)
    assert verdict(Lost("gone"), last).status is Status.FAILED
    assert after_a_crash(last).status is Status.FAILED


@pytest.mark.parametrize("ending", [Exited(1, USED), TimedOut(1, None, USED), SpawnFailed("x")])
def test_what_failed_by_itself_does_not_run_again(ending: Ending) -> None:
    assert verdict(ending, RETRIED).status is Status.FAILED


def test_after_a_crash_a_running_task_has_failed_and_a_cancelled_one_is_cancelled() -> None:
    def found(task: Task) -> tuple[Status, Reason | None]:
        it = after_a_crash(task)
        return it.status, it.reason

    assert found(TASK) == (Status.FAILED, Reason.INTERRUPTED)
    assert found(RETRIED) == (Status.QUEUED, Reason.INTERRUPTED)
    cancelling = replace(RETRIED, status=Status.CANCELLING)
    assert found(cancelling) == (Status.CANCELLED, Reason.CANCELLED_BY_USER)
    expired = replace(cancelling, reason=Reason.EXPIRED)
    assert found(expired) == (Status.FAILED, Reason.EXPIRED)


@pytest.mark.parametrize("stop", [None, BY_USER, Reason.EXPIRED])
@pytest.mark.parametrize("task", [TASK, RETRIED])
@pytest.mark.parametrize(
    "ending",
    [
        Exited(0, USED),
        Exited(1, USED),
        Signalled(9, USED),
        TimedOut(None, 9, USED),
        Stopped(0, None, USED),
        SpawnFailed("x"),
        Lost("x"),
    ],
)
def test_every_ending_is_a_legal_move(ending: Ending, task: Task, stop: Reason | None) -> None:
    found = verdict(ending, task, stop=stop)
    assert found.status in FINAL | {Status.QUEUED}
    asked = Status.CANCELLING if stop else Status.RUNNING
    assert asked in sources_of(found.status)
