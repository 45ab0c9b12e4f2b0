"""All task services on a real database, and people of every role who use them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Connection, select

from app.core.database import Database
from app.core.event import TaskEvent
from app.core.event_bus import EventBus
from app.core.person import LOCAL_ID, Access, Person, Role, Way
from app.core.task import Task
from app.models.people import audit
from app.services.browse import Browse
from app.services.bulk import Bulk
from app.services.cancel import Cancel
from app.services.edit import EditTasks
from app.services.events import Events
from app.services.output import Output
from app.services.submit import Submit
from app.services.touch import Touch
from app.services.wait import Wait
from app.services.work import Work
from app.store.create import CreateTasks
from app.store.edit import Edit, EditTask
from app.store.work import ReopenTasks
from tests.logs.shelf import Shelf
from tests.logs.writing import book_on
from tests.store.conftest import GRACE, HEAD_START, hired, made, new

LOCAL = Person(LOCAL_ID, "local", Role.ADMIN)
ANN = Person(2, "Ann", Role.USER)
BEN = Person(3, "Ben", Role.USER)
VERA = Person(4, "Vera", Role.VIEWER)
OTTO = Person(5, "Otto", Role.OPERATOR)
ADA = Person(6, "Ada", Role.ADMIN)
GONE = Person(7, "Gone", Role.USER)

_edit = EditTask(head_start=HEAD_START, grace=GRACE)


def with_access(person: Person) -> Person:
    """The same with an access of their own, that can be ended."""
    return replace(person, access=Access(Way.SESSION, 1))


def encoded(event: TaskEvent, *, masked: bool) -> bytes:
    return b"%d masked" % (event.id or 0) if masked else b"%d" % (event.id or 0)


@dataclass(slots=True)
class Office:
    db: Database
    bus: EventBus
    browse: Browse
    wait: Wait
    cancel: Cancel
    edit: EditTasks
    submit: Submit
    bulk: Bulk
    output: Output
    events: Events
    refused: list[tuple[int, str, str | None]] = field(default_factory=list)

    async def task(self, creator: Person, assignee: Person | None = None, **members: Any) -> Task:
        (task,) = await made(
            self.db, new(assigned_to=assignee and assignee.id, **members), by=creator.id
        )
        return task

    async def assign(self, task: Task, to: Person | None) -> None:
        await self.db.write(_edit, Edit(task.id, {"assigned_to": to and to.id}))

    async def audited(self) -> list[tuple[int, str, str]]:
        """Who did what to what."""

        def read(connection: Connection) -> list[Any]:
            a = audit.c
            return list(connection.execute(select(a.actor_id, a.action, a.target).order_by(a.id)))

        return [tuple(row) for row in await self.db.read(read)]


@pytest.fixture
async def office(db: Database, published: list[TaskEvent]) -> AsyncIterator[Office]:
    """Nothing is run: its tasks wait."""
    await hired(db, ANN.id, BEN.id, VERA.id, OTTO.id, ADA.id)
    await hired(db, GONE.id, gone=True)
    bus = EventBus(encoded)
    refused: list[tuple[int, str, str | None]] = []

    def note(by: Person, action: str, *, target: str | None = None) -> None:
        refused.append((by.id, action, target))

    def hear(events: list[TaskEvent]) -> None:
        published.extend(events)
        bus.publish(events)

    db._commits._published = hear
    idle: Any = SimpleNamespace(
        find=lambda _: None, free=1, slots=1, wake=lambda: None, stop=lambda *_, **__: None
    )
    room: Any = SimpleNamespace(check=lambda: None)
    touch = Touch(db, refused=note)
    browse = Browse(db, idle, touch)
    wait = Wait(browse, bus, touch)
    cancel = Cancel(db, idle, browse, wait, touch)
    create = CreateTasks(
        head_start=HEAD_START,
        grace=timedelta(seconds=3),
        encode=lambda task: str(dict(task.env)).encode(),
        queue_limit=10_000,
    )
    submit = Submit(db, idle, room, touch, create=create, is_closing=lambda: False)
    shelf = Shelf()
    async with book_on(shelf) as book:
        edit = EditTasks(db, browse, cancel, book, touch, edit=_edit)
        output = Output(browse.output, book, shelf, bus, touch)
        work = Work(db, browse, touch, reopen=ReopenTasks(warnings=()))
        bulk = Bulk(db, browse, touch, cancel=cancel, submit=submit, edit=edit, work=work)
        events = Events(db, bus, touch)
        yield Office(db, bus, browse, wait, cancel, edit, submit, bulk, output, events, refused)
        output.close()
