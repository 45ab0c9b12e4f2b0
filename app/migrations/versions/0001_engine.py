"""Tasks, attempts, events, idempotency keys, and the counters that triggers keep."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("reply", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("idempotency_keys_by_age", "idempotency_keys", ["created_at"])

    op.create_table(
        "task_counts",
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("status"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("argv", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("shell", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reason_text", sa.Text(), nullable=True),
        sa.Column("exit_code", sa.Integer(), nullable=True),
        sa.Column("signal", sa.Integer(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("run_order", sa.Integer(), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("cwd", sa.Text(), nullable=True),
        sa.Column("env", sa.JSON(), nullable=False),
        sa.Column("umask", sa.Integer(), nullable=True),
        sa.Column("nice", sa.Integer(), nullable=True),
        sa.Column("timeout_ms", sa.Integer(), nullable=True),
        sa.Column("grace_ms", sa.Integer(), nullable=False),
        sa.Column("on_interrupt", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("max_attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.Integer(), nullable=False),
        sa.Column("queued_at", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.Integer(), nullable=True),
        sa.Column("finished_at", sa.Integer(), nullable=True),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("progress_fraction", sa.Float(), nullable=True),
        sa.Column("progress_text", sa.Text(), nullable=True),
        sa.Column("progress_source", sa.Text(), nullable=True),
        sa.Column("log_lines", sa.Integer(), nullable=False),
        sa.Column("log_bytes", sa.Integer(), nullable=False),
        sa.Column("log_dropped_bytes", sa.Integer(), nullable=False),
        sa.Column("log_last_line", sa.Text(), nullable=True),
        sa.Column("cpu_ms", sa.Integer(), nullable=True),
        sa.Column("rss_peak_bytes", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("tasks_by_creation", "tasks", ["created_at"])
    op.create_index(
        "tasks_by_end", "tasks", ["finished_at"], sqlite_where=sa.text("finished_at IS NOT NULL")
    )
    op.create_index(
        "tasks_by_external_id",
        "tasks",
        ["external_id"],
        sqlite_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_index("tasks_by_name", "tasks", ["name", "id"])
    op.create_index("tasks_by_status", "tasks", ["status", "id"])
    op.create_index(
        "tasks_queue", "tasks", ["run_order", "id"], sqlite_where=sa.text("run_order IS NOT NULL")
    )

    op.create_table(
        "attempts",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("exit_code", sa.Integer(), nullable=True),
        sa.Column("signal", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.Integer(), nullable=True),
        sa.Column("finished_at", sa.Integer(), nullable=False),
        sa.Column("cpu_ms", sa.Integer(), nullable=True),
        sa.Column("rss_peak_bytes", sa.Integer(), nullable=True),
        sa.Column("output", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task_id", "attempt"),
    )
    op.create_table(
        "task_tags",
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("tag", "task_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("task_tags_of_task", "task_tags", ["task_id"])
    for trigger in _COUNTING:
        op.execute(trigger)


_COUNT = (
    "INSERT INTO task_counts (status, n) VALUES ({status}, {step}) "
    "ON CONFLICT (status) DO UPDATE SET n = n + {step};"
)
_COUNTING = (
    "CREATE TRIGGER count_created AFTER INSERT ON tasks BEGIN "
    + _COUNT.format(status="new.status", step=1)
    + " END",
    "CREATE TRIGGER count_deleted AFTER DELETE ON tasks BEGIN "
    + _COUNT.format(status="old.status", step=-1)
    + " END",
    "CREATE TRIGGER count_moved AFTER UPDATE OF status ON tasks "
    "WHEN old.status <> new.status BEGIN "
    + _COUNT.format(status="old.status", step=-1)
    + _COUNT.format(status="new.status", step=1)
    + " END",
)
