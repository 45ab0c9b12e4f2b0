"""One way to read a log, wherever it is: with its task, in the store, in memory, or both."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.core.output import Chunk, ChunkReader, LogKey
from app.logs.chunks import decode
from app.logs.run_log import RunLog

_EVERYTHING = 1 << 62


@dataclass(frozen=True, slots=True)
class Source:
    """A log as it was at one moment. Reading it blocks; a running log may grow meanwhile.

    `memory` holds its newest chunks; what lies before them is the store's, if there is one.
    """

    key: LogKey
    store: ChunkReader | None
    memory: tuple[Chunk, ...] = field(default=(), repr=False)
    _stored_end: list[Chunk | None] = field(default_factory=list, init=False, repr=False)

    def chunks(self, from_byte: int = 0) -> Iterator[Chunk]:
        """In order, from the one that holds this byte or the first after it."""
        if self.store and from_byte < self.memory_from:
            yield from self.store.chunks(self.key, from_byte, self.memory_from)
        yield from (chunk for chunk in self.memory if chunk.end > from_byte)

    def before_line(self, line: int) -> int:
        """A byte to read on from so that the line is seen from its beginning."""
        for chunk in reversed(self.memory):
            if chunk.first_line < line:
                return chunk.first_byte
        return self.store.before_line(self.key, line) if self.store else 0

    @property
    def memory_from(self) -> int:
        return self.memory[0].first_byte if self.memory else _EVERYTHING

    def last_line(self) -> int:
        last = self._last()
        return last.last_line if last else 0

    def end(self) -> int:
        """The byte after the last one."""
        last = self._last()
        return last.end if last else 0

    def is_open(self) -> bool:
        """The last line has no newline (yet)."""
        last = self._last()
        return last is not None and not last.data.endswith(b"\n")

    def _last(self) -> Chunk | None:
        if self.memory:
            return self.memory[-1]
        if self.store is None:
            return None
        if not self._stored_end:
            self._stored_end.append(self.store.extent(self.key).last)
        return self._stored_end[0]


def inline_source(key: LogKey, blob: bytes) -> Source:
    chunk = decode(blob)
    return Source(key, None, (chunk,) if chunk else ())


def stored_source(key: LogKey, store: ChunkReader) -> Source:
    return Source(key, store)


def running_source(log: RunLog, store: ChunkReader) -> Source:
    return Source(log.key, store, log.chunks())
