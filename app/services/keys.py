"""The keys that sign access tokens."""

from app.core.database import Database
from app.core.person import Person
from app.core.security.secret_keys import SecretKeys
from app.services.access import Act, demand
from app.services.audit import note
from app.store import audit


class Keys:
    def __init__(self, database: Database, keys: SecretKeys) -> None:
        self._db = database
        self._keys = keys

    async def rotate(self, *, by: Person) -> None:
        """Sign with a new key; what the one before has signed stays good until it expires.

        Raises Forbidden, Conflict when the key is a setting.
        """
        demand(by, Act.MANAGE_SERVER)
        self._keys.rotate()
        await self._db.write(audit.write, note(by, "key.rotate", kid=self._keys.current.kid))
