"""The log of a running attempt: counts what comes, keeps the newest, hands on the rest.

Everything here happens on the event loop, for each read of a pipe: nothing is
done per line, and a command that says nothing costs a few hundred bytes.
"""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from app.core.clock import Millis, now
from app.core.output import Chunk, Delivery, LogKey, Stream
from app.core.task import LogSummary, Progress
from app.logs.chunks import MERGE_WITHIN, Frame, encode, frames_of, seal
from app.logs.live import Live
from app.logs.progress import HINT, WINDOW, ProgressReader
from app.logs.terminal import last_shown_line

if TYPE_CHECKING:
    from app.logs.book import LogBook

INLINE_LIMIT = 8 * 1024
CHUNK_SIZE = 128 * 1024
_FRAMES_PER_CHUNK = 512
_MERGE_BELOW = 4 * 1024
# What is kept in memory of a followed log although it is stored.
_KEEP_FOLLOWED = 512 * 1024
_KEEP_FOR_LAST_LINE = 2 * 1024
_LAST_LINE = 500
_LITTLE = 4 * 1024
# A flood is listened to for progress this often only.
_FLOOD_READ = 32 * 1024
_FLOOD_LISTEN: Millis = 50


class Finished(NamedTuple):
    """`inline` is the whole log, to be stored with the task; None: its chunks are stored."""

    inline: bytes | None
    summary: LogSummary
    progress: Progress | None


