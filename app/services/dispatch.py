"""Fills free slots from the queue, and records how each run ended."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from app.core.clock import now
from app.core.database import Database
from app.core.event import EventType, TaskEvent
from app.core.lifecycle import Reason, Status
from app.core.output import LogKey
from app.core.task import Task, Usage
from app.executor.command import Command
from app.executor.ending import Ending
from app.executor.executor import Executor
from app.executor.run import Run
from app.logs.book import LogBook
from app.logs.run_log import Finished, RunLog
from app.services.outcome import Verdict, verdict
from app.store.finish import FinishTasks, Outcome
from app.store.moves import Claim, ClaimTasks

_log = logging.getLogger(__name__)

# How long to wait before an ending that could not be recorded is tried again.
_RETRY_SECONDS = 1.0
# How long the end of the server waits for endings that cannot be recorded: the next start
# says of those that they were interrupted.
_LAST_RECORDS = timedelta(seconds=3)


@dataclass(slots=True)
class Running:
    """A task with a live run. `stop` is what it is stopped for, `stop_text` says it to people."""

    task: Task
    log: RunLog
    started: float = field(default_factory=time.monotonic)
    run: Run | None = None
    stop: Reason | None = None
    stop_text: str | None = None
    usage: Usage | None = None

    @property
    def key(self) -> LogKey:
        return LogKey(self.task.id, self.task.attempt)

    def resume(self) -> None:
        if self.run is not None:
            self.run.resume()


class Dispatch:
    """`to_command` says how a task is run."""

    def __init__(
        self,
        database: Database,
        executor: Executor,
        book: LogBook,
        *,
        slots: int,
        claim: ClaimTasks,
        finish: FinishTasks,
        to_command: Callable[[Task], Command],
    ) -> None:
        self._db = database
        self._executor = executor
        self._book = book
        self.slots = slots
        self._claim_tasks = claim
        self._finish = finish
        self._to_command = to_command
        self._running: dict[int, Running] = {}
        # For those that are being claimed.
        self._stops: dict[int, tuple[timedelta, Task]] = {}
        self._unrecorded: set[asyncio.Task[None]] = set()
        self._recording = 0
        self._may_find_more = True
        self._is_claiming = False
        self._closing = False
        # What a run may take to end once the server has no more time for it.
        self._last_grace: timedelta | None = None
        self._wanted = asyncio.Event()
        self._quiet = asyncio.Event()

    @property
    def running(self) -> Iterable[Running]:
        return self._running.values()

    def find(self, task_id: int) -> Running | None:
        return self._running.get(task_id)

    @property
    def free(self) -> int:
        return self.slots - len(self._running)

    def heard(self, events: Iterable[TaskEvent]) -> None:
        """What is known of running tasks follows their changes: a new name, a wish to cancel.
        Those that waited for others, and do no more, are to be found."""
        for event in events:
            if _has_joined_the_queue(event):
                self.wake()
            running = self._running.get(event.task_id)
            if running and event.task and event.task.attempt == running.task.attempt:
                running.task = event.task

    # The queue

    def wake(self) -> None:
        """Something may be waiting in the queue."""
        self._may_find_more = True
        self._wanted.set()

    async def run(self) -> None:
        """Until closed."""
        while not self._closing:
            self._wanted.clear()
            await self._fill()
            await self._wanted.wait()

    async def _fill(self) -> None:
        while self._may_find_more and self.free > 0 and not self._closing:
            asked, self._may_find_more = self.free, False
            self._is_claiming = True
            claimed = await self._claim(asked)
            if len(claimed) == asked:
                self._may_find_more = True
            for task in claimed:
                self._start(task)
            self._stops.clear()
            self._is_claiming = False
            self._quiet.set()

    async def _claim(self, slots: int) -> list[Task]:
        try:
            return await self._db.write(self._claim_tasks, Claim(slots))
        except Exception:
            _log.exception("claim failed")
            asyncio.get_running_loop().call_later(_RETRY_SECONDS, self.wake)
            return []

    def _start(self, task: Task) -> None:
        running: Running
        log = self._book.open(LogKey(task.id, task.attempt), on_room=lambda: running.resume())
        running = Running(task, log)
        self._running[task.id] = running
        running.run = self._executor.start(
            self._to_command(task),
            sink=log,
            on_end=partial(self._ended, running),
        )
        stop = self._stops.pop(task.id, None)
        if stop is not None:
            self._stop(running, *stop)
        self._shut_down(running)  # it was claimed as the signal came

    # Stopping

    def stop(self, task: Task, *, grace: timedelta) -> None:
        """Stop the run of a task that is `cancelling`, also one that is about to start."""
        running = self._running.get(task.id)
        if running is not None:
            self._stop(running, grace, task)
        elif self._is_claiming:
            self._stops[task.id] = (grace, task)

    def _stop(self, running: Running, grace: timedelta, task: Task) -> None:
        running.stop = task.reason
        running.stop_text = task.reason_text
        assert running.run is not None
        running.run.stop(grace=grace)

    async def close(self, *, drain: timedelta, grace: timedelta) -> None:
        """Start nothing more, let runs end for `drain`, stop the rest, record every end."""
        self._closing = True
        self._wanted.set()
        await self._until_ended(drain if self._last_grace is None else timedelta(0))
        self._end_all_within(grace)
        await self._until_ended(None)
        if not await self._until(lambda: self._recording == 0, _LAST_RECORDS):
            _log.error("endings not recorded", extra={"count": self._recording})

    def hurry(self) -> None:
        """What still runs is killed now."""
        self._end_all_within(timedelta(0))

    def _end_all_within(self, grace: timedelta) -> None:
        self._last_grace = grace if self._last_grace is None else min(grace, self._last_grace)
        for running in list(self._running.values()):
            self._shut_down(running)

    def _shut_down(self, running: Running) -> None:
        if running.run is not None and self._last_grace is not None:
            own = timedelta(milliseconds=running.task.grace_ms)
            running.run.stop(grace=min(own, self._last_grace))

    async def _until_ended(self, limit: timedelta | None) -> None:
        await self._until(lambda: not self._running and not self._is_claiming, limit)

    async def _until(self, true: Callable[[], bool], limit: timedelta | None) -> bool:
        try:
            async with asyncio.timeout(None if limit is None else limit.total_seconds()):
                while not true():
                    self._quiet.clear()
                    await self._quiet.wait()
        except TimeoutError:
            return False
        return True

    # Endings

    def _ended(self, running: Running, ending: Ending) -> None:
        self._running.pop(running.task.id, None)
        self._recording += 1
        self._wanted.set()
        self._quiet.set()
        finished = running.log.finish_now()
        if finished is not None:
            self._record(running, ending, finished)
            return
        storing = asyncio.create_task(self._store_then_record(running, ending))
        self._unrecorded.add(storing)
        storing.add_done_callback(self._unrecorded.discard)

    async def _store_then_record(self, running: Running, ending: Ending) -> None:
        try:
            finished = await running.log.finish()
        except Exception:
            _log.exception("output not stored", extra={"task_id": running.task.id})
            finished = Finished(None, running.log.summary(), running.log.progress())
        self._record(running, ending, finished)

    def _record(self, running: Running, ending: Ending, finished: Finished) -> None:
        found = verdict(ending, running.task, stop=running.stop, why=running.stop_text)
        outcome = _outcome(running, found, finished)
        self._submit(outcome)

    def _submit(self, outcome: Outcome) -> None:
        self._db.write_soon(self._finish, outcome).add_done_callback(
            partial(self._recorded, outcome)
        )

    def _recorded(self, outcome: Outcome, answer: "asyncio.Future[Task | None]") -> None:
        if not answer.cancelled() and (error := answer.exception()) is not None:
            # An ending is never given up: the row would say `running` for ever.
            _log.error("ending not recorded", exc_info=error, extra={"task_id": outcome.task_id})
            asyncio.get_running_loop().call_later(_RETRY_SECONDS, self._submit, outcome)
            return
        self._book.close(LogKey(outcome.task_id, outcome.attempt))
        self._recording -= 1
        self._quiet.set()
        if outcome.status is Status.QUEUED:
            self.wake()


def _has_joined_the_queue(event: TaskEvent) -> bool:
    """Not as a new task: of those the queue is told before they are written."""
    task = event.task
    return (
        event.type is EventType.UPDATED
        and task is not None
        and task.status is Status.QUEUED
        and "status" in event.changed
    )


def _outcome(running: Running, found: Verdict, finished: Finished) -> Outcome:
    return Outcome(
        task_id=running.task.id,
        attempt=running.task.attempt,
        status=found.status,
        reason=found.reason,
        reason_text=found.text,
        finished_at=now(),
        exit_code=found.exit_code,
        signal=found.signal,
        duration_ms=round((time.monotonic() - running.started) * 1000),
        usage=found.usage,
        log=finished.summary,
        progress=finished.progress,
        inline=finished.inline,
    )
