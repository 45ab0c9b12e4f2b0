"""API tokens: what scripts send instead of a password."""

from collections.abc import Collection
from datetime import timedelta
from enum import Enum
from typing import Literal

from app.core.account import ApiToken
from app.core.account_form import is_visible
from app.core.clock import Millis, millis, now
from app.core.database import Database
from app.core.errors import Forbidden, Invalid
from app.core.person import Person, Scope
from app.core.security.opaque import digest, new_api_token
from app.core.see_through import see_through
from app.services.access import Act, Whose, demand, whose
from app.services.audit import Audit, note
from app.services.doorkeeper import Doorkeeper
from app.store import api_tokens
from app.store.api_tokens import NewToken, Revocation

_LIFE = timedelta(days=90)
_AT_MOST = 100
_LONGEST_NAME = 100
_HINT = 4


class Life(Enum):
    USUAL = "90 days"


class Tokens:
    def __init__(self, database: Database, doorkeeper: Doorkeeper, audit: Audit) -> None:
        self._db = database
        self._audit = audit
        self._doorkeeper = doorkeeper

    async def create(
        self,
        name: str,
        scopes: Collection[Scope],
        *,
        expires_at: Millis | Literal[Life.USUAL] | None = Life.USUAL,
        by: Person,
    ) -> tuple[ApiToken, str]:
        """With the token itself, which nobody sees again. Without `expires_at` it is good for
        90 days, with None for ever."""
        self._audit.demand(by, Act.CHANGE_OWN_ACCOUNT, "token.create")
        if not scopes:
            raise Invalid([("/scopes", "required", "takes at least one scope")])
        if not by.scopes.issuperset(scopes):
            self._audit.refused(by, "token.create", why="scopes")
            raise Forbidden("a token cannot have more scopes than the access it is made with")
        secret = new_api_token()
        new = NewToken(
            user_id=by.id,
            role=by.role,
            name=_name_of(name),
            secret=digest(secret),
            hint=secret[-_HINT:],
            scopes=frozenset(scopes),
            expires_at=_end_of(expires_at),
            at_most=_AT_MOST,
            note=note(by, "token.create"),
        )
        return await self._db.write(api_tokens.create, new), secret

    async def mine(self, *, by: Person) -> list[ApiToken]:
        demand(by, Act.READ_OWN_ACCOUNT)
        return await self._db.read(lambda c: api_tokens.of_user(c, by.id))

    async def revoke(self, token_id: int, *, by: Person) -> None:
        """One's own, or anybody's for who manages people; raises NotFound."""
        self._audit.demand(by, Act.CHANGE_OWN_ACCOUNT, "token.revoke", target=f"token:{token_id}")
        await see_through(self._revoke(token_id, by=by))

    async def _revoke(self, token_id: int, *, by: Person) -> None:
        of = None if whose(by, Act.MANAGE_PEOPLE) is Whose.ALL else by.id
        asked = Revocation(
            token_id=token_id, of=of, note=note(by, "token.revoke", target=f"token:{token_id}")
        )
        owner = await self._db.write(api_tokens.revoke, asked)
        self._doorkeeper.end(user_id=owner, token_id=token_id)


def _name_of(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= _LONGEST_NAME or not is_visible(name):
        raise Invalid([("/name", "name", f"takes 1 to {_LONGEST_NAME} visible characters")])
    return name


def _end_of(asked: Millis | Literal[Life.USUAL] | None) -> Millis | None:
    if asked is Life.USUAL:
        return now() + millis(_LIFE)
    if asked is not None and asked <= now():
        raise Invalid([("/expires_at", "past", "is in the past")])
    return asked
