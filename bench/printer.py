"""Run as a task: prints a line with the monotonic clock every few milliseconds.

python printer.py COUNT INTERVAL_MS GATE: waits until the file GATE exists.
"""

import os
import sys
import time


def main() -> None:
    count, interval_ms, gate = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    while not os.path.exists(gate):  # noqa: PTH110 - pathlib would cost it its start-up
        time.sleep(0.01)
    for _ in range(count):
        time.sleep(interval_ms / 1000)
        os.write(1, b"@%d@\n" % time.monotonic_ns())


if __name__ == "__main__":
    main()
