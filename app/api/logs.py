"""What a task wrote: read it, search it, download it, follow it."""

from functools import partial
from typing import Annotated, Literal, Self

from fastapi import Query
from pydantic import Field, model_validator
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from app.api.house import LastEventId, TaskId
from app.api.log_lines import STREAM_WORDS, line_pages
from app.api.log_stream import frames
from app.api.replies import json_reply
from app.api.sse import EventStream
from app.api.task_in import refused
from app.api.task_out import Out, Time
from app.api.task_query import Parameters
from app.api.visit import Visiting
from app.core.clock import iso
from app.core.errors import Invalid
from app.core.output import Stream
from app.logs.scan import Match
from app.logs.search import Sought

TEXTS = ("text/plain", "application/x-ndjson")
_STREAMS = {"stdout": Stream.OUT, "stderr": Stream.ERR}
_MOMENT = 10
_PAGE = 5000  # lines are written by the loop: 10 ms at a time
LineNumber = Annotated[int, Field(ge=1, le=2**53)]


class LogsOut(Out):
    logs: str
    first_line: int = Field(description="The number of the first line in `logs`.")
    lines: int
    bytes: int
    truncated: bool = Field(
        description="Of more than 8 MiB, these are the last, or the first of the range asked for."
    )
    dropped_bytes: int = Field(description="What went over the cap and was not kept.")
    finished: bool
    next_line: int = Field(description="Where to go on with `from_line`.")


class MatchOut(Out):
    n: int = Field(description="The number of the line.")
    t: Time
    s: Literal["out", "err"]
    text: str = Field(description="The line, or the part of it around what was found.")
    start: int = Field(description="Where it begins in `text`, in characters.")
    end: int


class MarkOut(Out):
    line: int = Field(description="The first of a part.")
    count: int = Field(description="How many lines of it match.")


class FoundOut(Out):
    matches: list[MatchOut] = Field(description="In the order of the lines.")
    count: int = Field(description="Lines that match, listed here or not.")
    from_line: int = Field(description="What this is about begins here,")
    to_line: int = Field(description="and ends here.")
    complete: bool = Field(
        description="False when the time was up before all was searched, when there would be more"
        " than 1,000 marks, or, with `count=false`, when enough was found."
    )
    next_line: int | None = Field(
        description="Where to list on, with `after_line`, or `before_line` of the last ones."
    )
    marks: list[MarkOut] | None = Field(description="With `mark_every`: parts that have any.")


class LogsParameters(Parameters):
    tail: int | None = Field(default=None, ge=0, le=1_000_000, description="The last lines.")
    from_line: LineNumber | None = None
    to_line: LineNumber | None = Field(default=None, description="Itself included.")
    stream: Literal["stdout", "stderr"] | None = Field(default=None, description="Default: both.")
    format: Literal["json", "text", "ndjson"] = Field(
        default="json", description="`ndjson` is a line each, and all of the range asked for."
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.tail is not None and (self.from_line or self.to_line):
            raise refused("tail", "conflict", "give tail or a range, not both")
        return self


class SearchParameters(Parameters):
    q: str = Field(min_length=1, max_length=1000, examples=["error"])
    regex: bool = False
    case: bool = Field(default=False, description="Upper and lower case are different.")
    after_line: int = Field(default=0, ge=0, le=2**53)
    before_line: LineNumber | None = Field(default=None, description="Itself not included.")
    last: bool = Field(default=False, description="List the last `limit` instead of the first.")
    limit: int = Field(default=100, ge=1, le=1000)
    count: bool = Field(
        default=True, description="Go on counting when `limit` are listed; `false` is quicker."
    )
    mark_every: LineNumber | None = Field(
        default=None,
        description="Count also by parts of so many lines. To go on where a search stopped, ask"
        " again with `after_line` = `to_line`: counts and marks add up.",
    )

    @model_validator(mode="after")
    def _marks_go_forward(self) -> Self:
        if self.mark_every and (self.last or not self.count):
            raise refused("mark_every", "conflict", "takes no last, and no count=false")
        return self


class StreamParameters(Parameters):
    from_line: LineNumber | None = Field(default=None, description="Default: the first.")


async def get_logs(
    task_id: TaskId, visit: Visiting, parameters: Annotated[LogsParameters, Query()]
) -> Response:
    chosen = parameters.model_dump(include={"tail", "from_line", "to_line"})
    stream = _STREAMS.get(parameters.stream or "")
    if parameters.format == "ndjson":
        read = partial(
            visit.services.output.lines, task_id, by=visit.by, stream=stream, limit=_PAGE
        )
        pages = line_pages(read, await read(**chosen), chosen["to_line"])
        return StreamingResponse(pages, media_type="application/x-ndjson")
    log = await visit.services.output.text(task_id, by=visit.by, stream=stream, **chosen)
    if parameters.format == "text":
        return PlainTextResponse(log.text)
    return json_reply(
        {
            "logs": log.text,
            "first_line": log.first_line,
            "lines": log.lines,
            "bytes": log.bytes,
            "truncated": log.truncated,
            "dropped_bytes": log.dropped_bytes,
            "finished": log.finished,
            "next_line": log.next_line,
        }
    )


async def search_logs(
    task_id: TaskId, visit: Visiting, parameters: Annotated[SearchParameters, Query()]
) -> Response:
    said = parameters.model_dump()
    how = {name: said.pop(name) for name in ("q", "regex", "case")}
    sought = Sought(**said)
    found = await visit.services.output.search(task_id, by=visit.by, **how, sought=sought)
    marks = [{"line": line, "count": n} for line, n in found.marks.items()]
    return json_reply(
        {
            "matches": [_match(match) for match in found.matches],
            "count": found.count,
            "from_line": found.from_line,
            "to_line": found.to_line,
            "complete": found.complete,
            "next_line": found.next_line,
            "marks": marks if sought.mark_every else None,
        }
    )


def _match(match: Match) -> dict[str, object]:
    return {
        "n": match.n,
        "t": iso(match.t),
        "s": STREAM_WORDS[match.stream],
        "text": match.text,
        "start": match.start,
        "end": match.end,
    }


async def download_logs(task_id: TaskId, visit: Visiting) -> Response:
    return StreamingResponse(
        await visit.services.output.raw(task_id, by=visit.by),
        media_type="text/plain",
        headers={
            "Content-Disposition": f'attachment; filename="task-{task_id}.log"',
            "Cache-Control": "no-store, no-transform",
        },
    )


async def stream_logs(
    task_id: TaskId,
    visit: Visiting,
    parameters: Annotated[StreamParameters, Query()],
    last_event_id: LastEventId = None,
) -> Response:
    after = line_seen(last_event_id)
    from_line = parameters.from_line or 1 if after is None else after + 1
    services, by = visit.services, visit.by
    await services.browse.get(task_id, by=by)  # an unknown one is told before the stream begins
    events = services.output.follow(task_id, by=by, from_line=from_line)
    # The log is complete a moment before the task is.
    final = partial(services.wait.until_final, task_id, seconds=_MOMENT, by=by)
    return EventStream(frames(events, final), places=services.places, by=by, task_id=task_id)


def line_seen(last_event_id: str | None) -> int | None:
    if not last_event_id:
        return None
    if not (last_event_id.isascii() and last_event_id.isdecimal() and len(last_event_id) < 17):
        raise Invalid([("Last-Event-ID", "invalid", "is no number of a line")])
    return int(last_event_id)
