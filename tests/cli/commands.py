"""Runs the program as an operator does, in a process and a directory of its own."""

import os
import subprocess
import sys
from pathlib import Path


def taskyard(
    *arguments: str,
    cwd: Path,
    code: str = "from app.cli import main; main()",
    typed: str | None = None,
    **variables: str,
) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        env={**kept, **variables},
        input=typed or "",
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
