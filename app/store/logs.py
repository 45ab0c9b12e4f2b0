"""The stored output of all tasks: output.db, with its one writer and its readers."""

import shutil
from pathlib import Path

from app.store.log_database import open_reader, open_writer
from app.store.log_reader import LogReader
from app.store.log_writer import LogWriter

# Left to those who record how tasks end: a write-ahead log being folded into the file takes
# as much again as it has (see log_database), and then there must be some left.
_SPARE_BYTES = 48 * 1024**2


class OutputStore:
    """Opening creates the file or migrates it. Output is refused when the disk is nearly full."""

    def __init__(self, path: Path, *, spare_bytes: int = _SPARE_BYTES) -> None:
        self._writing = open_writer(path)
        self._reading = open_reader(path)
        self.writer = LogWriter(
            self._writing,
            has_room=lambda: shutil.disk_usage(path.parent).free >= spare_bytes,
        )
        self.reader = LogReader(self._reading)

    def close(self) -> None:
        """The writer last: closing it folds the write-ahead log into the file."""
        self._reading.dispose()
        self._writing.dispose()
