from pathlib import Path

import pytest

from app import __version__
from tests.cli.commands import taskyard

_TELL_WHAT_IS_LOADED = """
import sys
from app.cli import main
try:
    main()
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""


def test_the_version_is_that_of_the_package(tmp_path: Path) -> None:
    assert taskyard("--version", cwd=tmp_path).stdout == f"taskyard {__version__}\n"


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["serve", "-h"], ["check", "-h"], ["user", "-h"]]
)
def test_a_word_of_help_loads_neither_the_server_nor_the_settings(
    arguments: list[str], tmp_path: Path
) -> None:
    done = taskyard(*arguments, cwd=tmp_path, code=_TELL_WHAT_IS_LOADED)
    loaded = set(done.stderr.split())
    assert done.returncode == 0
    assert "typer" in loaded
    assert loaded & {"fastapi", "starlette", "sqlalchemy", "uvicorn", "pydantic_settings"} == set()


def test_checking_the_settings_does_not_load_the_server(tmp_path: Path) -> None:
    done = taskyard("check", cwd=tmp_path, code=_TELL_WHAT_IS_LOADED)
    assert done.returncode == 0
    heavy = {"fastapi", "starlette", "sqlalchemy", "uvicorn"}
    assert set(done.stderr.split()) & heavy == set()


def test_without_a_command_it_says_what_there_is(tmp_path: Path) -> None:
    done = taskyard(cwd=tmp_path)
    assert "serve" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_mistyped_command_is_a_usage_error(tmp_path: Path) -> None:
    assert taskyard("sreve", cwd=tmp_path).returncode == 2
