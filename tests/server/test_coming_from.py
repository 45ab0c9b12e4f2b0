"""Every line of pages of ours, as somebody types them: one after another, on a new server."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.server.conftest import StartYard
from tests.server.yard import Yard

_DOCS = Path(__file__).parents[2] / "docs"
_PAGE = _DOCS / "coming-from.md"
_PAGES = [_PAGE, _DOCS / "how-to" / "gate-a-command.md"]
_MARK = "#> "
_END = "\x1e"


def blocks(page: Path) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```$", page.read_text("utf-8"), re.M | re.S)


def test_the_page_shows_all_five() -> None:
    assert len(blocks(_PAGE)) == 6
    assert sum(block.count(_MARK) for block in blocks(_PAGE)) > 25


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.timeout(120)
@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.stem)
def test_every_line_of_the_page_does_what_it_shows(start_yard: StartYard, page: Path) -> None:
    yard = start_yard(registration="open")
    expected: list[tuple[str, Any]] = []
    script = ["set -eu -o pipefail"]
    for line in "".join(blocks(page)).splitlines():
        if line.startswith(_MARK):
            command, _ = expected[-1]
            expected[-1] = (command, json.loads(line.removeprefix(_MARK)))
        elif line:
            script += [line.replace(":8888", f":{yard.port}"), f"printf '{_END}'"]
            expected.append((line, None))
    said = run("\n".join(script), yard).split(_END)[:-1]
    assert len(said) == len(expected)
    for output, (command, members) in zip(said, expected, strict=True):
        if members is not None:
            assert holds(json.loads(output), members), f"{command}\n{output}"


def run(script: str, yard: Yard) -> str:
    program = yard.folder / "bin" / "taskyard"
    program.parent.mkdir()
    program.write_text(
        f"#!/bin/sh\nexec {sys.executable} -c 'from app.cli import main; main()' \"$@\"\n"
    )
    program.chmod(0o755)
    environment = {
        **yard.checkout,
        "PATH": f"{program.parent}:/usr/local/bin:/usr/bin:/bin",
        "TASKYARD_DATA_DIR": str(yard.data),
    }
    done = subprocess.run(
        ["bash", "-c", script], env=environment, cwd=yard.folder, capture_output=True, text=True,
        timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stderr}\nafter {done.stdout[-600:]}"
    return done.stdout


def holds(found: Any, wanted: Any) -> bool:
    """Whether all that is wanted is there; a list's first items, an object's members."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(
            name in found and holds(found[name], value) for name, value in wanted.items()
        )
    if isinstance(wanted, list):
        return len(found) >= len(wanted) and all(map(holds, found, wanted))
    return bool(found == wanted)
