"""What the executor and the log agree on: two streams, and a sink that may ask for a pause."""

from enum import IntEnum
from typing import NamedTuple, Protocol


class Stream(IntEnum):
    """The descriptor a command wrote to."""

    OUT = 1
    ERR = 2


class Sink(Protocol):
    def write(self, stream: Stream, data: bytes) -> bool:
        """Take bytes in the order they were read.

        False asks the writer to stop reading until it is told to resume; the
        bytes given are taken all the same.
        """
        ...


class LogKey(NamedTuple):
    """Whose output: each attempt of a task has a log of its own."""

    task_id: int
    attempt: int
