"""What the executor, the log and its store agree on: streams, a sink, and chunks of bytes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple, Protocol

from app.core.clock import Millis


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


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a log as it is kept: bytes, with the place, the time and the stream of each.

    `first_byte` counts from 0 over all that was written, dropped bytes too;
    `first_line` is the line its first byte belongs to and `lines` how many it
    touches; `continues` says that this line began before the chunk. `frames`
    tells time and stream: logs.chunks writes and reads it.
    """

    first_byte: int
    first_line: int
    lines: int
    continues: bool
    first_time: Millis
    last_time: Millis
    frames: bytes
    data: bytes = field(repr=False)

    @property
    def end(self) -> int:
        return self.first_byte + len(self.data)

    @property
    def last_line(self) -> int:
        return self.first_line + self.lines - 1


@dataclass(frozen=True, slots=True)
class Delivery:
    """Chunks of one log for the store, in order. `replaces`: stored bytes from..to go first."""

    key: LogKey
    chunks: tuple[Chunk, ...]
    replaces: tuple[int, int] | None = None

    @property
    def size(self) -> int:
        return sum(len(chunk.data) for chunk in self.chunks)


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a log is stored: `size` bytes of the `end` it had, and its last chunk."""

    size: int = 0
    end: int = 0
    last: Chunk | None = field(default=None, repr=False)

    @property
    def last_line(self) -> int:
        return self.last.last_line if self.last else 0


class ChunkWriter(Protocol):
    """Blocking, for one thread at a time."""

    def write(self, deliveries: Sequence[Delivery]) -> None:
        """All or nothing. Raises StorageFull when the disk takes no more."""
        ...

    def extent(self, key: LogKey) -> Extent: ...

    def forget(self, keys: Sequence[LogKey]) -> bool:
        """Delete one bounded batch of these logs' chunks; True: call again."""
        ...

    def stored_bytes(self) -> int: ...

    def oldest_tasks(self, limit: int) -> list[int]:
        """The lowest ids of tasks of which output is stored."""
        ...


class ChunkReader(Protocol):
    """Blocking, for any number of threads; no read holds a transaction between two calls."""

    def extent(self, key: LogKey) -> Extent: ...

    def chunks(self, key: LogKey, from_byte: int, to_byte: int) -> Iterator[Chunk]:
        """The chunks that hold bytes from `from_byte` up to `to_byte`, in order."""
        ...

    def before_line(self, key: LogKey, line: int) -> int:
        """Where to begin reading so that the line's first byte is seen."""
        ...
