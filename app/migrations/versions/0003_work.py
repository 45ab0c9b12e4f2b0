"""Work for people: kinds, deadlines, checklists, comments, and tasks that wait for tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for column in (
        sa.Column("kind", sa.Text(), nullable=False, server_default="command"),
        sa.Column("deadline", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.Integer(), nullable=True),
        sa.Column("warned", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("checklist", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("after_policy", sa.Text(), nullable=False, server_default="all_completed"),
        sa.Column("on_failure", sa.JSON(), nullable=True),
        sa.Column("follow_up", sa.Integer(), nullable=True),
    ):
        op.add_column("tasks", column)
    is_due, is_dated = sa.text("due_at IS NOT NULL"), sa.text("deadline IS NOT NULL")
    op.create_index("tasks_due", "tasks", ["due_at"], sqlite_where=is_due)
    op.create_index("tasks_by_deadline", "tasks", ["deadline", "id"], sqlite_where=is_dated)
    owes = sa.text("status = 'failed' AND on_failure IS NOT NULL AND follow_up IS NULL")
    op.create_index("tasks_owing", "tasks", ["status", "id"], sqlite_where=owes)
    op.create_table(
        "task_after",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("after_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task_id", "after_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("task_after_whom", "task_after", ["after_id"])
    op.create_table(
        "task_comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("task_comments_of_task", "task_comments", ["task_id", "id"])
    op.add_column("users", sa.Column("external_id", sa.Text(), nullable=True))
    op.create_index("users_by_external_id", "users", ["external_id"], unique=True)
