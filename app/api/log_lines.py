"""Lines of a log as JSON, written without an object a line."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from typing import Literal

import orjson
from pydantic import BaseModel, Field

from app.api.task_out import Time
from app.core.clock import iso
from app.core.output import Stream
from app.logs.batches import LineBatch, Partial
from app.logs.lines import Line, Span
from app.services.output_view import LogLines

STREAM_WORDS = {Stream.OUT: "out", Stream.ERR: "err"}


class LineOut(BaseModel):
    """A line, as ndjson gives it."""

    n: int = Field(description="Its number, from 1.")
    t: Time
    s: Literal["out", "err"]
    text: str
    cut: bool = Field(default=False, description="It is longer: this is how it begins.")


class LinesOut(LineOut):
    """Lines that were written together, as the log stream gives them."""

    n: int = Field(description="The first one's number; the message's id is the last one's.")
    text: str = Field(description="The lines, with a newline between each and the next.")


def sse(batch: LineBatch) -> bytes:
    """A message for each run of lines that were written together; made once for all who follow.

    The id is the last line's number: who comes back with it goes on after that line.
    """
    if batch.wire is None:
        batch.wire = b"".join(
            b"id: %d\ndata: %b\n\n" % (span.last_line, _lines(span)) for span in batch.spans
        )
    return batch.wire


def partial_sse(line: Partial) -> bytes:
    """The line being written. No id: who comes back gets it again, whole."""
    if line.wire is None:
        line.wire = b"event: partial\ndata: %b\n\n" % _member(line)
    return line.wire


async def line_pages(
    read: Callable[..., Awaitable[LogLines]], page: LogLines, to_line: int | None
) -> AsyncGenerator[bytes, None]:
    """`page` and those after it, up to the line that was the last as it was read."""
    end = min(to_line or page.summary.lines, page.summary.lines)
    while page.lines:
        yield ndjson(page.lines)
        # A page that was not cut short has looked at every line there is.
        if page.next_line != page.lines[-1].n + 1 or page.next_line > end:
            return
        page = await read(from_line=page.next_line, to_line=end)


def ndjson(lines: Iterable[Line]) -> bytes:
    return b"".join(b"%b\n" % _member(line) for line in lines)


def _lines(span: Span) -> bytes:
    cut = b',"cut":true' if span.cut else b""
    return b'{"n":%d,%b,"text":%b%b}' % (
        span.first_line,
        _beside(span),
        orjson.dumps(span.text),
        cut,
    )


def _member(line: Line | Partial) -> bytes:
    cut = b',"cut":true' if line.cut else b""
    return b'{"n":%d,%b,"text":%b%b}' % (line.n, _beside(line), orjson.dumps(line.text), cut)


def _beside(said: Line | Partial | Span) -> bytes:
    return f'"t":"{iso(said.t)}","s":"{STREAM_WORDS[said.stream]}"'.encode()
