"""How old a line is when it reaches those who follow the output."""

import sys
from collections.abc import Iterator
from pathlib import Path

from bench import printer
from bench.companion import companion
from bench.result import AtMost, Limit, Result
from bench.server import Server
from bench.spread import Spread
from bench.tasks import TASKS, submit
from bench.workplace import Workplace

_FEW = (1, 1000, 5)  # subscribers, lines, milliseconds between lines
_MANY = (1000, 100, 60)


def print_to_subscriber(place: Workplace) -> Iterator[Result]:
    with place.server() as server:
        few = _ages(server, place.directory / "few", *_FEW)
        many = _ages(server, place.directory / "many", *_MANY)
    bare_few, bare_many = _bare_ages(*_FEW), _bare_ages(*_MANY)
    yield Result("print → 1 subscriber, p50", few.p50, "ms", Limit("bare send", bare_few.p50))
    worst = f"worst {few.worst:.1f} ms; bare send p99 {bare_few.p99:.2f} ms"
    yield Result("print → 1 subscriber, p99", few.p99, "ms", bar=AtMost(2), note=worst)
    name = f"print → {_MANY[0]:,} subscribers, p50"
    limit = Limit("bare send loop", bare_many.p50)
    note = f"p99 {many.p99:.1f} ms, bare {bare_many.p99:.1f} ms"
    yield Result(name, many.p50, "ms", limit, AtMost(2.5), note)


def _ages(server: Server, gate: Path, subscribers: int, lines: int, interval_ms: int) -> Spread:
    script = [sys.executable, "-I", "-S", printer.__file__, str(lines), str(interval_ms), str(gate)]
    with server.connect() as connection:
        task_id = submit(connection, argv=script)
    target = f"{TASKS}/{task_id}/logs/stream"
    with companion("bench.client.stamps", server.port, target, subscribers, lines) as reader:
        reader.wait_ready()
        gate.touch()
        return Spread(**reader.answer())


def _bare_ages(subscribers: int, lines: int, interval_ms: int) -> Spread:
    with companion("bench.limits.fan_out", subscribers, lines, interval_ms) as sender:
        port = sender.wait_ready()[0]
        with companion("bench.client.stamps", port, "/", subscribers, lines) as reader:
            reader.wait_ready()
            sender.go()
            return Spread(**reader.answer())
