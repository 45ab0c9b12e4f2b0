"""Text that looks like a program's log, in any amount."""

import itertools
from pathlib import Path

_LINES_IN_BLOCK = 500_000
_LINE = b"2026-01-01T00:00:00.000Z INFO worker: request %09d served in %d ms\n"


def write_text(path: Path, size: int) -> None:
    """Lines of about 70 bytes. They repeat every 35 MB, far beyond what a chunk's compression
    could use."""
    block = b"".join(_LINE % (n, n * 7919 % 997) for n in range(_LINES_IN_BLOCK))
    left = size
    with path.open("wb") as file:
        for part in itertools.repeat(block):
            left -= file.write(part[:left])
            if not left:
                return
