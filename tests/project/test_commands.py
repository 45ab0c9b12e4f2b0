import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_make_alone_lists_every_command() -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M)
    listed = subprocess.run(
        ["make", "-s"], cwd=ROOT, env={"PATH": os.environ["PATH"]}, capture_output=True, check=True
    ).stdout.decode()
    assert re.findall(r"^  make ([a-z-]+)", listed, re.M) == targets


def test_what_continuous_integration_runs_can_be_run() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", script], check=True)
