"""What happened to a task, as far as that is kept."""

from pydantic import Field
from starlette.responses import Response

from app.api.house import TaskId
from app.api.replies import json_reply
from app.api.task_out import Out, PersonOut, TaskWriter, Time
from app.api.visit import Visiting
from app.core.clock import iso
from app.core.event import EventType, PastEvent
from app.core.lifecycle import Reason, Status


class PastEventOut(Out):
    id: str
    at: Time
    type: EventType
    changed: list[str] = Field(description="The members that became different.")
    status: Status | None = Field(description="What it became, if that is what changed.")
    reason: Reason | None = Field(description="Likewise.")
    assigned_to: PersonOut | None = Field(
        description="Likewise; null also when it was taken from somebody: see `changed`."
    )


class PastEventsOut(Out):
    events: list[PastEventOut] = Field(description="The newest 1,000, the oldest first.")
    complete: bool = Field(description="False when what came before them is not kept any more.")


async def list_past_events(task_id: TaskId, visit: Visiting) -> Response:
    events = await visit.services.events.past(task_id, by=visit.by)
    is_complete = bool(events) and events[0].type is EventType.CREATED
    shown = [_shown(event, visit.writer) for event in events]
    return json_reply({"events": shown, "complete": is_complete})


def _shown(event: PastEvent, writer: TaskWriter) -> dict[str, object]:
    # Not all values: some are secrets, and some are long.
    changed, assigned_to = event.changed, event.changed.get("assigned_to")
    return {
        "id": str(event.id),
        "at": iso(event.at),
        "type": event.type.value,
        "changed": list(changed),
        "status": changed.get("status"),
        "reason": changed.get("reason"),
        "assigned_to": writer.person(assigned_to) if isinstance(assigned_to, int) else None,
    }
