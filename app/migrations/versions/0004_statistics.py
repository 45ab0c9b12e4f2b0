"""Statistics: sums by hour and day, and counters of the tasks assigned to each person."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _make_rollups()
    _make_remains()
    op.create_table(
        "assignee_counts",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "status"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO assignee_counts (user_id, status, n) SELECT assigned_to, status, count(*)"
        " FROM tasks WHERE assigned_to IS NOT NULL GROUP BY assigned_to, status"
    )
    for trigger in (*_REMAINING, *_COUNTING):
        op.execute(trigger)
    # Lists and sums of one kind need not go through the other.
    op.create_index(
        "tasks_of_people",
        "tasks",
        ["created_by", "status"],
        sqlite_where=sa.text("kind = 'person'"),
    )


def _make_rollups() -> None:
    op.create_table(
        "task_rollups",
        sa.Column("span", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("who", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("completed", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Integer(), nullable=False),
        sa.Column("last_finished_at", sa.Integer(), nullable=True),
        sa.Column("longest_wait", sa.Integer(), nullable=False),
        sa.Column("longest_duration", sa.Integer(), nullable=False),
        sa.Column("names", sa.Integer(), nullable=False),
        sa.Column("waits", sa.LargeBinary(), nullable=False),
        sa.Column("durations", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("span", "start", "who", "name", "kind"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rollup_cursor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("last_old_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "rollup_unfinished",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("task_id"),
    )
    # What is older is counted in the background, and what happens from now on by the journal.
    op.execute(
        f"INSERT INTO rollup_cursor (id, event_id, task_id, last_old_id)"
        f" VALUES (1, {_LAST_EVENT}, 0, coalesce((SELECT max(id) FROM tasks), 0))"
    )
    op.execute(
        "INSERT INTO rollup_unfinished (task_id) SELECT id FROM tasks"
        " WHERE status NOT IN ('completed', 'failed', 'cancelled')"
    )


def _make_remains() -> None:
    op.create_table(
        "task_remains",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("queued_at", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.Integer(), nullable=True),
        sa.Column("finished_at", sa.Integer(), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )


_LAST_EVENT = "coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0)"
_KEEP = (
    "INSERT INTO task_remains (event_id, deleted, task_id, name, kind, created_by, created_at,"
    " status, queued_at, started_at, finished_at, duration_ms)"
    f" VALUES ({_LAST_EVENT}, {{deleted}}, old.id, old.name, old.kind, old.created_by,"
    " old.created_at, old.status, old.queued_at, old.started_at, old.finished_at,"
    " old.duration_ms);"
)
_REMAINING = (
    "CREATE TRIGGER keep_deleted AFTER DELETE ON tasks WHEN old.finished_at IS NOT NULL BEGIN "
    + _KEEP.format(deleted=1)
    + " END",
    "CREATE TRIGGER keep_reopened AFTER UPDATE OF finished_at ON tasks "
    "WHEN old.finished_at IS NOT NULL AND new.finished_at IS NULL BEGIN "
    + _KEEP.format(deleted=0)
    + " END",
)

_ADD = (
    "INSERT INTO assignee_counts (user_id, status, n) VALUES ({row}.assigned_to, {row}.status,"
    " {step}) ON CONFLICT (user_id, status) DO UPDATE SET n = n + {step};"
)
_DIFFERS = "(old.status <> new.status OR old.assigned_to IS NOT new.assigned_to)"
_COUNTING = (
    "CREATE TRIGGER count_given AFTER INSERT ON tasks WHEN new.assigned_to IS NOT NULL BEGIN "
    + _ADD.format(row="new", step=1)
    + " END",
    "CREATE TRIGGER count_gone AFTER DELETE ON tasks WHEN old.assigned_to IS NOT NULL BEGIN "
    + _ADD.format(row="old", step=-1)
    + " END",
    "CREATE TRIGGER count_left AFTER UPDATE OF status, assigned_to ON tasks "
    f"WHEN old.assigned_to IS NOT NULL AND {_DIFFERS} BEGIN "
    + _ADD.format(row="old", step=-1)
    + " END",
    "CREATE TRIGGER count_reached AFTER UPDATE OF status, assigned_to ON tasks "
    f"WHEN new.assigned_to IS NOT NULL AND {_DIFFERS} BEGIN "
    + _ADD.format(row="new", step=1)
    + " END",
)
