"""Statistics, for plots."""

from typing import Annotated, Literal, cast

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from app.api.fields import Line
from app.api.replies import json_reply
from app.api.task_out import Out, Time
from app.api.task_query import Parameters
from app.api.times import Instant
from app.api.visit import Visiting
from app.core.clock import Millis, iso, now
from app.core.histogram import Histogram, spread
from app.core.lifecycle import Kind, Status
from app.core.statistics import Span, Stats, Tally

Members = dict[str, object]


class StatsParameters(Parameters):
    from_: Instant | None = Field(
        default=None,
        alias="from",
        description="A time with its offset, or a date: its midnight in UTC. Else 7 days before"
        " `to`. It moves back to where a bucket begins.",
    )
    to: Instant | None = Field(
        default=None, description="Likewise, not included; else now. It moves on to a bucket's end."
    )
    bucket: Literal["hour", "day"] | None = Field(
        default=None, description="In UTC; else `hour` for up to 48 hours, and `day` for more."
    )
    name: Annotated[Line, Field(max_length=200)] | None = Field(
        default=None, description="Only of tasks with this name."
    )
    kind: Kind | None = None


class SpreadOut(Out):
    """Milliseconds, by nearest rank. Percentiles are right to 10 %, `max` is exact."""

    p50: int
    p90: int
    p99: int
    max: int


class TallyOut(Out):
    completed: int
    failed: int
    cancelled: int
    wait_ms: SpreadOut | None = Field(description="Of those that ended; null when none had begun.")
    duration_ms: SpreadOut | None = Field(
        description="Of those that completed; null when none did."
    )


class BucketOut(TallyOut):
    start: Time
    created: int
    throughput_per_hour: float = Field(description="Completed and failed, for each hour gone by.")


class NameOut(TallyOut):
    name: str
    runs: int = Field(description="How many ended.")
    last_finished_at: Time | None


class StatsOut(Out):
    counts: dict[Status, int] = Field(description="Of the tasks there are now.")
    buckets: list[BucketOut]
    names: list[NameOut] = Field(description="The 50 of which most tasks ended.")
    from_: Time = Field(alias="from")
    to: Time
    bucket: Literal["hour", "day"]
    complete: bool = Field(description="False while tasks from before an upgrade are counted.")


async def get_stats(visit: Visiting, parameters: Annotated[StatsParameters, Query()]) -> Response:
    stats = await visit.services.stats.read(
        start=cast("Millis | None", parameters.from_),
        end=cast("Millis | None", parameters.to),
        span=None if parameters.bucket is None else Span[parameters.bucket.upper()],
        name=parameters.name,
        kind=parameters.kind,
        by=visit.by,
    )
    return json_reply(_shown(stats, at=now()))


def _shown(stats: Stats, *, at: Millis) -> Members:
    query = stats.query
    return {
        "counts": {status.value: n for status, n in stats.counts.items()},
        "buckets": [_bucket(start, tally, query.span, at=at) for start, tally in stats.buckets],
        "names": [_name(name, tally) for name, tally in stats.names],
        "from": iso(query.start),
        "to": iso(query.end),
        "bucket": query.span.name.lower(),
        "complete": stats.complete,
    }


def _bucket(start: Millis, tally: Tally, span: Span, *, at: Millis) -> Members:
    # The bucket of this hour is not over yet; its first minute says nothing.
    gone = min(int(span), max(60_000, at - start))
    per_hour = (tally.completed + tally.failed) * Span.HOUR / gone
    return {
        "start": iso(start),
        "created": tally.created,
        **_ended(tally),
        "throughput_per_hour": round(per_hour, 2),
        **_times(tally),
    }


def _name(name: str, tally: Tally) -> Members:
    last = tally.last_finished_at
    return {
        "name": name,
        "runs": tally.ended,
        **_ended(tally),
        **_times(tally),
        "last_finished_at": None if last is None else iso(last),
    }


def _ended(tally: Tally) -> Members:
    return {
        "completed": tally.completed, "failed": tally.failed, "cancelled": tally.cancelled,
    }  # fmt: skip


def _times(tally: Tally) -> Members:
    return {
        "wait_ms": _spread(tally.waits, tally.longest_wait),
        "duration_ms": _spread(tally.durations, tally.longest_duration),
    }


def _spread(histogram: Histogram, most: int) -> Members | None:
    found = spread(histogram, most)
    if found is None:
        return None
    return {"p50": found.p50, "p90": found.p90, "p99": found.p99, "max": found.most}
