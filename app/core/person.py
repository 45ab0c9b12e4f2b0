"""Who is asking, and by which way they came in."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.core.clock import Millis

# The owner of the machine: who can read the local token. It has no password and never signs in.
LOCAL_ID = 1


class Role(StrEnum):
    VIEWER = "viewer"
    USER = "user"
    OPERATOR = "operator"
    ADMIN = "admin"


class Scope(StrEnum):
    """What an access is good for, at most; the role says what of that its person may."""

    READ = "read"
    RUN = "run"
    ADMIN = "admin"


EVERYTHING = frozenset(Scope)


class Way(StrEnum):
    """How somebody came in."""

    SESSION = "session"
    TOKEN = "token"
    LOCAL = "local"


@dataclass(slots=True, eq=False, weakref_slot=True)
class Access:
    """One session, API token, or the local token. `is_over` turns true when it is taken away:
    whoever holds it for longer than a moment has to look."""

    way: Way
    id: int | None = None
    expires_at: Millis | None = None
    by_cookie: bool = False
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str
    role: Role
    scopes: frozenset[Scope] = EVERYTHING
    access: Access = field(default_factory=lambda: Access(Way.LOCAL), compare=False)
    address: str | None = None
