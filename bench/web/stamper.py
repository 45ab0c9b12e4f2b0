"""Run as a task: prints numbered lines with the clock, so many a second.

python stamper.py RATE SECONDS
"""

import os
import sys
import time

_STEP = 0.01


def main() -> None:
    rate, seconds = int(sys.argv[1]), int(sys.argv[2])
    began, printed = time.monotonic(), 0
    while (past := time.monotonic() - began) < seconds:
        due = int(past * rate)
        stamp = int(time.time() * 1000)
        lines = [f"@{stamp} {n}@ request served" for n in range(printed + 1, due + 1)]
        os.write(1, "".join(f"{line}\n" for line in lines).encode())
        printed = due
        time.sleep(_STEP)


if __name__ == "__main__":
    main()
