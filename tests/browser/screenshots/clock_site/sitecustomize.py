"""The clock of a server that is shown as if it had run for a week: see clock.py."""

import os
import threading
import time

_FILE = os.environ["SCENE_CLOCK"]
_time, _monotonic, _sleep = time.time, time.monotonic, time.sleep


class _Clock:
    """`speed` seconds pass here in one of the world's."""

    def __init__(self) -> None:
        self._since, self._time, self._elapsed = _monotonic(), _time(), _monotonic()
        self._speed = 1.0

    def set(self, at: float, speed: float) -> None:
        self._elapsed = self.monotonic()
        self._since, self._time, self._speed = _monotonic(), at, speed

    def time(self) -> float:
        return self._time + (_monotonic() - self._since) * self._speed

    def monotonic(self) -> float:
        return self._elapsed + (_monotonic() - self._since) * self._speed


_clock = _Clock()


def _follow() -> None:
    read = ""
    while True:
        with open(_FILE) as file:  # noqa: PTH123
            told = file.read()
        if told != read:
            read = told
            at, speed = map(float, told.split())
            _clock.set(at, speed)
        _sleep(0.005)


time.time = _clock.time
time.time_ns = lambda: int(_clock.time() * 1e9)
time.monotonic = _clock.monotonic
time.monotonic_ns = lambda: int(_clock.monotonic() * 1e9)
threading.Thread(target=_follow, daemon=True).start()
