"""The keys access tokens are signed with."""

import asyncio

from app.core.database import Database
from app.core.person import Person
from app.core.security.secret_keys import SecretKeys
from app.core.see_through import see_through
from app.services.access import Act, demand
from app.services.audit import note
from app.store import audit


class Keys:
    def __init__(self, database: Database, keys: SecretKeys) -> None:
        self._db = database
        self._keys = keys

    async def rotate(self, *, by: Person) -> None:
        """Raises Conflict when the key is a setting."""
        demand(by, Act.MANAGE_SERVER)
        await see_through(self._rotate(by))

    async def _rotate(self, by: Person) -> None:
        await asyncio.to_thread(self._keys.rotate)
        await self._db.write(audit.write, note(by, "key.rotate", key=self._keys.current.kid))
