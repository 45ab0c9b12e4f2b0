"""The real product, started as an operator would, on a free port of the loopback."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.client.http import TOKEN, Connection, UnexpectedReply, request

_READY = request("GET", "/readyz")
# A quiet log, and no patience with commands that still run when a measure is over.
_ALWAYS = {"log_level": "warning", "drain": "0s"}
_LOG_TAIL_BYTES = 4000


@dataclass(frozen=True, slots=True)
class Server:
    pid: int
    port: int
    data: Path
    start_seconds: float

    def connect(self) -> Connection:
        return Connection(self.port)


@contextmanager
def running(program: Path, data: Path, settings: Mapping[str, object]) -> Iterator[Server]:
    """Start, wait until it is ready, and stop at the end. The data directory stays."""
    data.parent.mkdir(parents=True, exist_ok=True)
    port, log = _free_port(), data.with_name(data.name + ".log")
    command = [str(program), "serve", "--host", "127.0.0.1", "--port", str(port)]
    began = time.perf_counter()
    with log.open("ab") as messages:
        process = subprocess.Popen(
            [*command, "--data", str(data)],
            env=_environment(settings),
            cwd=data.parent,  # where no .env file of the checkout is in effect
            stdin=subprocess.DEVNULL,
            stdout=messages,
            stderr=messages,
        )
    try:
        _wait_ready(process, port, log)
        os.environ[TOKEN] = (data / "local-token").read_text().strip()
        yield Server(process.pid, port, data, time.perf_counter() - began)
    finally:
        _stop(process)


def _environment(settings: Mapping[str, object]) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("TASKYARD_")}
    wanted = {**_ALWAYS, **settings}
    return ours | {f"TASKYARD_{name.upper()}": str(value) for name, value in wanted.items()}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def _wait_ready(process: subprocess.Popen[bytes], port: int, log: Path, within: int = 60) -> None:
    give_up = time.monotonic() + within
    while not _is_ready(port):
        if process.poll() is not None or time.monotonic() > give_up:
            tail = log.read_bytes()[-_LOG_TAIL_BYTES:].decode(errors="replace")
            raise RuntimeError(f"the server did not get ready:\n{tail}")
        time.sleep(0.002)


def _is_ready(port: int) -> bool:
    with suppress(OSError, UnexpectedReply), Connection(port) as connection:
        return connection.exchange(_READY).status == 200
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    """SIGTERM, once more for a server that drains running tasks, and in the end SIGKILL."""
    for number, patience in ((signal.SIGTERM, 2), (signal.SIGTERM, 10), (signal.SIGKILL, 10)):
        process.send_signal(number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=patience)
            return
