"""Processes of our own beside the server: limits measured apart, and clients that must not
share an interpreter with the one that measures.

A companion is a module of this package run by `python -m`. It may say `ready`, works until it
is done or told to end, and prints one line of JSON as its answer.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

_ROOT = Path(__file__).parent.parent
_READY = "ready"


class Companion:
    def __init__(self, process: subprocess.Popen[str], said: IO[str], heard: IO[str]) -> None:
        self._process = process
        self._said = said
        self._heard = heard

    def wait_ready(self) -> list[str]:
        """Returns what it said besides: the port it listens on, for one."""
        word, *rest = self._said.readline().split() or [""]
        if word != _READY:
            raise RuntimeError(f"{self._process.args!r} did not get ready")
        return rest

    def go(self) -> None:
        self._heard.write("go\n")
        self._heard.flush()

    def answer(self) -> Any:
        return json.loads(self._said.readline())


@contextmanager
def companion(module: str, *arguments: object) -> Iterator[Companion]:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=_ROOT
    )
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("a companion needs its pipes")
    try:
        yield Companion(process, process.stdout, process.stdin)
    finally:
        _end(process)
        process.stdin.close()
        process.stdout.close()


def ask(module: str, *arguments: object) -> Any:
    with companion(module, *arguments) as asked:
        return asked.answer()


def announce_ready(*more: object) -> None:
    """For the companion's own side."""
    print(_READY, *more, flush=True)


def answer(document: object) -> None:
    """For the companion's own side."""
    print(json.dumps(document), flush=True)


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
