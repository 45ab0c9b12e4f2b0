"""People, and their ways in, as clients see them."""

from typing import Literal

from pydantic import Field

from app.api.task_out import Out, PersonOut, Time
from app.core.account import ApiToken, AuditEntry, Invite, Session, User, UserStats
from app.core.clock import Millis, iso
from app.core.person import Person, Role, Scope, Way

Members = dict[str, object]


class UserLinksOut(Out):
    self: str


class UserOut(Out):
    """Of others, who may not manage people sees the id, the name and the role."""

    id: str
    email: str | None
    username: str | None
    name: str
    role: Role
    external_id: str | None
    created_at: Time | None
    updated_at: Time | None
    last_login_at: Time | None
    disabled: bool | None
    total_tasks_assigned: int | None = Field(description="Null also where not counted.")
    total_tasks_completed: int | None
    total_tasks_in_progress: int | None
    total_tasks_failed: int | None
    completion_percentage: float | None
    version: int | None = Field(description="Grows with every change; also the ETag.")
    links: UserLinksOut


class UsersOut(Out):
    users: list[UserOut]
    next_cursor: str | None
    has_more: bool


class MeOut(UserOut):
    scopes: list[Scope] = Field(description="What this access is good for, at most.")
    way: Way


class SignedInOut(Out):
    user: UserOut
    access_token: str | None = Field(description="Null, like the next two, with `cookie`.")
    refresh_token: str | None
    token_type: str | None
    expires_in: int = Field(description="Seconds.")


class WaysInOut(Out):
    setup_open: bool = Field(description="Nobody administers the server yet: the set-up link does.")
    registration: Literal["closed", "invite", "open"] = Field(
        description="`open` takes everybody, the others whom somebody invites."
    )


class GrantOut(Out):
    """As OAuth 2 has it."""

    access_token: str
    token_type: str
    expires_in: int
    refresh_token: str


class SessionOut(Out):
    id: str
    kind: str = Field(description="`bearer` or `cookie`.")
    created_at: Time
    last_used_at: Time
    expires_at: Time
    address: str | None
    agent: str | None
    current: bool = Field(description="The one that asks.")


class SessionsOut(Out):
    sessions: list[SessionOut]


class TokenOut(Out):
    id: str
    name: str
    hint: str = Field(description="How the token ends.")
    scopes: list[Scope]
    created_at: Time
    expires_at: Time | None
    last_used_at: Time | None
    last_used_from: str | None


class NewTokenOut(TokenOut):
    token: str = Field(description="Shown this once.")


class TokensOut(Out):
    tokens: list[TokenOut]


class InviteOut(Out):
    id: str
    email: str | None
    role: Role
    created_by: PersonOut
    created_at: Time
    expires_at: Time


class NewInviteOut(InviteOut):
    link: str = Field(description="For who is invited; shown this once.")
    secret: str = Field(description="What the link ends with.")


class InvitesOut(Out):
    invites: list[InviteOut]


class AuditEntryOut(Out):
    id: str
    at: Time
    actor: PersonOut | None = Field(description="As they were called then.")
    via: str | None = Field(description="`session:12`, `token:3` or `local`.")
    address: str | None
    action: str
    outcome: str = Field(description="`ok` or `refused`.")
    target: str | None = Field(description="Like `user:7` or `task:1042`.")
    details: dict[str, object]
    hash: str = Field(description="SHA-256 over this entry and `previous`.")
    previous: str


class AuditOut(Out):
    entries: list[AuditEntryOut]
    next_cursor: str | None
    has_more: bool


class AuditCheckOut(Out):
    intact: bool
    first_broken: str | None = Field(
        description="The first entry that is not as it was written, or before which one lacks."
    )


def shown_user(user: User, link: str, *, stats: UserStats | None, whole: bool) -> Members:
    return {
        "id": str(user.id),
        "email": user.email if whole else None,
        "username": user.username if whole else None,
        "name": user.name,
        "role": user.role,
        "external_id": user.external_id if whole else None,
        "created_at": iso(user.created_at) if whole else None,
        "updated_at": iso(user.updated_at) if whole else None,
        "last_login_at": _time(user.last_login_at) if whole else None,
        "disabled": not user.is_active if whole else None,
        "total_tasks_assigned": None if stats is None else stats.assigned,
        "total_tasks_completed": None if stats is None else stats.completed,
        "total_tasks_in_progress": None if stats is None else stats.in_progress,
        "total_tasks_failed": None if stats is None else stats.failed,
        "completion_percentage": None if stats is None else stats.completion_percentage,
        "version": user.version if whole else None,
        "links": {"self": link},
    }


def shown_session(session: Session, by: Person) -> Members:
    is_ours = by.access.way is Way.SESSION and by.access.id == session.id
    return {
        "id": str(session.id),
        "kind": session.kind,
        "created_at": iso(session.created_at),
        "last_used_at": iso(session.last_used_at),
        "expires_at": iso(session.expires_at),
        "address": session.address,
        "agent": session.agent,
        "current": is_ours,
    }


def shown_token(token: ApiToken) -> Members:
    return {
        "id": str(token.id),
        "name": token.name,
        "hint": token.hint,
        "scopes": sorted(token.scopes),
        "created_at": iso(token.created_at),
        "expires_at": _time(token.expires_at),
        "last_used_at": _time(token.last_used_at),
        "last_used_from": token.last_used_from,
    }


def shown_invite(invite: Invite, created_by: object) -> Members:
    return {
        "id": str(invite.id),
        "email": invite.email,
        "role": invite.role,
        "created_by": created_by,
        "created_at": iso(invite.created_at),
        "expires_at": iso(invite.expires_at),
    }


def shown_entry(entry: AuditEntry) -> Members:
    note = entry.note
    actor = None if note.actor_id is None else {"id": str(note.actor_id), "name": note.actor_name}
    return {
        "id": str(entry.id),
        "at": iso(entry.at),
        "actor": actor,
        "via": note.via,
        "address": note.address,
        "action": note.action,
        "outcome": note.outcome,
        "target": note.target,
        "details": dict(note.details),
        "hash": entry.hash.hex(),
        "previous": entry.previous.hex(),
    }


def _time(at: Millis | None) -> str | None:
    return None if at is None else iso(at)
