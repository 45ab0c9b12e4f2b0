"""What to run, and how: frozen, so that it can be handed around."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`env` is added to the base environment; `grace` is the time between TERM and KILL."""

    argv: tuple[str, ...]
    cwd: str | None = None
    env: Mapping[str, str] = field(default_factory=dict, repr=False)
    umask: int | None = None
    nice: int | None = None
    timeout: timedelta | None = None
    grace: timedelta = timedelta(seconds=10)
