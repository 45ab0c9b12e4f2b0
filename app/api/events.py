"""The stream of everything that happens to tasks."""

from collections.abc import AsyncGenerator
from typing import Annotated, Literal

import orjson
from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from app import __version__
from app.api.house import House, LastEventId
from app.api.ids import Ident
from app.api.sse import RETRY, EventStream, control
from app.api.task_out import Out, TaskOut, task_members
from app.api.task_query import Parameters, Split
from app.core.errors import Invalid
from app.core.event import EventType, TaskEvent
from app.core.event_bus import Closed, Lagged
from app.services.events import Feed


class EventOut(Out):
    """The data of one message."""

    type: Literal["task.created", "task.updated", "task.deleted", "task.progress"] = Field(
        description="New ones may appear."
    )
    task_id: str
    task: TaskOut | None = Field(
        description="As the change left it, or newer when told later; null once it is deleted."
    )
    changed: list[str] = Field(description="The members that are different now.")


class EventParameters(Parameters):
    last_event_id: Annotated[int, Field(ge=0, lt=10**18)] | None = Field(
        default=None, description="Go on after this one, like the header."
    )
    task_id: Ident | None = Field(default=None, description="Only of this task.")
    types: Annotated[list[EventType], Split] | None = Field(
        default=None, max_length=20, description="Only these."
    )


async def stream_events(
    services: House,
    parameters: Annotated[EventParameters, Query()],
    last_event_id: LastEventId = None,
) -> Response:
    feed = await services.events.subscribe(
        after=_place(last_event_id) if last_event_id else parameters.last_event_id,
        task_id=int(parameters.task_id) if parameters.task_id is not None else None,
        types=frozenset(parameters.types) if parameters.types is not None else None,
    )
    return EventStream(_frames(feed), places=services.places, on_end=feed.close)


def encode_event(event: TaskEvent) -> bytes:
    """One message. It is made once, for every reader."""
    data = orjson.dumps(
        {
            "type": event.type,
            "task_id": str(event.task_id),
            "task": task_members(event.task) if event.task is not None else None,
            "changed": event.changed,
        }
    )
    place = b"" if event.id is None else b"id: %d\n" % event.id
    return b"%bdata: %b\n\n" % (place, data)


async def _frames(feed: Feed) -> AsyncGenerator[bytes, None]:
    yield RETRY + control("hello", {"server": __version__, "cursor": str(feed.cursor)})
    if feed.reset:
        yield control("reset", {"cursor": str(feed.cursor)})
    try:
        while True:
            yield b"".join([envelope.wire for envelope in await feed.next()])
    except Lagged:
        yield control("bye", {"reason": "too_slow"})
    except Closed as closed:
        yield control("bye", {"reason": str(closed)})


def _place(given: str) -> int:
    if not (given.isascii() and given.isdecimal() and len(given) <= 18):
        raise Invalid([("Last-Event-ID", "invalid", "is no id of an event")])
    return int(given)
