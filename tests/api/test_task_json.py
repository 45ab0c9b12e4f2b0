import orjson
import pytest

from app.api.task_out import TaskOut, TaskWriter
from app.core.event import EventType, TaskEvent
from app.core.lifecycle import Kind, Priority, Reason, Status
from app.core.people import People
from app.core.task import (
    AfterPolicy,
    CheckItem,
    LogSummary,
    OnFailure,
    Progress,
    Task,
    Usage,
)
from tests.api.facts import AT, a_task

# The contract's own order: clients of the user's documents read the first five.
MEMBERS = [
    "id", "name", "command", "status", "created_at", "kind", "description", "reason",
    "reason_text", "exit_code", "signal", "priority", "type", "queue", "tags", "external_id",
    "cwd", "env", "timeout_ms", "grace_ms", "argv", "shell", "umask", "nice",
    "on_interrupt", "attempt", "max_attempts", "updated_at", "queued_at",
    "started_at", "finished_at", "completed_at", "wait_ms", "duration_ms", "deadline",
    "assigned_to", "checklist", "after", "after_policy", "on_failure", "follow_up", "created_by",
    "source", "progress", "log", "usage", "version", "links",
]  # fmt: skip

WAITING = a_task()
GATED = a_task(
    status=Status.BLOCKED,
    after=(7, 8),
    after_policy=AfterPolicy.ANY_END,
    on_failure=OnFailure("look at it", 7),
    follow_up=1050,
)
A_PERSONS = a_task(
    kind=Kind.PERSON,
    command="",
    status=Status.IN_PROGRESS,
    assigned_to=7,
    deadline=AT + 1000,
    checklist=(CheckItem("read it", True), CheckItem("sign it")),
)
ENDED = a_task(
    status=Status.FAILED,
    reason=Reason.EXIT_NONZERO,
    reason_text="exit code 2",
    exit_code=2,
    priority=Priority.LOW,
    tags=("db", "nightly"),
    env={"DAY": "today"},
    started_at=AT + 412,
    finished_at=AT + 48_424,
    duration_ms=48_012,
    progress=Progress(0.62, "file 31 of 50", "output"),
    log=LogSummary(812, 44_120, 0, "pg_dump: error: …"),
    usage=Usage(12_030, 91_226_112),
    version=7,
)
EVERY = [WAITING, ENDED, GATED, A_PERSONS]


PEOPLE = People()
PEOPLE.learn([(2, "Ada"), (7, "Ben")])
WRITER = TaskWriter(PEOPLE)


def written(task: Task) -> bytes:
    return WRITER.whole(task)


def encode_event(event: TaskEvent) -> bytes:
    return WRITER.event(event, masked=False)


@pytest.mark.parametrize("task", EVERY)
def test_a_task_has_all_members_in_the_contracts_order(task: Task) -> None:
    members = orjson.loads(written(task))
    assert list(members) == MEMBERS == list(TaskOut.model_fields)


@pytest.mark.parametrize("task", EVERY)
def test_what_is_written_is_what_is_documented(task: Task) -> None:
    wire = written(task)
    model = TaskOut.model_validate_json(wire, strict=True)
    assert orjson.loads(model.model_dump_json()) == orjson.loads(wire)


def test_a_finished_task_says_how_it_went() -> None:
    task = orjson.loads(written(ENDED))
    assert task["created_at"] == "2026-11-18T11:06:40.123Z"
    assert task["finished_at"] == "2026-11-18T11:07:28.547Z"
    assert task["completed_at"] is None  # it failed
    assert (task["wait_ms"], task["duration_ms"]) == (412, 48_012)
    assert task["priority"] == task["type"] == "low"
    assert task["log"]["last_line"] == "pg_dump: error: …"
    assert task["links"]["logs"] == "/api/v1/tasks/1042/logs"


def test_a_clock_that_was_set_back_makes_no_negative_wait() -> None:
    task = orjson.loads(written(a_task(started_at=AT - 5000)))
    assert task["wait_ms"] == 0


def test_an_event_is_one_unnamed_message() -> None:
    wire = encode_event(TaskEvent(88121, EventType.UPDATED, 1042, ENDED, ("status", "exit_code")))
    head, data, *rest = wire.decode().split("\n")
    assert head == "id: 88121"
    assert rest == ["", ""]
    event = orjson.loads(data.removeprefix("data: "))
    assert list(event) == ["type", "task_id", "task", "changed"]
    assert (event["type"], event["task_id"]) == ("task.updated", "1042")
    assert list(event["task"]) == MEMBERS
    assert event["changed"] == ["status", "exit_code"]


def test_what_is_not_kept_has_no_id_and_what_is_gone_no_task() -> None:
    progress = encode_event(TaskEvent(None, EventType.PROGRESS, 1042, WAITING))
    assert progress.startswith(b"data: ")
    deleted = encode_event(TaskEvent(5, EventType.DELETED, 1042, None))
    assert orjson.loads(deleted.split(b"data: ")[1])["task"] is None


def test_what_only_one_kind_has_is_shown_as_it_was_asked_for() -> None:
    gated, persons = orjson.loads(written(GATED)), orjson.loads(written(A_PERSONS))
    assert (gated["kind"], persons["kind"]) == ("command", "person")
    assert (gated["after"], gated["after_policy"]) == (["7", "8"], "any_end")
    assert gated["on_failure"] == {"name": "look at it", "assign_to": "7"}
    assert gated["follow_up"] == "1050"
    assert (gated["checklist"], persons["command"]) == (None, None)
    assert persons["checklist"] == [
        {"text": "read it", "done": True},
        {"text": "sign it", "done": False},
    ]
    assert persons["deadline"] == "2026-11-18T11:06:41.123Z"
