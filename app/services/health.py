"""Is the server fit to work, and how much does it do?"""

import logging
from collections.abc import Awaitable, Callable

from app.core.database import Database
from app.core.places import Places
from app.services.dispatch import Dispatch
from app.services.room import Room
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
        *,
        has_launcher: Callable[[], bool],
        stored_bytes: Callable[[], Awaitable[int]],
    ) -> None:
        self._db = database
        self._dispatch = dispatch
        self._places = places
        self._room = room
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

    async def metrics(self) -> dict[str, float]:
        """Gauges by name; `tasks_<status>` counts the tasks there are."""
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
