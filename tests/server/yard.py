"""The real server in a process of its own, on a free port, with a directory to itself."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx

from app.executor import procfs
from app.executor.tag import instance_of
from tests.migrated import tables_of_a_new_server

_START_SECONDS = 40
_SERVE = "from app.cli import main; main()"
# Nothing waits for anything unless a test asks for it.
_SETTINGS = {"drain": "0s", "slots": "32", "log_level": "info"}


class Yard:
    """One server after another on the same data directory.

    What it starts lives in `folder`, and is known by that and by the tag of its instance. It finds
    its tables made, unless it runs in a `wrapper` or `data` says where to begin with nothing.
    `forgiven` are the messages of level error that a test provokes.
    """

    def __init__(
        self,
        folder: Path,
        *,
        data: Path | None = None,
        wrapper: Sequence[str] = (),
        **settings: object,
    ) -> None:
        self.folder = folder
        self.data = data or folder / "data"
        self.work = folder / "work"
        self.work.mkdir(parents=True)
        if data is None and not wrapper:
            self._make_tables()
        self.forgiven: set[str] = set()
        self.port = 0
        self.startup = 0.0
        self._wrapper = wrapper
        self._settings = {**_SETTINGS, "work_dir": str(self.work), **settings}
        self._messages = folder / "stderr"
        self._process: subprocess.Popen[bytes] | None = None

    def _make_tables(self) -> None:
        self.data.mkdir(mode=0o700)
        for name, content in (("server.lock", b""), ("taskyard.db", tables_of_a_new_server())):
            file = self.data / name
            file.touch(mode=0o600)
            file.write_bytes(content)

    # Its life

    def start(self, port: int = 0) -> "Yard":
        """On any free port, unless it is to be known by another name than its own."""
        assert self._process is None
        began = time.monotonic()
        with self._messages.open("ab") as messages:
            self._process = subprocess.Popen(
                [*self._wrapper, sys.executable, "-c", _SERVE, "serve", "--port", str(port)],
                cwd=self.folder,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=messages,
            )
        assert self._process.stdout is not None
        said = self._process.stdout.readline().decode()
        found = re.match(r"Taskyard runs at https?://\S+?:(\d+)\S* ", said)
        if found is None:
            self.kill()
            raise AssertionError(f"it did not start: {said!r}\n{self._messages.read_text()}")
        self.port = port or int(found[1])
        self.startup = time.monotonic() - began
        assert self.startup < _START_SECONDS
        return self

    @property
    def process(self) -> "subprocess.Popen[bytes]":
        assert self._process is not None
        return self._process

    @property
    def pid(self) -> int:
        return self.process.pid

    def kill(self) -> None:
        """As the kernel does it when memory is short."""
        self.signal(signal.SIGKILL)
        self._gone(self.process.wait())

    def terminate(self) -> None:
        self.signal(signal.SIGTERM)

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def wait(self, *, within: float) -> int:
        """The exit code."""
        return self._gone(self.process.wait(within))

    def stop(self) -> None:
        self.terminate()
        assert self.wait(within=40) == 0

    def _gone(self, code: int) -> int:
        process, self._process = self.process, None
        assert process.stdout is not None
        process.stdout.close()
        return code

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        ours = {f"TASKYARD_{name.upper()}": str(value) for name, value in self._settings.items()}
        return {**kept, **self.checkout, "TASKYARD_DATA_DIR": str(self.data), **ours}

    @property
    def checkout(self) -> dict[str, str]:
        """The program is found there, although it runs where it finds no .env."""
        return {"PYTHONPATH": str(Path(__file__).parents[2])}

    # Talking to it

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.root}/api/v1"

    @property
    def owner(self) -> dict[str, str]:
        """The header of who may read the data directory."""
        return {"Authorization": f"Bearer {(self.data / 'local-token').read_text().strip()}"}

    def client(self, headers: Mapping[str, str] | None = None) -> httpx.AsyncClient:
        """The owner's, unless `headers` say who else."""
        return httpx.AsyncClient(
            base_url=self.url,
            headers=self.owner if headers is None else headers,
            timeout=40,
            limits=httpx.Limits(max_connections=None),
            trust_env=False,
        )

    # What is left of it

    @property
    def instance(self) -> int:
        return int((self.data / "instance").read_text())

    def tagged(self) -> list[int]:
        """The living processes of its tasks."""
        instance = self.instance
        return [
            pid for pid in procfs.pids() if instance_of(procfs.tag(pid)) == instance and _lives(pid)
        ]

    def living(self) -> set[int]:
        """All of its living processes: tasks, launchers, itself."""
        here = {pid for pid in procfs.pids() if self._is_here(pid) and _lives(pid)}
        return here | set(self.tagged())

    def launchers(self) -> list[int]:
        children = list(Path(f"/proc/{self.pid}/task").glob("*/children"))
        return [int(pid) for each in children for pid in each.read_text().split()]

    def _is_here(self, pid: int) -> bool:
        try:
            return Path(os.readlink(f"/proc/{pid}/cwd")).is_relative_to(self.folder)  # noqa: PTH115
        except OSError:
            return False

    def messages(self) -> list[dict[str, Any]]:
        """Its own log. A line that is not JSON is a fault nobody caught."""
        return [json.loads(line) for line in self._messages.read_text().splitlines()]

    def finish(self) -> None:
        """Nothing of it is left, and it had nothing to complain about."""
        try:
            if self._process is not None:
                self.stop()
            give_up_at = time.monotonic() + 10
            while left := self.living():
                assert time.monotonic() < give_up_at, f"still there: {left}"
                time.sleep(0.01)
            self._check_messages()
        finally:
            self._sweep()

    def _check_messages(self) -> None:
        faults = [
            message
            for message in self.messages()
            if (message["level"] in ("error", "critical") or "exception" in message)
            and message["event"] not in self.forgiven
        ]
        if faults:
            raise AssertionError("\n".join(map(json.dumps, faults)))

    def _sweep(self) -> None:
        if self._process is not None:
            self.kill()
        for pid in self.living() - {os.getpid()}:
            os.kill(pid, signal.SIGKILL)


def _lives(pid: int) -> bool:
    process = procfs.process(pid)
    return process is not None and not process.is_dead
