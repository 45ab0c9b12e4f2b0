"""Where rates are counted: a bounded number of keys, the longest unused ones go.

The library's own storage in memory keeps every key, and a thread of it looks at all of them
again and again. This one belongs to the event loop.
"""

import time
from collections import OrderedDict
from collections.abc import Callable

from limits.storage.base import MovingWindowSupport, Storage


class BoundedWindows(Storage, MovingWindowSupport):
    """For each key the times of what was let through, oldest first."""

    STORAGE_SCHEME = None

    def __init__(self, capacity: int, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._capacity = capacity
        self._clock = clock
        self._windows: OrderedDict[str, list[float]] = OrderedDict()

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        window = self._current(key, expiry)
        if len(window) + amount > limit:
            return False
        window += [self._clock()] * amount
        return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        window = self._current(key, expiry)
        return (window[0] if window else self._clock()), len(window)

    def give_back(self, key: str) -> None:
        """What was let through last is not to count."""
        window = self._windows.get(key)
        if window:
            window.pop()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        window = self._current(key, expiry)
        window += [self._clock()] * amount
        return len(window)

    def get(self, key: str) -> int:
        return len(self._windows.get(key, ()))

    def get_expiry(self, key: str) -> float:
        return self._clock()

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        held = len(self._windows)
        self._windows.clear()
        return held

    def clear(self, key: str) -> None:
        self._windows.pop(key, None)

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def _current(self, key: str, expiry: int) -> list[float]:
        window = self._windows.setdefault(key, [])
        self._windows.move_to_end(key)
        if len(self._windows) > self._capacity:
            self._windows.popitem(last=False)
        begin = self._clock() - expiry
        while window and window[0] <= begin:
            del window[0]
        return window
