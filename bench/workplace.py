"""Where a run works: a directory on the disk to be measured, and the program under test."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.server import Server, running


@dataclass(frozen=True, slots=True)
class Workplace:
    program: Path
    directory: Path

    def server(self, data: str = "data", **settings: object) -> AbstractContextManager[Server]:
        return running(self.program, self.directory / data, settings)


@contextmanager
def workplace(program: Path, parent: Path) -> Iterator[Workplace]:
    directory = Path(tempfile.mkdtemp(prefix="taskyard-bench-", dir=parent))
    try:
        yield Workplace(program, directory)
    finally:
        shutil.rmtree(directory)
