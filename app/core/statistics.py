"""What may be asked of the statistics, and what they hold. Times are UTC milliseconds."""

from dataclasses import dataclass
from enum import IntEnum

from app.core.clock import Millis
from app.core.histogram import Histogram
from app.core.lifecycle import Kind, Status


class Span(IntEnum):
    """How long sums are of, in milliseconds. Hours and days begin where UTC's do, and are what
    buckets are made of; eight days make the names of a long time few enough to be read."""

    HOUR = 3_600_000
    DAY = 24 * HOUR
    EIGHT_DAYS = 8 * DAY

    def floor(self, at: Millis) -> Millis:
        return at - at % self

    def ceil(self, at: Millis) -> Millis:
        return at + -at % self


@dataclass(slots=True)
class Tally:
    """What happened to some tasks in some time. Waits are of those that ended, durations of those
    that completed."""

    created: int = 0
    completed: int = 0
    failed: int = 0
    cancelled: int = 0
    last_finished_at: Millis | None = None
    longest_wait: int = 0
    longest_duration: int = 0
    waits: Histogram = 0
    durations: Histogram = 0

    @property
    def ended(self) -> int:
        return self.completed + self.failed + self.cancelled

    def add(self, other: "Tally") -> None:
        self.created += other.created
        self.completed += other.completed
        self.failed += other.failed
        self.cancelled += other.cancelled
        if other.last_finished_at is not None:
            self.last_finished_at = max(self.last_finished_at or 0, other.last_finished_at)
        self.longest_wait = max(self.longest_wait, other.longest_wait)
        self.longest_duration = max(self.longest_duration, other.longest_duration)
        self.waits += other.waits
        self.durations += other.durations


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsQuery:
    """`start` and `end` are bounds of buckets; `end` is not included. None filters nothing."""

    start: Millis
    end: Millis
    span: Span
    name: str | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Stats:
    """`counts` are of the tasks there are now; `names` have the most ended tasks first.

    Not `complete` as long as tasks from before an upgrade are still to be counted.
    """

    query: StatsQuery
    counts: dict[Status, int]
    buckets: list[tuple[Millis, Tally]]
    names: list[tuple[str, Tally]]
    complete: bool
