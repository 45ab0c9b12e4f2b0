"""The read end of a command's output stream: non-blocking, in large pieces, never by lines."""

import asyncio
import os
from collections.abc import Callable

from app.core.output import Sink, Stream

_PIECE = 65_536
# What a stranger who holds the write end may still write when the run is over.
_LAST_BYTES = 4 * 1024 * 1024


class OutputPipe:
    """Watched by the loop only when the command lives long enough to be worth it."""

    __slots__ = ("_fd", "_is_watched", "_loop", "_on_full", "_sink", "_stream")

    def __init__(
        self,
        fd: int,
        stream: Stream,
        sink: Sink,
        loop: asyncio.AbstractEventLoop,
        on_full: Callable[[], None],
    ) -> None:
        os.set_blocking(fd, False)
        self._fd = fd
        self._stream = stream
        self._sink = sink
        self._loop = loop
        self._on_full = on_full
        self._is_watched = False

    def watch(self) -> None:
        if self._fd >= 0 and not self._is_watched:
            self._is_watched = True
            self._loop.add_reader(self._fd, self._read)

    def unwatch(self) -> None:
        if self._is_watched:
            self._is_watched = False
            self._loop.remove_reader(self._fd)

    def close(self) -> None:
        if self._fd >= 0:
            # In this order: the loop must never watch a number that means another file.
            self.unwatch()
            os.close(self._fd)
            self._fd = -1

    def drain(self) -> None:
        """Take what is left, to the end of file or of patience, and close."""
        taken = 0
        while self._fd >= 0 and taken < _LAST_BYTES:
            data = self._take()
            if data is None:
                break
            if data:
                taken += len(data)
                self._sink.write(self._stream, data)
        self.close()

    def _read(self) -> None:
        data = self._take()
        if data and not self._sink.write(self._stream, data):
            self._on_full()

    def _take(self) -> bytes | None:
        """None when there is nothing now; at the end of file the pipe closes itself."""
        try:
            data = os.read(self._fd, _PIECE)
        except BlockingIOError:
            return None
        if not data:
            self.close()
        return data
