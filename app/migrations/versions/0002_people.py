"""People: accounts, sessions, tokens, invites, the audit log, and whose each task is."""

import time

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _make_people()
    _make_audit()
    # What there is was made by whoever could reach the port: the owner of the machine.
    op.add_column(
        "tasks", sa.Column("created_by", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column("tasks", sa.Column("assigned_to", sa.Integer(), nullable=True))
    op.create_index("tasks_by_creator_and_status", "tasks", ["created_by", "status", "id"])
    op.create_index(
        "tasks_by_assignee",
        "tasks",
        ["assigned_to", "status", "id"],
        sqlite_where=sa.text("assigned_to IS NOT NULL"),
    )
    for name in ("created_by", "assigned_to", "lost_by"):
        op.add_column("events", sa.Column(name, sa.Integer(), nullable=True))
    _key_by_person()


def _make_people() -> None:
    users = op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.Integer(), nullable=False),
        sa.Column("last_login_at", sa.Integer(), nullable=True),
        sa.Column("disabled_at", sa.Integer(), nullable=True),
        sa.Column("deleted_at", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email"),
        sa.UniqueConstraint("username"),
        sqlite_autoincrement=True,
    )
    at = int(time.time() * 1000)
    op.bulk_insert(
        users,
        [{"id": 1, "name": "local", "role": "admin", "created_at": at, "updated_at": at,
          "version": 1}],
    )  # fmt: skip
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("family", sa.LargeBinary(), nullable=True),
        sa.Column("previous", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("rotated_at", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("last_used_at", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.Integer(), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("agent", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("family"),
        sa.UniqueConstraint("secret"),
        sqlite_autoincrement=True,
    )
    op.create_index("sessions_of_user", "sessions", ["user_id"])
    op.create_index("sessions_by_previous", "sessions", ["previous"])
    op.create_index("sessions_by_expiry", "sessions", ["expires_at"])
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.Integer(), nullable=True),
        sa.Column("last_used_at", sa.Integer(), nullable=True),
        sa.Column("last_used_from", sa.Text(), nullable=True),
        sa.Column("revoked_at", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("secret"),
        sqlite_autoincrement=True,
    )
    op.create_index("api_tokens_of_user", "api_tokens", ["user_id"])
    op.create_table(
        "invites",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.Integer(), nullable=True),
        sa.Column("used_by", sa.Integer(), nullable=True),
        sa.Column("revoked_at", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("secret"),
        sqlite_autoincrement=True,
    )


def _make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.Text(), nullable=True),
        sa.Column("via", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("audit_by_actor", "audit", ["actor_id", "id"])
    op.create_index("audit_by_action", "audit", ["action", "id"])
    op.create_index("audit_by_target", "audit", ["target", "id"])
    for what in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_refuses_{what.lower()} BEFORE {what} ON audit BEGIN"
            " SELECT RAISE(ABORT, 'the audit log is only added to'); END"
        )


def _key_by_person() -> None:
    op.rename_table("idempotency_keys", "old_keys")
    op.drop_index("idempotency_keys_by_age", "old_keys")
    op.create_table(
        "idempotency_keys",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("reply", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "key"),
    )
    op.execute(
        "INSERT INTO idempotency_keys (user_id, key, body_hash, task_id, reply, created_at)"
        " SELECT 1, key, body_hash, task_id, reply, created_at FROM old_keys"
    )
    op.drop_table("old_keys")
    op.create_index("idempotency_keys_by_age", "idempotency_keys", ["created_at"])
