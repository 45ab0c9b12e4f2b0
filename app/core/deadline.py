"""When something is due because of a deadline: warnings before it, then the deadline itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.clock import Millis


@dataclass(frozen=True, slots=True)
class Due:
    """`at` is the next moment; `warned` is how many warnings lie before it, given or too late."""

    at: Millis | None
    warned: int


def due(deadline: Millis | None, *, now: Millis, warnings: Sequence[Millis]) -> Due:
    """`warnings` say how long before the deadline each comes, the earliest first."""
    if deadline is None:
        return Due(None, 0)
    for number, before in enumerate(warnings):
        if deadline - before > now:
            return Due(deadline - before, number)
    return Due(deadline, len(warnings))
