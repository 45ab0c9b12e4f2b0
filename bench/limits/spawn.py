"""The fastest this machine can run `sh -c 'echo hello'`: a bare posix_spawn loop.

python -m bench.limits.spawn COUNT IN_FLIGHT
"""

import os
import sys
import time

from bench.companion import answer

_SHELL = ("/bin/sh", "-c", "echo hello")


def main() -> None:
    count, in_flight = int(sys.argv[1]), int(sys.argv[2])
    began = time.perf_counter()
    _run(count, in_flight)
    answer(count / (time.perf_counter() - began))


def _run(count: int, in_flight: int) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    actions = [(os.POSIX_SPAWN_DUP2, nowhere, 0), (os.POSIX_SPAWN_DUP2, nowhere, 1)]
    environment = dict(os.environ)
    for started in range(count):
        if started >= in_flight:
            os.wait()
        os.posix_spawn(_SHELL[0], _SHELL, environment, file_actions=actions)
    for _ in range(min(count, in_flight)):
        os.wait()


if __name__ == "__main__":
    main()
