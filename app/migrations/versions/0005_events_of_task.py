"""What happened to one task is found without going through the journal."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_index("events_of_task", "events", ["task_id"])
