"""The sessions of people."""

from app.core.account import Session
from app.core.database import Database
from app.core.errors import NotFound
from app.core.person import Person
from app.core.see_through import see_through
from app.services.access import Act, Whose, demand, whose
from app.services.audit import note
from app.services.doorkeeper import Doorkeeper
from app.store import sessions
from app.store.sessions import Ending


class Sessions:
    def __init__(self, database: Database, doorkeeper: Doorkeeper) -> None:
        self._db = database
        self._doorkeeper = doorkeeper

    async def mine(self, *, by: Person) -> list[Session]:
        """The open ones, the newest first."""
        demand(by, Act.READ_OWN_ACCOUNT)
        return await self._db.read(lambda c: sessions.open_of(c, by.id))

    async def end(self, session_id: int, *, by: Person) -> None:
        """One's own, or anybody's for who manages people; raises NotFound."""
        demand(by, Act.CHANGE_OWN_ACCOUNT)
        await see_through(self._end(session_id, by))

    async def _end(self, session_id: int, by: Person) -> None:
        asked = Ending(
            session_id=session_id,
            of=None if whose(by, Act.MANAGE_PEOPLE) is Whose.ALL else by.id,
            why="ended",
            note=note(by, "session.end", target=f"session:{session_id}"),
        )
        owner = await self._db.write(sessions.end, asked)
        if owner is None:
            raise NotFound("session", session_id)
        self._doorkeeper.end(user_id=owner, session_id=session_id)
