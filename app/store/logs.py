"""The stored output of all tasks: output.db, with its one writer and its readers."""

from pathlib import Path

from app.store.log_database import open_reader, open_writer
from app.store.log_reader import LogReader
from app.store.log_writer import LogWriter


class OutputStore:
    """Opening creates the file or migrates it."""

    def __init__(self, path: Path) -> None:
        self._writing = open_writer(path)
        self._reading = open_reader(path)
        self.writer = LogWriter(self._writing)
        self.reader = LogReader(self._reading)

    def close(self) -> None:
        """The writer last: closing it folds the write-ahead log into the file."""
        self._reading.dispose()
        self._writing.dispose()
