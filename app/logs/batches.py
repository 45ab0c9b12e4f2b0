"""What a follower of a log gets."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from app.core.clock import Millis
from app.core.output import Stream
from app.logs.lines import Cursor, Gap, Line, Span, Step


class LineBatch:
    """Whole lines in order, shared by all who follow the log at this place.

    `spans` are joined lines, cheap to pass on; `lines` makes one object a line.
    `wire` is for whoever sends them: encoded once, kept for the next reader.
    """

    __slots__ = ("first_line", "last_line", "spans", "wire")

    def __init__(self, spans: tuple[Span, ...]) -> None:
        self.spans = spans
        self.first_line = spans[0].first_line
        self.last_line = spans[-1].last_line
        self.wire: bytes | None = None

    @property
    def lines(self) -> list[Line]:
        return [line for span in self.spans for line in span.lines()]

    def from_line(self, n: int) -> "LineBatch | None":
        """The part from a line on; shared no more when anything is left out."""
        if self.first_line >= n:
            return self
        spans = tuple(part for span in self.spans if (part := span.between(n, None)))
        return LineBatch(spans) if spans else None


@dataclass(slots=True)
class Partial:
    """The last line so far: it has no end yet. The next one, or its batch, replaces it."""

    n: int
    t: Millis
    stream: Stream
    text: str
    cut: bool
    wire: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class End:
    """The log is complete."""

    last_line: int


Event: TypeAlias = LineBatch | Partial | Gap | End


class Move(NamedTuple):
    """One step of a follower."""

    events: tuple[LineBatch | Gap, ...]
    cursor: Cursor


def move(step: Step) -> Move:
    return Move(tuple(_events(step)), step.cursor)


def _events(step: Step) -> Iterable[LineBatch | Gap]:
    if step.lost:
        yield LineBatch(step.lost)
    if step.gap:
        yield step.gap
    if step.spans:
        yield LineBatch(step.spans)
