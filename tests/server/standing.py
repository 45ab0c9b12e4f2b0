"""A server as an operator starts it: flags, variables, and what it says."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from app.core.server_file import ServerFile

CHECKOUT = Path(__file__).parents[2]
_PROGRAM = ("-c", "from app.cli import main; main()")
EMAIL, PASSWORD = "ada@example.org", "a quiet afternoon"
ADMIN = {"TASKYARD_ADMIN_EMAIL": EMAIL, "TASKYARD_ADMIN_PASSWORD": PASSWORD}


@dataclass
class Standing:
    process: "subprocess.Popen[str]"
    data: Path
    said: list[str]
    server: ServerFile

    @property
    def token(self) -> str:
        return (self.data / "local-token").read_text().strip()

    def client(self) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.token}"}
        return httpx.Client(
            base_url=f"{self.server.url}/api/v1", headers=headers, timeout=40, trust_env=False
        )


def environment(**variables: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "PYTHONPATH": str(CHECKOUT), "TASKYARD_DRAIN": "0s", **variables}


def taskyard(
    *arguments: str, cwd: Path, typed: str = "", **variables: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *_PROGRAM, *arguments],
        cwd=cwd,
        env=environment(**variables),
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=40,
    )


@contextmanager
def standing(
    data: Path,
    *flags: str,
    python: tuple[str, ...] = (sys.executable,),
    variables: Mapping[str, str] | None = None,
) -> Iterator[Standing]:
    """Ends well, or fails."""
    with subprocess.Popen(
        [*python, *_PROGRAM, "serve", "--data", str(data), "--port", "0", *flags],
        cwd=data.parent,
        env=environment(**variables or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield _started(process, data)
        finally:
            process.terminate()
            process.communicate(timeout=40)
        assert process.returncode == 0
        assert not (data / "server.json").exists()


def _started(process: "subprocess.Popen[str]", data: Path) -> Standing:
    assert process.stdout
    assert process.stderr
    give_up_at = time.monotonic() + 40
    while not (data / "server.json").exists():
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < give_up_at
        time.sleep(0.02)
    said = [process.stdout.readline()]
    if (data / "setup-link").exists():
        said.append(process.stdout.readline())
    told = json.loads((data / "server.json").read_text())
    return Standing(process, data, said, ServerFile(**told))
