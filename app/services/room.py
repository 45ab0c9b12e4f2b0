"""Is there room on the disk? When not, a reserve is freed so that endings can be recorded."""

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

from app.core.errors import StorageFull

_log = logging.getLogger(__name__)


class Room:
    """`release` frees the reserve; `restore` takes it again when `needed` bytes are free."""

    def __init__(
        self,
        directory: Path,
        *,
        release: Callable[[], object],
        restore: Callable[[], bool],
        needed: int,
    ) -> None:
        self._directory = directory
        self._release = release
        self._restore = restore
        self._needed = needed
        self._full = False
        self._output_full = False

    @property
    def is_full(self) -> bool:
        return self._full or self._output_full

    def check(self) -> None:
        """Raises StorageFull as long as there is no room for more work."""
        if self.is_full:
            raise StorageFull("the disk is full: tasks are taken again when there is room")

    def ran_out(self) -> None:
        """Called where a write failed for lack of room, on whichever thread that was."""
        if not self._full:
            self._full = True
            _log.error("disk full", extra={"directory": str(self._directory)})
        self._release()

    def output_is_full(self, full: bool) -> None:
        """Output finds no room, or finds it again. Told each time it finds none."""
        if full and not self._output_full:
            _log.error("no room for output", extra={"directory": str(self._directory)})
        self._output_full = full

    async def step(self) -> float:
        """Look whether there is room again. Returns the seconds to rest."""
        if not self.is_full:
            return 5.0
        if shutil.disk_usage(self._directory).free < self._needed:
            return 1.0
        if not self._restore():
            return 1.0
        # Output has only this to tell it by: without tasks there is none to be written.
        self._full = self._output_full = False
        _log.warning("disk has room again", extra={"directory": str(self._directory)})
        return 5.0
