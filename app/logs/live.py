"""Followers of a running log: one wake each, and steps made once for all of them."""

import asyncio
from typing import TYPE_CHECKING

from app.logs.batches import Move, Partial, move
from app.logs.lines import Cursor, advance, newest_text

if TYPE_CHECKING:
    from app.logs.run_log import RunLog

_SHARED_STEPS = 4


class Live:
    __slots__ = ("_log", "_moves", "_partial", "_partial_at", "_waiting")

    def __init__(self, log: "RunLog") -> None:
        self._log = log
        self._waiting: set[asyncio.Future[None]] = set()
        self._moves: dict[tuple[int, int, bool], Move] = {}
        self._partial: Partial | None = None
        self._partial_at = (-1, 0, False)

    def wake(self) -> None:
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def news(self, *, within: float | None = None) -> None:
        """Until something was written, the log closed, or that many seconds passed."""
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        self._waiting.add(future)
        timer = None if within is None else loop.call_later(within, _resolve, future)
        try:
            await future
        finally:
            self._waiting.discard(future)
            if timer is not None:
                timer.cancel()

    def move(self, cursor: Cursor, *, shared: bool) -> Move | None:
        """What memory holds after the cursor; None when that is nothing new."""
        if not shared:
            return self._move(cursor)
        place = _place(cursor)
        known = self._moves.get(place)
        if known is None:
            known = self._move(cursor)
            if known:
                self._remember(place, known)
        return known

    def _move(self, cursor: Cursor) -> Move | None:
        chunk = self._log.chunk_at(cursor.byte)
        return move(advance(cursor, chunk)) if chunk else None

    def _remember(self, place: tuple[int, int, bool], made: Move) -> None:
        self._moves[place] = made
        if len(self._moves) > _SHARED_STEPS:
            del self._moves[next(iter(self._moves))]

    def partial(self, cursor: Cursor) -> Partial | None:
        """The unfinished line at the cursor."""
        carry = cursor.carry
        if carry is None:
            return None
        if self._partial is None or self._partial_at != _place(cursor):
            text = newest_text(carry)
            self._partial = Partial(cursor.line, carry.t, carry.stream, text, carry.cut)
            self._partial_at = _place(cursor)
        return self._partial


def _place(cursor: Cursor) -> tuple[int, int, bool]:
    """Cursors that have seen their line from its beginning are equal when these are."""
    carry = cursor.carry
    return (cursor.byte, len(carry.head), carry.cut) if carry else (cursor.byte, -1, False)


def _resolve(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
