"""Services that keep everything in a dict: what the web layer is tested against."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import Any, cast

from app.api.task_out import TaskWriter
from app.core.comment import Comment, CommentPage
from app.core.errors import IdempotencyKeyReused, NotFound, PreconditionFailed, TaskActive
from app.core.event import PastEvent
from app.core.event_bus import EventBus, Subscription
from app.core.lifecycle import FINAL, Kind, Status
from app.core.output import Stream
from app.core.people import People
from app.core.person import Person
from app.core.places import Places
from app.core.query import TaskPage, TaskQuery
from app.core.settings_shown import ShownSetting
from app.core.statistics import Span, Stats, StatsQuery, Tally
from app.core.task import NewTask, Task
from app.logs.scan import Match
from app.logs.search import SearchResult
from app.services.house import Services
from tests.api.facts import A_SECRET, A_SETTING, ADMIN, AT, a_task, task_from
from tests.api.fake_people import FakeDoorkeeper, FakePeople

_STEPS = {
    "assign": Status.PENDING,
    "unassign": Status.UNASSIGNED,
    "take": Status.PENDING,
    "start": Status.IN_PROGRESS,
    "complete": Status.COMPLETED,
    "reopen": Status.PENDING,
}


class FakeHouse:
    """`fails` makes any call of that name raise; `asked` records what came through."""

    def __init__(self) -> None:
        self.tasks: dict[int, Task] = {}
        self.keys: dict[str, tuple[bytes, bytes]] = {}
        self.fails: dict[str, Exception] = {}
        self.asked: list[tuple[str, Any]] = []
        self.people = People()
        self.people.learn([(ADMIN.id, ADMIN.name)])
        self.writer = TaskWriter(self.people)
        self.bus = EventBus(self.writer.event)
        self.doorkeeper = FakeDoorkeeper()
        self.accounts = FakePeople(self._note)
        self.callers: list[tuple[str, Person]] = []
        self.places = Places(5)
        self.log: list[Any] = []
        self.events: list[PastEvent] = []
        self.page_of_lines = 1000
        self.text = "hello\n"
        self.shown = [A_SETTING, A_SECRET]
        self.health = SimpleNamespace(closing=False, ready=self.ready, metrics=self.metrics)

    def services(self) -> Services:
        me = cast("Any", self)
        text = SimpleNamespace(
            text=self.log_text,
            lines=self.log_lines,
            raw=self.raw,
            search=self.search,
            follow=self.follow,
        )
        accounts = cast("Any", self.accounts)
        together = SimpleNamespace(
            submit=me,
            browse=me,
            wait=me,
            cancel=me,
            edit=SimpleNamespace(patch=self.patch, delete=self.delete),
            bulk=me,
            work=SimpleNamespace(**{name: partial(self.step, name) for name in _STEPS}),
            comments=SimpleNamespace(add=self.comment, page=self.comments),
            stats=SimpleNamespace(read=self.statistics),
            output=text,
            events=me,
            health=self.health,
            places=self.places,
            doorkeeper=self.doorkeeper,
            sign_in=accounts,
            register=accounts,
            sessions=SimpleNamespace(mine=accounts.sessions, end=accounts.end_session),
            users=accounts,
            tokens=SimpleNamespace(
                mine=accounts.tokens, create=accounts.create_token, revoke=accounts.revoke_token
            ),
            invites=SimpleNamespace(
                open=accounts.invites, create=accounts.create_invite, revoke=accounts.revoke_invite
            ),
            audit=SimpleNamespace(
                page=accounts.audit_page, export=accounts.audit_export, verify=accounts.audit_verify
            ),
            settings=SimpleNamespace(read=self.settings),
            keys=SimpleNamespace(rotate=accounts.rotate_key),
        )
        return cast("Services", together)

    def put(self, ident: int = 1042, **members: Any) -> Task:
        self.tasks[ident] = a_task(ident, **members)
        return self.tasks[ident]

    def last_asked(self, name: str) -> Any:
        return next(what for called, what in reversed(self.asked) if called == name)

    def _note(self, name: str, what: object, by: Person | None = None) -> None:
        self.asked.append((name, what))
        if by is not None:
            self.callers.append((name, by))
        if name in self.fails:
            raise self.fails[name]

    # submit

    async def create(
        self, new: NewTask, *, by: Person, key: str | None = None, body: bytes = b""
    ) -> Any:
        self._note("create", new, by)
        if key is not None and key in self.keys:
            first_body, reply = self.keys[key]
            if first_body != body:
                raise IdempotencyKeyReused
            return SimpleNamespace(task=None, first_reply=reply)
        task = self._keep(new)
        if key is not None:
            self.keys[key] = (body, self.writer.whole(task))
        return SimpleNamespace(task=task, first_reply=None)

    async def create_many(self, new: list[NewTask], *, by: Person) -> list[Task]:
        self._note("create_many", new, by)
        return [self._keep(one) for one in new]

    async def rerun(self, task_id: int, overrides: Mapping[str, Any], *, by: Person) -> Task:
        self._note("rerun", overrides, by)
        task = replace(await self.get(task_id, by=by), id=len(self.tasks) + 1, **_given(overrides))
        self.tasks[task.id] = task
        return task

    def _keep(self, new: NewTask) -> Task:
        task = task_from(new, len(self.tasks) + 1)
        self.tasks[task.id] = task
        return task

    # browse, wait

    async def get(self, task_id: int, *, by: Person) -> Task:
        self._note("get", task_id, by)
        if task_id not in self.tasks:
            raise NotFound("task", task_id)
        return self.tasks[task_id]

    async def page(self, query: TaskQuery, *, by: Person) -> TaskPage:
        self._note("page", query, by)
        return TaskPage(list(self.tasks.values())[: query.limit], None)

    async def counts(self, query: TaskQuery, *, by: Person) -> dict[str, int]:
        return {"queued": len(self.tasks)}

    async def until_final(self, task_id: int, *, seconds: float, by: Person) -> Task:
        self._note("until_final", seconds, by)
        task = replace(
            await self.get(task_id, by=by), status=Status.COMPLETED, exit_code=0, version=2
        )
        self.tasks[task_id] = task
        return task

    # verbs

    async def cancel(self, task_id: int, *, by: Person, **how: Any) -> Task:
        self._note("cancel", how, by)
        task = await self.get(task_id, by=by)
        status = Status.CANCELLING if task.status is Status.RUNNING else Status.CANCELLED
        return replace(task, status=status)

    async def patch(
        self, task_id: int, changes: Mapping[str, Any], *, by: Person, if_version: int | None = None
    ) -> Task:
        self._note("patch", changes, by)
        task = await self.get(task_id, by=by)
        if if_version not in (None, task.version):
            raise PreconditionFailed(f"the task has version {task.version}")
        self.tasks[task_id] = replace(task, **changes, version=task.version + 1)
        return self.tasks[task_id]

    async def delete(self, task_id: int, *, by: Person, force: bool = False) -> None:
        task = await self.get(task_id, by=by)
        if task.status not in FINAL and not force:
            raise TaskActive(f"task {task_id} is {task.status.value}")
        del self.tasks[task_id]

    async def apply(
        self,
        action: str,
        *,
        by: Person,
        ids: list[int] | None = None,
        query: TaskQuery | None = None,
        user_id: int | None = None,
    ) -> list[Any]:
        self._note("apply", (action, ids, query, user_id), by)
        return [
            SimpleNamespace(
                id=ident, ok=True, status="cancelled", new_id=None, code=None, detail=None
            )
            if ident in self.tasks
            else SimpleNamespace(
                id=ident, ok=False, status=None, new_id=None, code="not-found", detail="no"
            )
            for ident in ids or self.tasks
        ]

    # people's tasks

    async def step(self, name: str, task_id: int, *what: Any, by: Person) -> Task:
        self._note(name, what, by)
        return replace(await self.get(task_id, by=by), kind=Kind.PERSON, status=_STEPS[name])

    async def comment(self, task_id: int, text: str, *, by: Person) -> Comment:
        self._note("comment", text, by)
        await self.get(task_id, by=by)
        return Comment(9, task_id, by.id, AT, text)

    async def comments(
        self, task_id: int, *, by: Person, after: str | None, limit: int
    ) -> CommentPage:
        self._note("comments", (after, limit), by)
        return CommentPage([await self.comment(task_id, "Nearly done.", by=by)], None)

    async def statistics(self, *, by: Person, **which: Any) -> Stats:
        self._note("stats", which, by)
        query = StatsQuery(start=0, end=Span.DAY, span=Span.DAY)
        tally = Tally(created=2, completed=1, waits=1, durations=1)
        counts = dict.fromkeys(Status, 0)
        return Stats(query, counts, [(0, tally)], [("backup", tally)], complete=True)

    # output

    async def log_text(self, task_id: int, *, by: Person, **which: Any) -> Any:
        self._note("text", which, by)
        await self.get(task_id, by=by)
        return SimpleNamespace(
            text=self.text,
            first_line=1,
            lines=1,
            bytes=len(self.text),
            truncated=False,
            dropped_bytes=0,
            finished=True,
            next_line=2,
        )

    async def log_lines(self, task_id: int, *, by: Person, **which: Any) -> Any:
        self._note("lines", which, by)
        await self.get(task_id, by=by)
        every = [line for batch in self.log for line in batch.lines]
        newest = every[-1].n if every else 0
        first, last = which.get("from_line") or 1, which.get("to_line") or newest
        lines = [line for line in every if first <= line.n <= last][: self.page_of_lines]
        return SimpleNamespace(
            lines=lines,
            next_line=lines[-1].n + 1 if lines else first,
            summary=SimpleNamespace(lines=newest),
        )

    async def raw(self, task_id: int, *, by: Person) -> AsyncIterator[bytes]:
        await self.get(task_id, by=by)

        async def pieces() -> AsyncIterator[bytes]:
            yield self.text.encode()

        return pieces()

    async def search(self, task_id: int, *, by: Person, **what: Any) -> Any:
        self._note("search", what, by)
        await self.get(task_id, by=by)
        match = Match(1, AT, Stream.OUT, "hello", 0, 5)
        return SearchResult(4, 9, [match], count=3, complete=False, next_line=1, marks={1: 3})

    async def follow(self, task_id: int, *, by: Person, from_line: int = 1) -> AsyncIterator[Any]:
        self._note("follow", from_line, by)
        for event in self.log:
            yield event

    # events

    async def subscribe(
        self, *, by: Person, after: int | None = None, task_id: int | None = None, types: Any = None
    ) -> Any:
        self._note("subscribe", (after, task_id, types), by)
        subscription = self.bus.subscribe(by=by, sees_all=True, task_id=task_id, types=types)
        return FakeFeed(subscription, cursor=88, reset=after is not None and after < 10)

    async def past(self, task_id: int, *, by: Person) -> list[PastEvent]:
        self._note("past", task_id, by)
        await self.get(task_id, by=by)
        return self.events

    # health

    async def ready(self) -> dict[str, bool]:
        return {"database": True, "executor": "executor" not in self.fails}

    def settings(self, *, by: Person) -> list[ShownSetting]:
        self._note("settings", None, by)
        return list(self.shown)

    async def metrics(self, *, by: Person) -> dict[str, float]:
        self._note("metrics", None, by)
        return {"tasks_queued": 3.0, "slots": 8.0}


class FakeFeed:
    def __init__(self, subscription: Subscription, *, cursor: int, reset: bool) -> None:
        self.cursor = cursor
        self.reset = reset
        self.close = subscription.close
        self.next = subscription.next


async def until(true: Callable[[], bool], *, within: float = 5.0) -> None:
    give_up_at = time.monotonic() + within
    while not true():
        assert time.monotonic() < give_up_at, "it never became true"
        await asyncio.sleep(0.005)


def _given(overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Null asks for the server's own value: here, what the task had."""
    return {name: value for name, value in overrides.items() if (name, value) != ("grace_ms", None)}
