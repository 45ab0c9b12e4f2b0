"""The stream of everything that happens to tasks."""

from collections.abc import AsyncGenerator
from typing import Annotated

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from app import __version__
from app.api.house import LastEventId
from app.api.ids import Ident
from app.api.sse import RETRY, EventStream, control
from app.api.task_out import Out, TaskOut
from app.api.task_query import Parameters, Split
from app.api.visit import Open, Visiting
from app.core.errors import Invalid
from app.core.event import EventType
from app.core.event_bus import Closed, Lagged
from app.core.person import Person
from app.services.events import Feed


class EventOut(Out):
    """The data of one message."""

    type: EventType = Field(description="New ones may appear.")
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
    visit: Visiting,
    door: Open,
    parameters: Annotated[EventParameters, Query()],
    last_event_id: LastEventId = None,
) -> Response:
    task_id = None if parameters.task_id is None else int(parameters.task_id)
    feed = await visit.services.events.subscribe(
        by=visit.by,
        after=_place(last_event_id) if last_event_id else parameters.last_event_id,
        task_id=task_id,
        types=frozenset(parameters.types) if parameters.types is not None else None,
    )
    return EventStream(
        _frames(feed, visit.by, door.page.build),
        places=visit.services.places,
        by=visit.by,
        task_id=task_id,
        on_end=feed.close,
    )


async def _frames(feed: Feed, by: Person, build: str | None) -> AsyncGenerator[bytes, None]:
    hello = {"server": __version__, "cursor": str(feed.cursor), "build": build}
    yield RETRY + control("hello", hello)
    if feed.reset:
        yield control("reset", {"cursor": str(feed.cursor)})
    try:
        while True:
            yield b"".join([envelope.wire_for(by) for envelope in await feed.next()])
    except Lagged:
        yield control("bye", {"reason": "too_slow"})
    except Closed as closed:
        yield control("bye", {"reason": str(closed)})


def _place(given: str) -> int:
    if not (given.isascii() and given.isdecimal() and len(given) <= 18):
        raise Invalid([("Last-Event-ID", "invalid", "is no id of an event")])
    return int(given)
