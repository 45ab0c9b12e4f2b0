"""Whether a reader may still read on in what a task writes, piece after piece."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from typing import TypeVar

from app.core.errors import NotFound, ShuttingDown, Unauthenticated
from app.core.event import EventType
from app.core.event_bus import EventBus, Subscription
from app.core.person import Person

_T = TypeVar("_T")

_GONE = frozenset({EventType.DELETED})


class Hold:
    """One reader's, of one task. Who does not see all tasks loses it when this one is taken
    from them, also while they wait for the next piece.
    """

    def __init__(self, bus: EventBus, task_id: int, *, by: Person, sees_all: bool) -> None:
        self._bus = bus
        self._task_id = task_id
        self._by = by
        self._sees_all = sees_all
        self._is_lost = False
        self._waiting: asyncio.Timeout | None = None

    async def over(self, pieces: AsyncGenerator[_T, None]) -> AsyncGenerator[_T, None]:
        """The pieces, as long as they may be read. The first one has to come after a look
        whether that is so: what happens from then on is heard here.

        Raises Unauthenticated, NotFound.
        """
        listening = self._listen()
        try:
            while True:
                self._check()
                try:
                    piece = await self._next(pieces)
                except StopAsyncIteration:
                    return
                self._check()
                yield piece
        finally:
            if listening is not None:
                listening.close()
            await pieces.aclose()

    def _listen(self) -> Subscription | None:
        if self._sees_all:
            return None
        try:
            return self._bus.subscribe(
                by=self._by,
                sees_all=False,
                task_id=self._task_id,
                types=_GONE,
                on_news=self._lose,
            )
        except ShuttingDown:  # nobody is taken anything from any more
            return None

    def _lose(self) -> None:
        if self._is_lost:
            return
        self._is_lost = True
        if self._waiting is not None:
            self._waiting.reschedule(asyncio.get_running_loop().time())

    def _check(self) -> None:
        if self._by.access.is_over:
            raise Unauthenticated
        if self._is_lost:
            raise NotFound("task", self._task_id)

    async def _next(self, pieces: AsyncIterator[_T]) -> _T:
        if self._sees_all:
            return await anext(pieces)
        try:
            async with asyncio.timeout(None) as self._waiting:
                return await anext(pieces)
        except TimeoutError:
            self._check()
            raise
        finally:
            self._waiting = None
