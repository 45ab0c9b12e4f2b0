"""The real door on a real database, for tests of who comes in and how they are seen out."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import Connection

from app.core.account import Origin, User
from app.core.database import Database
from app.core.people import People
from app.core.person import Person, Scope
from app.core.places import Places
from app.core.security.access_tokens import AccessTokens
from app.core.security.passwords import Passwords
from app.core.security.secret_keys import SecretKey, SecretKeys
from app.services.audit import Audit
from app.services.doorkeeper import Doorkeeper
from app.services.rates import Rates
from app.services.sessions import Sessions
from app.services.sign_in import SignedIn, SignIn
from app.services.tokens import Tokens
from tests.services.accounts import PASSWORD, person, quick_passwords, stored_user

T = TypeVar("T")

ADDRESS = "192.0.2.7"
ORIGIN = Origin(ADDRESS, "a browser")
LOCAL = "tyl_" + "a" * 40
KEYS = SecretKeys((SecretKey.of(bytes(range(32))),), None)


@dataclass
class Tried:
    """What was refused."""

    seen: list[tuple[str, str | None, str | None]] = field(default_factory=list)

    def __call__(
        self,
        by: Person | None,
        action: str,
        *,
        target: str | None = None,
        address: str | None = None,
    ) -> None:
        assert by is None
        self.seen.append((action, target, address))


class Door:
    """Made twice on the same database, the second is a server that was restarted."""

    def __init__(
        self, db: Database, *, passwords: Passwords | None = None, rates: Rates | None = None,
        held: int = 4096,
    ) -> None:  # fmt: skip
        self.db = db
        self.places = Places(100)
        self.people = People()
        self.access_tokens = AccessTokens(KEYS)
        self.passwords = passwords or quick_passwords()
        self.tried = Tried()
        self.keeper = Doorkeeper(
            db, self.access_tokens, self.people,
            local_token=LOCAL, end_streams=self.places.end, held=held,
        )  # fmt: skip
        self.sign_in = SignIn(
            db, self.passwords, self.access_tokens, self.keeper, rates or Rates(),
            refused=self.tried,
        )  # fmt: skip
        self.sessions = Sessions(db, self.keeper)
        self.tokens = Tokens(db, self.keeper, Audit(db, Rates()))
        self._open = ExitStack()

    def close(self) -> None:
        self._open.close()
        self.passwords.close()

    async def account(self, name: str = "Ada", **members: object) -> User:
        known = await self.passwords.hash(PASSWORD)
        return await stored_user(self.db, name, password=known, **members)  # type: ignore[arg-type]

    async def token(self, user: User, *scopes: Scope) -> str:
        made = await self.tokens.create("t", scopes or list(Scope), by=person(user))
        return made[1]

    async def login(self, name: str = "ada", *, cookie: bool = False) -> SignedIn:
        return await self.sign_in.login(name, PASSWORD, origin=ORIGIN, cookie=cookie)

    async def admit(self, credential: str | None, address: str | None = ADDRESS) -> Person:
        assert credential is not None
        if credential.startswith("tys_"):
            return await self.keeper.admit_cookie(credential, address=address)
        return await self.keeper.admit(credential, address=address)

    def stream(self, by: Person) -> "Stream":
        """An open stream of somebody."""
        stream = Stream()
        self._open.enter_context(self.places.one(by, end=stream.farewells.append))
        return stream


@dataclass
class Stream:
    farewells: list[str] = field(default_factory=list)


class Reads:
    """How often the database was asked; `hold` keeps the answers back until it is released."""

    def __init__(self, db: Database) -> None:
        self._read = db.read
        self.count = 0
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.answered = asyncio.Event()

    async def __call__(self, query: Callable[[Connection], T]) -> T:
        self.count += 1
        found = await self._read(query)
        self.answered.set()
        await self.may_answer.wait()
        return found

    def hold(self) -> None:
        self.answered.clear()
        self.may_answer.clear()
