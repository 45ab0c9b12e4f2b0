"""New accounts. Each verb writes down in the audit log what it did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import insert, select

from app.core.account import AuditNote, User
from app.core.clock import now
from app.core.errors import Conflict, HasAdministrator, NameTaken
from app.core.group_commit import Transaction
from app.core.person import Role
from app.models.people import users
from app.store import audit
from app.store.users import COLUMNS, administrators, user_of

u = users.c


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """`password` is the hash. A note without an actor is about what the new person did."""

    email: str
    username: str | None
    name: str
    role: Role
    password: str = field(repr=False)
    note: AuditNote
    external_id: str | None = None


def create(tx: Transaction, new_users: Sequence[NewUser]) -> list[User | Exception]:
    return [insert_user(tx, new) for new in new_users]


def create_first(tx: Transaction, new_users: Sequence[NewUser]) -> list[User | Exception]:
    """Only as long as there is no administrator."""
    return [
        HasAdministrator() if administrators(tx.connection) else insert_user(tx, new)
        for new in new_users
    ]


def insert_user(tx: Transaction, new: NewUser) -> User | Conflict:
    """For verbs; nothing is written where a name is taken."""
    names = {"email": new.email, "username": new.username, "external_id": new.external_id}
    taken = is_taken(tx, names)
    if taken is not None:
        return taken
    at = now()
    row = tx.connection.execute(
        insert(users)
        .values(
            email=new.email,
            username=new.username,
            external_id=new.external_id,
            name=new.name,
            role=new.role.value,
            password=new.password,
            created_at=at,
            updated_at=at,
            version=1,
        )
        .returning(*COLUMNS)
    ).one()
    user = user_of(row)
    audit.write(tx, [_about(user, new.note)])
    return user


def is_taken(
    tx: Transaction, names: Mapping[str, str | None], *, by_another_than: int | None = None
) -> Conflict | None:
    for member in ("email", "username", "external_id"):
        value = names.get(member)
        if value is None:
            continue
        owner = tx.connection.scalar(select(u.id).where(u[member] == value))
        if owner is not None and owner != by_another_than:
            return NameTaken(member)
    return None


def _about(user: User, note: AuditNote) -> AuditNote:
    if note.actor_id is None:
        note = replace(note, actor_id=user.id, actor_name=user.name)
    who = {
        "email": user.email,
        "username": user.username,
        "name": user.name,
        "role": user.role.value,
    }
    return replace(note, target=f"user:{user.id}", details={**note.details, **who})
