"""The order in which waiting tasks run: by age, moved by priority.

A level of priority is a head start of a fixed time. An urgent task runs before
every normal one queued up to a head start earlier, and a low one is overtaken
only by what comes within a head start after it: nothing waits for ever, and
the order never has to be computed again as time passes.
"""

from datetime import timedelta

from app.core.clock import Millis
from app.core.lifecycle import Priority


def run_order(queued_at: Millis, priority: Priority, *, head_start: timedelta) -> int:
    level = priority - Priority.NORMAL
    return queued_at + level * int(head_start.total_seconds() * 1000)
