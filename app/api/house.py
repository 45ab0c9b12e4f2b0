"""How a handler gets at the services and at the task it is about."""

from typing import Annotated

from fastapi import Depends, Header, Path
from starlette.requests import Request

from app.api.ids import SCHEMA
from app.services.house import Services


def services_of(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


async def _services(request: Request) -> Services:
    return services_of(request)


async def _task_id(
    task_id: Annotated[str, Path(description="The task's number.", examples=["1042"]), SCHEMA],
) -> int:
    return int(task_id)


House = Annotated[Services, Depends(_services)]
TaskId = Annotated[int, Depends(_task_id)]

IfMatch = Annotated[
    str | None, Header(alias="If-Match", description='Only if it is still this version: `"7"`.')
]
IfNoneMatch = Annotated[
    str | None, Header(alias="If-None-Match", description='Only if it is another version: `"7"`.')
]
LastEventId = Annotated[
    str | None, Header(alias="Last-Event-ID", description="Go on after this one.")
]
