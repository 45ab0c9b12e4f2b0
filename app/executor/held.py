"""A run of which a process may be alive (runs in the launcher)."""


class Held:
    __slots__ = (
        "cpu_us",
        "exit",
        "frozen",
        "is_chased",
        "is_dying",
        "is_settled",
        "leader",
        "run",
        "survivors",
        "was_signalled",
    )

    def __init__(self, run: int, leader: int) -> None:
        self.run = run
        self.leader = leader
        self.was_signalled = False
        self.is_dying = False
        # Wait status, CPU µs and peak RSS KiB of the leader, once it was reaped; and whether
        # it has been found out since if anything of the run is left.
        self.exit: tuple[int, int, int] | None = None
        self.is_settled = False
        # CPU of its orphans that were reaped.
        self.cpu_us = 0
        # While it is being killed: what was stopped, and what we may not kill.
        self.frozen: set[int] = set()
        self.is_chased = False
        self.survivors: set[int] = set()
