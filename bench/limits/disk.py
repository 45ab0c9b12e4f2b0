"""The fastest this disk takes a command's output: `head -c` from a file into a file."""

import subprocess
import time
from pathlib import Path


def copy_rate(source: Path, size: int, directory: Path) -> float:
    """Bytes a second."""
    target = directory / "copied"
    began = time.perf_counter()
    with target.open("wb") as out:
        subprocess.run(["head", "-c", str(size), str(source)], stdout=out, check=True)
    seconds = time.perf_counter() - began
    target.unlink()
    return size / seconds
