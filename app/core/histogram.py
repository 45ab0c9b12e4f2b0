"""How long things took, as counts on a logarithmic scale.

A histogram is one number. Lane i of it, 32 bits wide, counts the durations between two powers
of 1.2, so that what is read back is right to a tenth. To add two numbers is to add all their
lanes: thousands of histograms are merged as fast as they are read.
"""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, sqrt
from typing import TypeAlias

Histogram: TypeAlias = int

_RATIO = 1.2
_LANES = 160  # the last begins at a hundred years
_LANE_BYTES = 4
_BOUNDS = [_RATIO**i for i in range(_LANES - 1)]
_ONES = [1 << (8 * _LANE_BYTES * i) for i in range(_LANES)]
# Of every lane the bytes above so many.
_ABOVE = [sum(_ONES) * ((1 << 8 * _LANE_BYTES) - (1 << 8 * width)) for width in (1, 2, 3)]


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds. Half of the durations were at most `p50`; all but `most` are approximate."""

    p50: int
    p90: int
    p99: int
    most: int


def one(duration: int) -> Histogram:
    """Of a single duration in milliseconds."""
    return _ONES[bisect_right(_BOUNDS, duration)]


def total(histogram: Histogram) -> int:
    return sum(_counts(histogram))


def spread(histogram: Histogram, most: int) -> Spread | None:
    """By nearest rank; `most` is the longest duration. None when there is none at all."""
    if not histogram:
        return None
    below = list(accumulate(_counts(histogram)))
    p50, p90, p99 = (
        min(_MIDDLES[_first_at_least(below, percent)], most) for percent in (50, 90, 99)
    )
    return Spread(p50, p90, p99, most)


def _first_at_least(below: list[int], percent: int) -> int:
    rank = -(-below[-1] * percent // 100)
    return next(lane for lane, count in enumerate(below) if count >= rank)


def _counts(histogram: Histogram) -> list[int]:
    raw = _raw(histogram)
    lanes = range(0, len(raw), _LANE_BYTES)
    return [int.from_bytes(raw[at : at + _LANE_BYTES], "little") for at in lanes]


def _middle(lane: int) -> int:
    """As far from the least as from the greatest whole number there, by ratio."""
    if lane == 0:
        return 0
    return round(sqrt(ceil(_RATIO ** (lane - 1)) * max(1, ceil(_RATIO**lane) - 1)))


_MIDDLES = [_middle(lane) for lane in range(_LANES)]


def pack(histogram: Histogram) -> bytes:
    """The first lane that is not empty, how many bytes each count has, and then the lowest byte
    of all counts, the next of all, and so on: the higher ones are mostly zero, and left out."""
    if not histogram:
        return b""
    first = ((histogram & -histogram).bit_length() - 1) // (8 * _LANE_BYTES)
    lanes = histogram >> (8 * _LANE_BYTES * first)
    width = 1 + sum(lanes & above > 0 for above in _ABOVE)
    raw = _raw(lanes)
    return bytes((first, width)) + b"".join(raw[i::_LANE_BYTES] for i in range(width))


def unpack(packed: bytes) -> Histogram:
    if not packed:
        return 0
    first, width = packed[:2]
    lanes = (len(packed) - 2) // width
    raw = bytearray(_LANE_BYTES * lanes)
    for i in range(width):
        raw[i::_LANE_BYTES] = packed[2 + i * lanes : 2 + (i + 1) * lanes]
    return int.from_bytes(raw, "little") << (8 * _LANE_BYTES * first)


def _raw(histogram: Histogram) -> bytes:
    lanes = -(-histogram.bit_length() // (8 * _LANE_BYTES))
    return histogram.to_bytes(lanes * _LANE_BYTES, "little")
