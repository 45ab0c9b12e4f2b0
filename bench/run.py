"""A run of measures: which are wanted, each in a directory of its own, and what they found."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from bench import machine, report
from bench.result import Result
from bench.workplace import Workplace, workplace

Measures: TypeAlias = Mapping[str, Callable[[Workplace], Iterator[Result]]]


def run(
    measures: Measures,
    *,
    name: str,
    about: str | None,
    output: Path,
    more: Mapping[str, object] = MappingProxyType({}),
) -> int:
    """The exit code. `more` is what else the numbers were taken on."""
    wanted = _arguments(measures, name, about, output)
    facts = {**machine.facts(wanted.directory), **more}
    print(
        f"measuring in {wanted.directory} ({facts['filesystem']}) on {facts['cores']} cores",
        file=sys.stderr,
    )
    results = [result for name in wanted.names for result in _measure(measures, name, wanted)]
    report.write(wanted.output, facts, results)
    print(report.table(results))
    return int(any(result.ok is False for result in results))


def _measure(measures: Measures, name: str, wanted: argparse.Namespace) -> list[Result]:
    """In a directory of its own: no measure meets what another has left."""
    began = time.monotonic()
    with workplace(wanted.program, wanted.directory) as place:
        results = list(measures[name](place))
    print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    return results


def _arguments(
    measures: Measures, name: str, about: str | None, output: Path
) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=name, description=about)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(measures)}; else all")
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
    parser.add_argument("--output", type=Path, default=output)
    wanted = parser.parse_args()
    if unknown := set(wanted.names) - measures.keys():
        parser.error(f"no measure is called {', '.join(sorted(unknown))}")
    wanted.names = wanted.names or list(measures)
    return wanted
