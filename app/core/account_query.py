"""What may be asked of the list of people and of the audit log."""

from dataclasses import dataclass

from app.core.account import AuditEntry, User, UserStats
from app.core.clock import Millis
from app.core.person import Role

# What the list of people can be ordered by; a leading `-` turns it round.
USER_ORDERS = frozenset({"created_at", "name"})


@dataclass(frozen=True, slots=True, kw_only=True)
class UserQuery:
    """None filters nothing; an empty set matches nothing. `q` is words of the name, the e-mail
    or the username."""

    limit: int = 100
    cursor: str | None = None
    order_by: str = "-created_at"
    roles: frozenset[Role] | None = None
    disabled: bool | None = None
    external_ids: frozenset[str] | None = None
    q: str | None = None


@dataclass(frozen=True, slots=True)
class UserPage:
    """Without statistics is who the reader sees only the name and role of."""

    users: list[tuple[User, UserStats | None]]
    next_cursor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditQuery:
    """Newest first. `after` is included, `before` is not."""

    limit: int = 100
    cursor: str | None = None
    actor_id: int | None = None
    action: str | None = None
    target: str | None = None
    outcome: str | None = None
    after: Millis | None = None
    before: Millis | None = None


@dataclass(frozen=True, slots=True)
class AuditPage:
    entries: list[AuditEntry]
    next_cursor: str | None
