"""Concurrent writes share one commit.

Everything submitted while a commit is under way waits for the next one. Items
of the same verb are given to it together, so a commit costs a handful of
statements however many callers ride on it.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine

from app.core.event import EventType, TaskEvent
from app.core.sqlite_driver import driver_of
from app.core.task import Task

A_contra = TypeVar("A_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)
A = TypeVar("A")
R = TypeVar("R")


# So many items in a commit are a crowd, and the next one waits for others to come; seconds
# from the begin of one commit to the next then.
_CROWD = 5
_CROWDED_PACE = 0.002


@dataclass(slots=True)
class Change:
    """A change to be journaled: `task` as it is now, `values` the members that differ.

    `lost_by` was assigned to the task until now.
    """

    type: EventType
    task_id: int
    task: Task | None
    values: dict[str, object]
    created_by: int
    assigned_to: int | None
    lost_by: int | None = None


@dataclass(slots=True)
class Transaction:
    """`settled` of the changes have been looked at for what follows from them."""

    connection: Connection
    changes: list[Change] = field(default_factory=list)
    settled: int = 0


class Verb(Protocol[A_contra, R_co]):
    """Does one thing to each of `items`, which concern different callers.

    Returns a result or an exception for each, in order. It may be called again
    with the same items when a commit has failed: it keeps no state of its own.
    """

    def __call__(
        self, tx: Transaction, items: Sequence[A_contra], /
    ) -> Sequence[R_co | Exception]: ...


@dataclass(slots=True)
class _Waiting:
    item: Any
    answer: "asyncio.Future[Any]"


_Batch = dict[Verb[Any, Any], list[_Waiting]]
_Outcomes = list[tuple[_Waiting, Any]]


class GroupCommit:
    def __init__(
        self,
        engine: Engine,
        *,
        journal: Callable[[Transaction], list[TaskEvent]],
        published: Callable[[list[TaskEvent]], None],
        is_full: Callable[[BaseException], bool],
        make_room: Callable[[], None],
    ) -> None:
        self._engine = engine
        self._journal = journal
        self._published = published
        self._is_full = is_full
        self._make_room = make_room
        self._waiting: _Batch = {}
        self._handover: _Batch | None = None
        self._may_start = threading.Semaphore(0)
        self._busy = False
        self._scheduled = False
        self._began = 0.0
        self._was_crowded = False
        self._stopping = False
        self._idle = asyncio.Event()
        self._idle.set()

    async def start(self) -> None:
        """Raises what keeps the database from being opened."""
        self._loop = asyncio.get_running_loop()
        connection = await asyncio.to_thread(self._engine.connect)
        self._thread = threading.Thread(
            target=self._work, args=(connection,), name="writer", daemon=True
        )
        self._thread.start()

    def submit(self, verb: Verb[A, R], item: A) -> "asyncio.Future[R]":
        answer: asyncio.Future[R] = self._loop.create_future()
        if self._stopping:
            answer.set_exception(RuntimeError("the database is closed"))
            return answer
        self._waiting.setdefault(verb, []).append(_Waiting(item, answer))
        if not self._busy and not self._scheduled:
            self._schedule()
        return answer

    async def stop(self) -> None:
        """Everything submitted is committed first."""
        while self._busy or self._waiting:
            self._idle.clear()
            await self._idle.wait()
        self._stopping = True
        self._may_start.release()
        await asyncio.to_thread(self._thread.join)

    def _schedule(self) -> None:
        """After this turn of the loop: what others submit in it rides along.

        When many write, a little later still: a commit costs the same for one as for
        fifty, and the time it takes is better spent on the rest of the work.
        """
        self._scheduled = True
        rest = self._began + _CROWDED_PACE - self._loop.time() if self._was_crowded else 0
        if rest > 0:
            self._loop.call_later(rest, self._hand_over)
        else:
            self._loop.call_soon(self._hand_over)

    def _hand_over(self) -> None:
        self._scheduled = False
        self._busy = True
        self._began = self._loop.time()
        self._was_crowded = sum(map(len, self._waiting.values())) >= _CROWD
        self._handover, self._waiting = self._waiting, {}
        self._may_start.release()

    def _settle(self, outcomes: _Outcomes, events: list[TaskEvent]) -> None:
        self._busy = False
        # The writers wake first, and before the many who listen: a reply is not to wait until
        # ten thousand streams are written.
        _answer(outcomes)
        try:
            self._published(events)
        finally:
            if self._waiting:
                self._schedule()
            else:
                self._idle.set()

    # On the writer's thread from here.

    def _work(self, connection: Connection) -> None:
        with connection:
            while True:
                self._may_start.acquire()
                batch, self._handover = self._handover, None
                if batch is None:
                    return
                try:
                    outcomes, events = self._commit(connection, batch)
                except Exception as error:
                    outcomes = [(waiting, error) for some in batch.values() for waiting in some]
                    events = []
                self._loop.call_soon_threadsafe(self._settle, outcomes, events)

    def _commit(self, connection: Connection, batch: _Batch) -> tuple[_Outcomes, list[TaskEvent]]:
        try:
            return self._transact(connection, batch)
        except Exception as error:
            if self._is_full(error):
                self._make_room()
            elif sum(map(len, batch.values())) == 1 or _is_locked(error):
                raise
        # One of them spoils it for all, or there is room now: each on its own.
        outcomes: _Outcomes = []
        events: list[TaskEvent] = []
        for verb, waiting in batch.items():
            for one in waiting:
                try:
                    outcome, event = self._transact(connection, {verb: [one]})
                except Exception as error:
                    outcome, event = [(one, error)], []
                outcomes += outcome
                events += event
        return outcomes, events

    def _transact(self, connection: Connection, batch: _Batch) -> tuple[_Outcomes, list[TaskEvent]]:
        # SQLAlchemy leaves transactions to us here: its own begin and commit cost as much as
        # the statements between them.
        driver = driver_of(connection)
        driver.execute("BEGIN IMMEDIATE")  # not a reader that may find it cannot write
        try:
            tx = Transaction(connection)
            outcomes: _Outcomes = []
            for verb, waiting in batch.items():
                results = verb(tx, [w.item for w in waiting])
                outcomes += zip(waiting, results, strict=True)
            events = self._journal(tx)
            driver.execute("COMMIT")
        except BaseException:
            if driver.in_transaction:  # SQLite may have ended it by itself
                driver.rollback()
            raise
        return outcomes, events


def _answer(outcomes: _Outcomes) -> None:
    for waiting, outcome in outcomes:
        if waiting.answer.done():
            continue  # its caller has gone away; what it asked for is done
        if isinstance(outcome, Exception):
            waiting.answer.set_exception(outcome)
        else:
            waiting.answer.set_result(outcome)


def _is_locked(error: BaseException) -> bool:
    """Another process held the file all the time one waits for it: each alone would wait again."""
    return isinstance(error, sqlite3.OperationalError) and (
        error.sqlite_errorcode == sqlite3.SQLITE_BUSY
    )