class RunLog:
    """A Sink. LogBook.open makes them; LogBook.close ends them."""

    __slots__ = (
        "_book",
        "_dropped",
        "_heard_at",
        "_last",
        "_lost",
        "_open",
        "_over",
        "_pending",
        "_pending_continues",
        "_pending_line",
        "_pending_size",
        "_progress",
        "_sent",
        "_settled",
        "_stream",
        "_time",
        "bytes",
        "closed",
        "head",
        "key",
        "lines",
        "live",
        "on_room",
        "tail",
        "tail_size",
    )

    def __init__(self, key: LogKey, book: "LogBook", on_room: Callable[[], None]) -> None:
        self.key = key
        self.on_room = on_room
        self.bytes = 0
        self.lines = 0
        self.closed = False
        self.live: Live | None = None
        self.head: list[Chunk] = []
        self.tail: list[Chunk] = []
        self.tail_size = 0
        self._book = book
        self._open = False
        self._over = False
        self._stream: Stream | None = None
        self._time: Millis = 0
        self._pending: list[Frame] = []
        self._pending_size = 0
        self._pending_line = 0
        self._pending_continues = False
        self._sent = 0
        self._settled = 0
        self._lost = 0
        self._dropped: int | None = None
        self._last = b""
        self._progress: ProgressReader | None = None
        self._heard_at: Millis = 0

    # Taking bytes

    def write(self, stream: Stream, data: bytes) -> bool:
        if not data:
            return True
        if self._over:
            self._take_over_cap(stream, data)
        elif self.bytes + len(data) > self._book.cap.head:
            self._cross_cap(stream, data)
        else:
            self._take(stream, data)
        self._listen(data)
        if self.live:
            self.live.wake()
        return self._over or self._book.has_room_for(self)

    def _cross_cap(self, stream: Stream, data: bytes) -> None:
        room = self._book.cap.head - self.bytes
        if room:
            self._take(stream, data[:room])
        self.seal()
        self._over = True
        self._book.went_over(self)
        self._take_over_cap(stream, data[room:])

    def _take_over_cap(self, stream: Stream, data: bytes) -> None:
        piece = self._book.cap.piece
        for start in range(0, len(data), piece):
            self._take(stream, data[start : start + piece] if len(data) > piece else data)

    def _take(self, stream: Stream, data: bytes) -> None:
        size = len(data)
        at = self._time = max(now(), self._time)
        begins = not self._open or stream is not self._stream
        first_line = self.lines + begins
        self._open = data[-1] != 0x0A
        self._stream = stream
        self.lines = first_line + data.count(b"\n") - (not self._open)
        if not self._pending:
            self._pending_line, self._pending_continues = first_line, not begins
        self._add(Frame(at, stream, data))
        self.bytes += size
        self._pending_size += size
        if not self._over:
            self._book.backlog += size
        if self._pending_size >= self._limit or len(self._pending) >= _FRAMES_PER_CHUNK:
            self.seal()

    @property
    def _limit(self) -> int:
        return self._book.cap.piece if self._over else self._book.cap.chunk

    def _add(self, frame: Frame) -> None:
        if not self._pending:
            self._pending.append(frame)
            self._book.began(self)
            return
        last = self._pending[-1]
        if (
            last.stream is frame.stream
            and frame.time - last.time <= MERGE_WITHIN
            and len(last.data) + len(frame.data) <= _MERGE_BELOW
        ):
            self._pending[-1] = last._replace(data=last.data + frame.data)
        else:
            self._pending.append(frame)

    def _listen(self, data: bytes) -> None:
        if len(data) >= _FLOOD_READ and self._time - self._heard_at < _FLOOD_LISTEN:
            return
        self._heard_at = self._time
        window = data[-WINDOW:]
        if self._progress is None:
            if not HINT.search(window):
                return
            self._progress = ProgressReader()
        self._progress.feed(window)

    # Handing on

    def seal(self) -> None:
        """Make a chunk of what is pending."""
        if not self._pending:
            return
        chunk = self._pending_chunk()
        self._pending = []
        self._pending_size = 0
        if self._over:
            self._keep_in_tail(chunk)
        else:
            self.head.append(chunk)
            self._book.is_ready(self)

    def _pending_chunk(self) -> Chunk:
        return seal(
            self._pending,
            first_byte=self.bytes - self._pending_size,
            first_line=self._pending_line,
            lines=self.lines - self._pending_line + 1,
            continues=self._pending_continues,
        )

    def _keep_in_tail(self, chunk: Chunk) -> None:
        self.tail.append(chunk)
        self.tail_size += len(chunk.data)
        while self.tail_size > self._book.cap.tail:
            self.tail_size -= len(self.tail.pop(0).data)

    def outgoing(self, limit: int) -> Delivery | None:
        """What the store has not got yet, about `limit` bytes of it at once.

        In over-cap mode it replaces the tail stored before.
        """
        chunks: list[Chunk] = []
        for chunk in chain(self.head, self.tail):
            if chunk.first_byte >= self._sent and limit > 0:
                chunks.append(chunk)
                limit -= len(chunk.data)
        if not chunks:
            return None
        self._sent = chunks[-1].end
        replaces = (self._book.cap.head, self.tail[0].first_byte) if self.tail else None
        return Delivery(self.key, tuple(chunks), replaces)

    @property
    def has_more(self) -> bool:
        """There are chunks the store was not yet given."""
        last = self.tail or self.head
        return bool(last) and last[-1].end > self._sent

    def settled(self, delivery: Delivery, *, stored: bool) -> None:
        """The store took a delivery, or could not."""
        head = self._book.cap.head
        size = sum(len(c.data) for c in delivery.chunks if c.first_byte < head)
        self._book.backlog -= size
        self._settled = delivery.chunks[-1].end
        if not stored:
            self._lost += size
            tail = next((c for c in delivery.chunks if c.first_byte >= head), None)
            if tail:  # what of it is still the newest goes with the next
                self._sent = self._settled = tail.first_byte
        self._trim(0 if not stored else _KEEP_FOLLOWED if self.live else 0)

    def _trim(self, keep: int) -> None:
        """Let go of what is settled, but for the newest `keep` bytes."""
        kept = sum(len(chunk.data) for chunk in self.head)
        while self.head and self.head[0].end <= self._settled and kept > keep:
            chunk = self.head.pop(0)
            kept -= len(chunk.data)
            self._last = _newest([chunk], _KEEP_FOR_LAST_LINE)

    @property
    def is_slow(self) -> bool:
        """So little is waiting, after the first, that storing it can wait a little longer."""
        return self._sent > 0 and self._pending_size < _LITTLE

    @property
    def is_settled(self) -> bool:
        return not self._pending and self._settled >= self._sent == self.bytes

    # Ending

    def finish_now(self) -> Finished | None:
        """The end of a short log that never needed the store; None: await `finish`."""
        if self._sent or self._over or self.head or self.bytes > INLINE_LIMIT:
            return None
        chunk = self._pending_chunk() if self._pending else None
        if chunk:
            self.head = [chunk]
        self._pending, self._pending_size = [], 0
        self._sent = self._settled = self.bytes
        self._book.backlog -= self.bytes
        self._book.ended_inline(self)
        return Finished(encode(chunk), self.summary(), self.progress())

    async def finish(self) -> Finished:
        """Once, after the last write. Readers still come here until LogBook.close."""
        short = self.finish_now()
        if short:
            return short
        self.seal()
        self._dropped = await self._book.settle(self)
        self._listen(_newest(self.chunks(), WINDOW))
        return Finished(None, self.summary(), self.progress())

    # What is known of it

    @property
    def dropped_bytes(self) -> int:
        if self._dropped is not None:
            return self._dropped
        if not self._over:
            return self._lost
        beyond = self.bytes - self._book.cap.head
        return self._lost + beyond - self.tail_size - self._pending_size

    @property
    def has_lost(self) -> bool:
        return self._over or self._lost > 0

    def summary(self) -> LogSummary:
        newest = _newest(self.chunks(), WINDOW) or self._last
        return LogSummary(self.lines, self.bytes, self.dropped_bytes, _last_line(newest))

    def progress(self) -> Progress | None:
        return self._progress.current if self._progress else None

    # Reading what is in memory

    def chunks(self) -> tuple[Chunk, ...]:
        """All that is in memory, as chunks. The rest, before these, is in the store."""
        pending = (self._pending_chunk(),) if self._pending else ()
        return (*self.head, *self.tail, *pending)

    @property
    def memory_from(self) -> int:
        """The first byte still in memory; `bytes` when there is none."""
        first = next(chain(self.head, self.tail), None)
        return first.first_byte if first else self.bytes - self._pending_size

    def chunk_at(self, byte: int) -> Chunk | None:
        """The chunk in memory that holds this byte, or the first after it."""
        for chunk in chain(self.head, self.tail):
            if chunk.end > byte:
                return chunk
        if byte >= self.bytes:
            return None
        if byte <= self.bytes - self._pending_size:
            return self._pending_chunk()
        return self._pending_from(byte)

    def _pending_from(self, byte: int) -> Chunk:
        """The newest part only, so that following a slow talker costs what is new."""
        frames: list[Frame] = []
        place = self.bytes
        for frame in reversed(self._pending):
            place -= len(frame.data)
            if place >= byte:
                frames.append(frame)
            else:
                frames.append(frame._replace(data=frame.data[byte - place :]))
            if place <= byte:
                break
        lines, line = self.lines - self._pending_line + 1, self._pending_line
        return seal(reversed(frames), first_byte=byte, first_line=line, lines=lines, continues=True)

    def follow(self) -> Live:
        if self.live is None:
            self.live = Live(self)
        return self.live


def last_line_of(chunk: Chunk) -> str | None:
    return _last_line(_newest([chunk], WINDOW))


def _last_line(newest: bytes) -> str | None:
    return last_shown_line(newest.decode("utf-8", "replace"), limit=_LAST_LINE)


def _newest(chunks: tuple[Chunk, ...] | list[Chunk], size: int) -> bytes:
    """The last bytes of a log, with a line break where the stream switches."""
    return b"".join(_backwards(chunks, size))[-size:]


def _backwards(chunks: tuple[Chunk, ...] | list[Chunk], size: int) -> Iterator[bytes]:
    parts: list[bytes] = []
    for chunk in reversed(chunks):
        before = None
        run: list[bytes] = []
        for _, stream, data in frames_of(chunk, max(chunk.first_byte, chunk.end - size)):
            if before not in (None, stream) and not run[-1].endswith(b"\n"):
                run.append(b"\n")
            run.append(data)
            before = stream
        parts[:0] = run
        size -= len(chunk.data)
        if size <= 0:
            break
    yield from parts
