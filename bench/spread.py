"""How a set of samples is spread."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    p50: float
    p99: float
    worst: float


def spread(samples: Sequence[float]) -> Spread:
    ordered = sorted(samples)
    last = len(ordered) - 1
    return Spread(ordered[round(last * 0.5)], ordered[round(last * 0.99)], ordered[last])
