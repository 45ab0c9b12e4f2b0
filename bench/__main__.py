"""python -m bench [NAME...]: measure the running product against what this machine can do."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bench import machine, report
from bench.measures.door import door
from bench.measures.follow import print_to_subscriber
from bench.measures.listing import many_tasks
from bench.measures.long_log import long_logs
from bench.measures.memory import resident
from bench.measures.output import output_rate
from bench.measures.stats import statistics_of_many
from bench.measures.submit import submit_latency
from bench.measures.throughput import in_batches, one_by_one, with_idle_streams
from bench.result import Result
from bench.workplace import Workplace, workplace

MEASURES: Mapping[str, Callable[[Workplace], Iterator[Result]]] = {
    "single": one_by_one,
    "batch": in_batches,
    "streams": with_idle_streams,
    "submit": submit_latency,
    "output": output_rate,
    "follow": print_to_subscriber,
    "door": door,
    "memory": resident,
    "listing": many_tasks,
    "longlog": long_logs,
    "stats": statistics_of_many,
}


def main() -> int:
    wanted = _arguments()
    facts = machine.facts(wanted.directory)
    print(
        f"measuring in {wanted.directory} ({facts['filesystem']}) on {facts['cores']} cores",
        file=sys.stderr,
    )
    results = [result for name in wanted.names for result in _measure(name, wanted)]
    report.write(wanted.output, facts, results)
    print(report.table(results))
    return int(any(result.ok is False for result in results))


def _measure(name: str, wanted: argparse.Namespace) -> list[Result]:
    """In a directory of its own: no measure meets what another has left."""
    began = time.monotonic()
    with workplace(wanted.program, wanted.directory) as place:
        results = list(MEASURES[name](place))
    print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    return results


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(MEASURES)}; else all")
    parser.add_argument(
        "--program",
        type=Path,
        default=Path(sys.executable).with_name("taskyard"),
        help="the taskyard to measure",
    )
    parser.add_argument(
        "--directory",
        type=Path,
        default=Path(tempfile.gettempdir()),
        help="a directory on the disk to measure; it needs 5 GB for a while",
    )
    parser.add_argument(
        "--output", type=Path, default=Path(__file__).parent / "results" / "latest.json"
    )
    wanted = parser.parse_args()
    if unknown := set(wanted.names) - MEASURES.keys():
        parser.error(f"no measure is called {', '.join(sorted(unknown))}")
    wanted.names = wanted.names or list(MEASURES)
    return wanted


if __name__ == "__main__":
    sys.exit(main())
