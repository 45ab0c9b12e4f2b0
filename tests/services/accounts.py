"""People, and a door that remembers what it was told, for tests of accounts."""

import asyncio
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import insert, select

from app.core.account import AuditEntry, AuditNote, NewAccount, User
from app.core.account_query import AuditQuery
from app.core.clock import now
from app.core.database import Database
from app.core.group_commit import Transaction
from app.core.person import EVERYTHING, Access, Person, Role, Scope, Way
from app.core.security.passwords import Passwords
from app.models.people import api_tokens, invites, sessions
from app.services.audit import note
from app.services.doorkeeper import Doorkeeper
from app.store import audit, audit_page, user_create
from app.store.user_create import NewUser

OWNER = Person(1, "local", Role.ADMIN)
PASSWORD = "seven lazy teapots"


@dataclass
class Door:
    """Stands where the doorkeeper does."""

    ended: list[dict[str, Any]] = field(default_factory=list)
    refreshed: list[int] = field(default_factory=list)
    told: asyncio.Event = field(default_factory=asyncio.Event)

    def end(self, **which: Any) -> None:
        self.ended.append({name: value for name, value in which.items() if value is not None})
        self.told.set()

    def refresh(self, user_id: int) -> None:
        self.refreshed.append(user_id)

    @property
    def keeper(self) -> Doorkeeper:
        return cast(Doorkeeper, self)


def quick_passwords() -> Passwords:
    return Passwords(memory_kib=64, passes=1)


def person(
    user: User, *, session: int | None = None, scopes: frozenset[Scope] = EVERYTHING
) -> Person:
    access = Access(Way.SESSION, session or 1000 + user.id)
    return Person(user.id, user.name, user.role, scopes, access, "192.0.2.7")


def account(who: str, **members: Any) -> NewAccount:
    given = {"email": f"{who.lower()}@example.org", "name": who, "password": PASSWORD}
    return NewAccount(**{**given, **members})


async def stored_user(
    db: Database, name: str, role: Role = Role.USER, *, password: str = "a hash"
) -> User:
    new = NewUser(
        email=f"{name.lower()}@example.org",
        username=name.lower(),
        name=name,
        role=role,
        password=password,
        note=AuditNote(action="user.create", actor_id=1, actor_name="local", via="local"),
    )
    return await db.write(user_create.create, new)


async def give_ways_in(db: Database, user: User, *, names: str) -> None:
    """A session, an API token and an open invite for each letter of `names`."""

    def give(tx: Transaction, letters: Any) -> list[None]:
        for letter in letters:
            for table, values in (
                (sessions, {"kind": "bearer", "last_used_at": 0, "user_id": user.id}),
                (api_tokens, {"user_id": user.id, "name": "", "hint": "", "scopes": ["read"]}),
                (invites, {"role": "user", "created_by": user.id}),
            ):
                secret = f"{user.id}{letter}".encode()
                end = now() + 1_000_000
                tx.connection.execute(
                    insert(table).values(**values, secret=secret, created_at=now(), expires_at=end)
                )
        return [None] * len(letters)

    for letter in names:
        await db.write(give, letter)


async def ways_in(db: Database, user: User) -> dict[str, list[int]]:
    """The ids of those that are open."""
    queries = {
        "sessions": select(sessions.c.id).where(
            sessions.c.user_id == user.id, sessions.c.ended_at.is_(None)
        ),
        "tokens": select(api_tokens.c.id).where(
            api_tokens.c.user_id == user.id, api_tokens.c.revoked_at.is_(None)
        ),
        "invites": select(invites.c.id).where(
            invites.c.created_by == user.id, invites.c.revoked_at.is_(None)
        ),
    }
    return await db.read(
        lambda c: {name: list(c.scalars(query)) for name, query in queries.items()}
    )


async def log(db: Database, action: str | None = None) -> list[AuditEntry]:
    """Oldest first."""
    query = AuditQuery(limit=1000, action=action)
    return (await db.read(lambda c: audit_page.page(c, query))).entries[::-1]


async def settled(db: Database) -> None:
    """What was written soon is written."""
    await db.write(audit.write, note(OWNER, "audit.export"))
