"""What the import contracts in pyproject.toml cannot say."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

APP = Path(__file__).parents[2] / "app"


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module=module, level=level):
                yield "." * level + (module or "")


def test_a_launcher_needs_nothing_but_python() -> None:
    modules = {name.partition(".")[0] for name in imported(APP / "executor" / "launcher.py")}
    assert modules - sys.stdlib_module_names == set()
