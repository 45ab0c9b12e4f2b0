"""The tables of taskyard.db. Times are UTC milliseconds, statuses their wire words."""

from sqlalchemy import (
    JSON,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

metadata = MetaData()

tasks = Table(
    "tasks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("command", Text, nullable=False),
    Column("argv", JSON(none_as_null=True)),
    Column("shell", Text),
    Column("description", Text),
    Column("status", Text, nullable=False),
    Column("reason", Text),
    Column("reason_text", Text),
    Column("exit_code", Integer),
    Column("signal", Integer),
    Column("priority", Integer, nullable=False),
    # Its place in the queue: queued_at moved by its priority; null when it does not wait.
    Column("run_order", Integer),
    Column("tags", JSON, nullable=False),
    Column("external_id", Text),
    Column("cwd", Text),
    Column("env", JSON, nullable=False),
    Column("umask", Integer),
    Column("nice", Integer),
    Column("timeout_ms", Integer),
    Column("grace_ms", Integer, nullable=False),
    Column("on_interrupt", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("max_attempts", Integer, nullable=False),
    Column("created_at", Integer, nullable=False),
    Column("updated_at", Integer, nullable=False),
    Column("queued_at", Integer),
    Column("started_at", Integer),
    Column("finished_at", Integer),
    Column("duration_ms", Integer),
    Column("source", Text, nullable=False),
    Column("progress_fraction", Float),
    Column("progress_text", Text),
    Column("progress_source", Text),
    Column("log_lines", Integer, nullable=False),
    Column("log_bytes", Integer, nullable=False),
    Column("log_dropped_bytes", Integer, nullable=False),
    Column("log_last_line", Text),
    Column("cpu_ms", Integer),
    Column("rss_peak_bytes", Integer),
    Column("version", Integer, nullable=False),
    # Ids of users. No foreign keys: who has tasks is never deleted, and each check would cost.
    Column("created_by", Integer, nullable=False, server_default="1"),
    Column("assigned_to", Integer),
    Column("kind", Text, nullable=False, server_default="command"),
    Column("deadline", Integer),
    # When something is next to be done because of it: a warning, or its end.
    Column("due_at", Integer),
    Column("warned", Integer, nullable=False, server_default="0"),  # warnings given so far
    Column("checklist", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),  # as asked for; what is still awaited: task_after
    Column("after_policy", Text, nullable=False, server_default="all_completed"),
    Column("on_failure", JSON(none_as_null=True)),
    Column("follow_up", Integer),
    Index("tasks_queue", "run_order", "id", sqlite_where=text("run_order IS NOT NULL")),
    Index("tasks_by_status", "status", "id"),
    Index("tasks_by_name", "name", "id"),
    Index("tasks_by_creation", "created_at"),
    Index("tasks_by_end", "finished_at", sqlite_where=text("finished_at IS NOT NULL")),
    Index("tasks_by_external_id", "external_id", sqlite_where=text("external_id IS NOT NULL")),
    Index("tasks_due", "due_at", sqlite_where=text("due_at IS NOT NULL")),
    Index("tasks_by_deadline", "deadline", "id", sqlite_where=text("deadline IS NOT NULL")),
    # Failures that have yet to be shown to somebody.
    Index(
        "tasks_owing",
        "status",
        "id",
        sqlite_where=text("status = 'failed' AND on_failure IS NOT NULL AND follow_up IS NULL"),
    ),
    Index("tasks_by_creator_and_status", "created_by", "status", "id"),
    Index(
        "tasks_of_people",
        "created_by",
        "status",
        sqlite_where=text("kind = 'person'"),
    ),
    Index(
        "tasks_by_assignee",
        "assigned_to",
        "status",
        "id",
        sqlite_where=text("assigned_to IS NOT NULL"),
    ),
    sqlite_autoincrement=True,
)

task_tags = Table(
    "task_tags",
    metadata,
    Column("tag", Text, primary_key=True),
    Column("task_id", ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True),
    Index("task_tags_of_task", "task_id"),
    sqlite_with_rowid=False,
)

# What a blocked task still waits for: a row goes when the task it names has ended.
task_after = Table(
    "task_after",
    metadata,
    Column("task_id", ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True),
    Column("after_id", Integer, primary_key=True),
    Index("task_after_whom", "after_id"),
    sqlite_with_rowid=False,
)

task_comments = Table(
    "task_comments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("task_id", ForeignKey("tasks.id", ondelete="CASCADE"), nullable=False),
    Column("author", Integer, nullable=False),
    Column("at", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Index("task_comments_of_task", "task_id", "id"),
    sqlite_autoincrement=True,
)

# How many tasks there are in each status, kept by triggers so that no writer can forget.
task_counts = Table(
    "task_counts",
    metadata,
    Column("status", Text, primary_key=True),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# The record of an attempt that has ended, with its output when that was short.
attempts = Table(
    "attempts",
    metadata,
    Column("task_id", ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True),
    Column("attempt", Integer, primary_key=True),
    Column("status", Text, nullable=False),
    Column("reason", Text),
    Column("exit_code", Integer),
    Column("signal", Integer),
    Column("started_at", Integer),
    Column("finished_at", Integer, nullable=False),
    Column("cpu_ms", Integer),
    Column("rss_peak_bytes", Integer),
    Column("output", LargeBinary),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("task_id", Integer, nullable=False),
    # The changed members and their new values.
    Column("changed", JSON, nullable=False),
    # Whom it concerned then: the task's creator and assignee, and who was its assignee before.
    Column("created_by", Integer),
    Column("assigned_to", Integer),
    Column("lost_by", Integer),
    Index("events_of_task", "task_id"),
    sqlite_autoincrement=True,
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    # Everybody chooses keys for themselves.
    Column("user_id", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, primary_key=True),
    Column("body_hash", LargeBinary, nullable=False),
    Column("task_id", Integer, nullable=False),
    Column("reply", LargeBinary, nullable=False),
    Column("created_at", Integer, nullable=False),
    Index("idempotency_keys_by_age", "created_at"),
)
