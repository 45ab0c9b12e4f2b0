"""How a run can end. Each but the last two is given when no process of it lives any more.

`usage` is what the kernel counted for the command, the children it waited for and
its orphans. The kernel counts the spawning process's own memory into the peak, so
that a peak below some 10 MB is an upper bound.
"""

from dataclasses import dataclass
from typing import TypeAlias

from app.core.task import Usage


@dataclass(frozen=True, slots=True)
class Exited:
    code: int
    usage: Usage


@dataclass(frozen=True, slots=True)
class Signalled:
    """By someone else, or by itself: we did not stop it."""

    signal: int
    usage: Usage


@dataclass(frozen=True, slots=True)
class TimedOut:
    """One of `code` and `signal` is given: how it took being stopped."""

    code: int | None
    signal: int | None
    usage: Usage


@dataclass(frozen=True, slots=True)
class Stopped:
    """One of `code` and `signal` is given, how it took it; neither if it had not started yet."""

    code: int | None
    signal: int | None
    usage: Usage


@dataclass(frozen=True, slots=True)
class SpawnFailed:
    detail: str


@dataclass(frozen=True, slots=True)
class Lost:
    """Nobody knows how it ended; `detail` says why."""

    detail: str


Ending: TypeAlias = Exited | Signalled | TimedOut | Stopped | SpawnFailed | Lost
