"""Is the server fit to work, and how much does it do?"""

import logging
from collections.abc import Awaitable, Callable

from app.core.database import Database
from app.core.person import Person
from app.core.places import Places
from app.services.access import Act
from app.services.dispatch import Dispatch
from app.services.room import Room
from app.services.touch import Touch
from app.store import find

_log = logging.getLogger(__name__)


class Health:
    """`has_launcher` tells whether commands can be started."""

    def __init__(
        self,
        database: Database,
        dispatch: Dispatch,
        places: Places,
        room: Room,
        touch: Touch,
        *,
        has_launcher: Callable[[], bool],
        stored_bytes: Callable[[], Awaitable[int]],
    ) -> None:
        self._db = database
        self._dispatch = dispatch
        self._places = places
        self._room = room
        self._touch = touch
        self._has_launcher = has_launcher
        self._stored_bytes = stored_bytes
        self.closing = False

    async def ready(self) -> dict[str, bool]:
        return {
            "database": await self._can_read(),
            "executor": self._has_launcher(),
            "storage": not self._room.is_full,
            "accepting": not self.closing,
        }

    async def metrics(self, *, by: Person) -> dict[str, float]:
        """Gauges by name; `tasks_<status>` counts the tasks there are. Raises Forbidden."""
        self._touch.demand(by, Act.READ_NUMBERS, "metrics.read")
        totals = await self._db.read(find.totals)
        return {
            **{f"tasks_{status.value}": float(n) for status, n in totals.items()},
            "slots": float(self._dispatch.slots),
            "slots_busy": float(self._dispatch.slots - self._dispatch.free),
            "streams": float(self._places.taken),
            "output_stored_bytes": float(await self._stored_bytes()),
            "storage_full": float(self._room.is_full),
        }

    async def _can_read(self) -> bool:
        try:
            await self._db.read(find.totals)
        except Exception:
            _log.exception("database not readable")
            return False
        return True
