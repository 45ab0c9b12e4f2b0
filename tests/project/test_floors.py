"""What the import contracts in pyproject.toml cannot say."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module=str(module), names=names, level=0):
                # `from package import module` may name a module.
                yield from (f"{module}.{name.name}" for name in names)
            case ast.ImportFrom():
                raise AssertionError(f"{file}: relative imports are not followed here")


def file_of(module: str) -> Path | None:
    """Where a name of ours is defined: `app.executor.tag.tag_of` is in app/executor/tag.py."""
    path = ROOT / module.replace(".", "/")
    candidates = [path.with_suffix(".py"), path.parent.with_suffix(".py"), path / "__init__.py"]
    return next((file for file in candidates if file.is_file()), None)


def all_imported(start: Path) -> set[str]:
    seen: set[Path] = set()
    waiting, found = [start], set[str]()
    while waiting:
        file = waiting.pop()
        seen.add(file)
        names = set(imported(file))
        found |= names
        ours = {file_of(name) for name in names if name.startswith("app.")}
        waiting += [other for other in ours if other is not None and other not in seen]
    return found


def test_a_launcher_needs_nothing_but_python_and_its_own_room() -> None:
    names = all_imported(ROOT / "app" / "executor" / "launcher.py")
    assert len(names) > 10
    ours = {name for name in names if name.startswith("app.")}
    assert {name for name in ours if not name.startswith("app.executor.")} == set()
    assert {name.partition(".")[0] for name in names - ours} - sys.stdlib_module_names == set()
