"""The facts about accounts that travel through the system. Times are UTC milliseconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.core.clock import Millis
from app.core.person import Role, Scope


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from."""

    address: str | None = None
    agent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """`email` and `username` are null for the owner of the machine and for who was deleted;
    `external_id` is what another system calls this person."""

    id: int
    email: str | None
    username: str | None
    name: str
    role: Role
    created_at: Millis
    updated_at: Millis
    last_login_at: Millis | None
    disabled_at: Millis | None
    deleted_at: Millis | None
    version: int
    external_id: str | None = None

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None


@dataclass(frozen=True, slots=True)
class UserStats:
    """Of the tasks assigned to a person."""

    assigned: int = 0
    completed: int = 0
    in_progress: int = 0
    failed: int = 0

    @property
    def completion_percentage(self) -> float:
        return round(100 * self.completed / self.assigned, 2) if self.assigned else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """As somebody asked for it, in good form; whether it can be had is still to be seen."""

    email: str
    name: str
    password: str = field(repr=False)
    username: str | None = None
    external_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One way in that began with a password. `kind` is bearer or cookie."""

    id: int
    user_id: int
    kind: str
    created_at: Millis
    last_used_at: Millis
    expires_at: Millis
    ended_at: Millis | None
    address: str | None
    agent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    id: int
    user_id: int
    name: str
    hint: str
    scopes: frozenset[Scope]
    created_at: Millis
    expires_at: Millis | None
    last_used_at: Millis | None
    last_used_from: str | None
    revoked_at: Millis | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """`email` is who it is meant for; null lets anybody who has the link use it."""

    id: int
    email: str | None
    role: Role
    created_by: int
    created_at: Millis
    expires_at: Millis
    used_at: Millis | None
    used_by: int | None
    revoked_at: Millis | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditNote:
    """Something to be remembered: who did or tried what, to what. `target` is like `user:7`."""

    action: str
    outcome: str = "ok"
    actor_id: int | None = None
    actor_name: str | None = None
    via: str | None = None
    address: str | None = None
    target: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A note as it was written down. `hash` covers it and `previous`."""

    id: int
    at: Millis
    note: AuditNote
    previous: bytes
    hash: bytes
