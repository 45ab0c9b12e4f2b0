"""What was done, and tried, by whom."""

from collections.abc import AsyncIterator
from typing import Annotated, Literal, cast

import orjson
from fastapi import Query
from pydantic import Field
from starlette.responses import Response, StreamingResponse

from app.api.account_out import shown_entry
from app.api.fields import Line
from app.api.ids import Ident
from app.api.replies import json_reply
from app.api.task_query import Parameters
from app.api.times import Instant
from app.api.visit import Visiting
from app.core.account import AuditEntry
from app.core.account_query import AuditQuery
from app.core.clock import Millis

NDJSON = "application/x-ndjson"
Word = Annotated[Line, Field(max_length=200)]


class AuditParameters(Parameters):
    limit: int = Field(default=100, ge=1, le=1000)
    cursor: str | None = Field(
        default=None, max_length=500, description="`next_cursor` of the page before."
    )
    actor: Ident | None = Field(default=None, description="The id of a person.")
    action: Word | None = None
    target: Word | None = Field(default=None, description="Like `user:7`.")
    outcome: Literal["ok", "refused"] | None = None
    after: Instant | None = Field(default=None, description="A time, included, or a date.")
    before: Instant | None = Field(default=None, description="A time, not included, or a date.")
    format: Literal["json", "ndjson"] = Field(
        default="json", description="`ndjson` is all of them, a line each."
    )

    def to_query(self) -> AuditQuery:
        return AuditQuery(
            limit=self.limit,
            cursor=self.cursor,
            actor_id=None if self.actor is None else int(self.actor),
            action=self.action,
            target=self.target,
            outcome=self.outcome,
            after=cast("Millis | None", self.after),
            before=cast("Millis | None", self.before),
        )


async def check_audit(visit: Visiting) -> Response:
    broken = await visit.services.audit.verify(by=visit.by)
    first = None if broken is None else str(broken)
    return json_reply({"intact": broken is None, "first_broken": first})


async def list_audit(visit: Visiting, parameters: Annotated[AuditParameters, Query()]) -> Response:
    query = parameters.to_query()
    if parameters.format == "ndjson":
        entries = await visit.services.audit.export(query, by=visit.by)
        return StreamingResponse(_lines(entries), media_type=NDJSON)
    page = await visit.services.audit.page(query, by=visit.by)
    return json_reply(
        {
            "entries": [shown_entry(entry) for entry in page.entries],
            "next_cursor": page.next_cursor,
            "has_more": page.next_cursor is not None,
        }
    )


async def _lines(entries: AsyncIterator[AuditEntry]) -> AsyncIterator[bytes]:
    async for entry in entries:
        yield orjson.dumps(shown_entry(entry), option=orjson.OPT_APPEND_NEWLINE)
