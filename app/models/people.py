"""The tables about people: accounts, their ways in, and what they did. Times are UTC
milliseconds; of every secret only a SHA-256 is kept, of passwords an Argon2id hash."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from app.models.tables import metadata

# Row 1 is the owner of the machine (core.person.LOCAL_ID).
users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    # Both as they are compared: lower case. Null for the owner, and for who was deleted.
    Column("email", Text, unique=True),
    Column("username", Text, unique=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("password", Text),
    Column("created_at", Integer, nullable=False),
    Column("updated_at", Integer, nullable=False),
    Column("last_login_at", Integer),
    Column("disabled_at", Integer),
    Column("deleted_at", Integer),
    Column("version", Integer, nullable=False),
    # What another system calls this person.
    Column("external_id", Text),
    Index("users_by_external_id", "external_id", unique=True),
    sqlite_autoincrement=True,
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, nullable=False),  # bearer | cookie
    # Of the refresh token, or of the cookie.
    Column("secret", LargeBinary, nullable=False, unique=True),
    # What all refresh tokens of the session have in common (core/security/refresh_token.py).
    Column("family", LargeBinary, unique=True),
    # The refresh token before this one, and this one sealed with it.
    Column("previous", LargeBinary),
    Column("sealed", LargeBinary),
    Column("rotated_at", Integer),
    Column("created_at", Integer, nullable=False),
    Column("last_used_at", Integer, nullable=False),
    Column("expires_at", Integer, nullable=False),
    Column("ended_at", Integer),
    Column("ended_why", Text),
    Column("address", Text),
    Column("agent", Text),
    Index("sessions_of_user", "user_id"),
    Index("sessions_by_previous", "previous"),
    Index("sessions_by_expiry", "expires_at"),
    sqlite_autoincrement=True,
)

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("secret", LargeBinary, nullable=False, unique=True),
    Column("hint", Text, nullable=False),  # the end of it, to tell one from another
    Column("scopes", JSON, nullable=False),
    Column("created_at", Integer, nullable=False),
    Column("expires_at", Integer),
    Column("last_used_at", Integer),
    Column("last_used_from", Text),
    Column("revoked_at", Integer),
    Index("api_tokens_of_user", "user_id"),
    sqlite_autoincrement=True,
)

invites = Table(
    "invites",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("secret", LargeBinary, nullable=False, unique=True),
    Column("email", Text),
    Column("role", Text, nullable=False),
    Column("created_by", Integer, nullable=False),
    Column("created_at", Integer, nullable=False),
    Column("expires_at", Integer, nullable=False),
    Column("used_at", Integer),
    Column("used_by", Integer),
    Column("revoked_at", Integer),
    sqlite_autoincrement=True,
)

# Only ever added to: triggers refuse everything else. `hash` covers the row and the hash before.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("actor_id", Integer),
    Column("actor_name", Text),
    Column("via", Text),  # session:12 | token:3 | local
    Column("address", Text),
    Column("action", Text, nullable=False),
    Column("outcome", Text, nullable=False),  # ok | refused
    Column("target", Text),  # user:7 | task:1042 | …
    Column("details", JSON, nullable=False),
    Column("previous", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Index("audit_by_actor", "actor_id", "id"),
    Index("audit_by_action", "action", "id"),
    Index("audit_by_target", "target", "id"),
    sqlite_autoincrement=True,
)
