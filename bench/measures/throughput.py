"""How many short tasks a second, until all are durably finished with their output."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench import processor
from bench.client.closed_loop import Load, send_all
from bench.client.http import Connection
from bench.companion import ask, companion
from bench.memory import with_children
from bench.result import AtLeast, Limit, Result
from bench.server import Server
from bench.tasks import TASKS, batch_submission, ended, submission, submit, wait_for_count
from bench.workplace import Workplace

_COMMAND = "echo hello"
_TASKS = 8000
_WARM_UP = 400
_BATCH = 100
_CONNECTIONS = 8
_IDLE_STREAMS = 5000
_SPAWNS = 5000
_SAMPLE = 50


@dataclass(frozen=True, slots=True)
class _Done:
    """All tasks: how many a second, how they were posted, and the server's own CPU seconds."""

    rate: float
    load: Load
    server_seconds: float


def one_by_one(place: Workplace) -> Iterator[Result]:
    before = _spawn_rate()
    with place.server() as server:
        done = _run_all(server, [submission(_COMMAND)] * _TASKS)
    yield _result("tasks/s one by one", done, before, AtLeast(0.50))


def in_batches(place: Workplace) -> Iterator[Result]:
    before = _spawn_rate()
    with place.server() as server:
        done = _run_all(server, _batches())
    yield _result("tasks/s in batches", done, before, AtLeast(0.65))


def with_idle_streams(place: Workplace) -> Iterator[Result]:
    """Each stream filters on a task that has ended, so it carries nothing but its pings."""
    before = _spawn_rate()
    with place.server() as server:
        with server.connect() as connection:
            still = submit(connection, command="true")
            ended(connection, still)
        target = f"/api/v1/events?task_id={still}"
        with companion("bench.client.idle_streams", server.port, target, _IDLE_STREAMS) as streams:
            streams.wait_ready()
            done = _run_all(server, _batches(), already=1)
    name = f"tasks/s in batches, {_IDLE_STREAMS:,} idle streams"
    yield _result(name, done, before, AtLeast(0.60))


def _batches() -> list[bytes]:
    return [batch_submission(_COMMAND, _BATCH)] * (_TASKS // _BATCH)


def _spawn_rate() -> float:
    rate: float = ask("bench.limits.spawn", _SPAWNS, _CONNECTIONS)
    return rate


def _run_all(server: Server, messages: Sequence[bytes], already: int = 0) -> _Done:
    with server.connect() as connection:
        send_all(server.port, [submission(_COMMAND)] * _WARM_UP, connections=_CONNECTIONS)
        wait_for_count(connection, "completed", already + _WARM_UP)
        family = with_children(server.pid)
        began, used = time.perf_counter(), processor.seconds(family)
        load = send_all(server.port, messages, connections=_CONNECTIONS)
        wait_for_count(connection, "completed", already + _WARM_UP + _TASKS, rate=4000)
        rate = _TASKS / (time.perf_counter() - began)
        used = processor.seconds(family) - used
        _check_output(connection)
    return _Done(rate, load, used)


def _check_output(connection: Connection) -> None:
    """A fast server that lost what the commands said has not done the work."""
    page = connection.get(f"{TASKS}?limit=1000")["tasks"]
    for task in random.sample(page, _SAMPLE):
        logs = connection.get(f"{TASKS}/{task['id']}/logs")["logs"]
        if logs != "hello\n":
            raise RuntimeError(f"task {task['id']} has the output {logs!r}")


def _result(name: str, done: _Done, before: float, bar: AtLeast) -> Result:
    limit = Limit("bare spawns/s", (before + _spawn_rate()) / 2)
    each = 1000 / _TASKS
    note = (
        f"posted in {done.load.seconds:.1f} s; CPU a task: server"
        f" {done.server_seconds * each:.2f} ms, client {done.load.client_cpu_seconds * each:.3f} ms"
    )
    return Result(name, done.rate, "tasks/s", limit, bar, note)
