"""What it costs to know who asks."""

from collections.abc import Iterator

from bench.companion import ask
from bench.result import AtMost, Result
from bench.workplace import Workplace

_MICRO = 1e6


def door(place: Workplace) -> Iterator[Result]:
    costs = ask("bench.doorstep", place.directory / "door")
    for way, seconds in costs.items():
        name = f"CPU to know who asks, by {way}"
        yield Result(name, seconds * _MICRO, "µs", bar=AtMost(150))
