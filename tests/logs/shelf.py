"""A chunk store in memory that can be full."""

from collections.abc import Iterator, Sequence

from app.core.errors import StorageFull
from app.core.output import Chunk, Delivery, Extent, LogKey


class Shelf:
    def __init__(self) -> None:
        self.kept: dict[LogKey, list[Chunk]] = {}
        self.is_full = False
        self.writes = 0
        self.written_bytes = 0

    def write(self, deliveries: Sequence[Delivery]) -> None:
        if self.is_full:
            raise StorageFull("full")
        self.writes += 1
        for delivery in deliveries:
            self.written_bytes += delivery.size
            chunks = self.kept.setdefault(delivery.key, [])
            if delivery.replaces:
                start, stop = delivery.replaces
                chunks[:] = [c for c in chunks if not start <= c.first_byte < stop]
            assert not {c.first_byte for c in chunks} & {c.first_byte for c in delivery.chunks}
            chunks += delivery.chunks
            chunks.sort(key=lambda chunk: chunk.first_byte)

    def extent(self, key: LogKey) -> Extent:
        chunks = self.kept.get(key, [])
        if not chunks:
            return Extent()
        return Extent(sum(len(c.data) for c in chunks), chunks[-1].end, chunks[-1])

    def forget(self, keys: Sequence[LogKey]) -> bool:
        for key in keys:
            self.kept.pop(key, None)
        return False

    def stored_bytes(self) -> int:
        return sum(len(chunk.data) for chunks in self.kept.values() for chunk in chunks)

    def oldest_tasks(self, limit: int) -> list[int]:
        return sorted({key.task_id for key in self.kept})[:limit]

    def chunks(self, key: LogKey, from_byte: int, to_byte: int) -> Iterator[Chunk]:
        for chunk in list(self.kept.get(key, [])):
            if chunk.end > from_byte and chunk.first_byte < to_byte:
                yield chunk

    def before_line(self, key: LogKey, line: int) -> int:
        before = [c.first_byte for c in self.kept.get(key, []) if c.first_line < line]
        return max(before, default=0)
