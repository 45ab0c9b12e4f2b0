"""How fast one task may print with a reader following live, until all of it is stored."""

import time
from collections.abc import Iterator
from pathlib import Path

from bench import memory, processor
from bench.client.http import UnexpectedReply
from bench.companion import companion
from bench.limits.disk import copy_rate
from bench.result import AtLeast, AtMost, Limit, Result
from bench.server import Server
from bench.tasks import TASKS, ended, submit
from bench.text import write_text
from bench.workplace import Workplace

_SIZE = 1 << 30
_MB = 1e6


def output_rate(place: Workplace) -> Iterator[Result]:
    source, gate = place.directory / "text", place.directory / "gate"
    write_text(source, _SIZE)
    before = copy_rate(source, _SIZE, place.directory)
    with place.server(log_cap="2GiB") as server:
        memory.forget_rss_peak(server.pid)
        resident = memory.rss(server.pid)
        used = processor.seconds([server.pid])
        seconds, read = _print_all(server, source, gate)
        used = processor.seconds([server.pid]) - used
        growth = memory.rss_peak(server.pid) - resident
    after = copy_rate(source, _SIZE, place.directory)
    limit = Limit("MB/s head to a file", (before + after) / 2 / _MB)
    note = (
        f"the reader got {read['bytes'] / _MB:,.0f} MB in {read['seconds']:.1f} s;"
        f" server's CPU {used:.1f} s"
    )
    yield Result(
        "output with a live reader", _SIZE / seconds / _MB, "MB/s", limit, AtLeast(0.4), note
    )
    yield Result("server's growth meanwhile", growth / _MB, "MB", bar=AtMost(40))


def _print_all(server: Server, source: Path, gate: Path) -> tuple[float, dict[str, float]]:
    """Seconds from the first byte printed to the final state, and what the live reader got."""
    with server.connect() as connection:
        wait = f"until [ -e {gate} ]; do sleep 0.01; done"
        task_id = submit(connection, command=f"{wait}; head -c {_SIZE} {source}")
        target = f"{TASKS}/{task_id}/logs/stream"
        with companion("bench.client.drain", server.port, target) as reader:
            reader.wait_ready()
            began = time.perf_counter()
            gate.touch()
            task = ended(connection, task_id)
            seconds = time.perf_counter() - began
            read: dict[str, float] = reader.answer()
        if task["log"]["bytes"] != _SIZE or task["log"]["dropped_bytes"]:
            raise UnexpectedReply(f"not all was stored: {task['log']}")
    return seconds, read
