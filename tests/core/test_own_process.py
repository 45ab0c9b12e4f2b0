"""Looks at a process of its own, as another process of the same user does."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.needs import need

_SERVER = """
import os, sys
from app.core.own_process import keep_process_private
from app.core.settings_source import forget_secrets
if sys.argv[1] == "forgets": forget_secrets()
if sys.argv[1] == "private": keep_process_private()
print(sorted(os.environ), flush=True)
sys.stdin.read()
"""
_SECRETS = {"SECRET_KEY": "hunter2", "TASKYARD_ADMIN_PASSWORD": "hünter2", "DATABASE_URL": ""}
_NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


@contextmanager
def process(what: str, *wrapper: str) -> Iterator[tuple[int, str]]:
    """Its pid and the names of its variables."""
    with subprocess.Popen(
        [*wrapper, sys.executable, "-c", _SERVER, what],
        cwd=Path(__file__).parents[2],
        env={"PATH": os.environ["PATH"], "OTHER": "kept", **_SECRETS},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout
        said = running.stdout.readline()
        need(said, f"the user of {wrapper} cannot run {sys.executable}")
        yield running.pid, said


def test_secrets_are_gone_from_the_environment_that_the_system_shows() -> None:
    with process("forgets") as (pid, names):
        shown = Path(f"/proc/{pid}/environ").read_bytes()
    assert b"nter2" not in shown
    assert b"OTHER=kept\0" in shown
    assert "OTHER" in names
    assert "SECRET_KEY" not in names
    assert "PASSWORD" not in names


@pytest.mark.parametrize("entry", ["environ", "mem", "fd/", "maps", "cwd/"])
@pytest.mark.parametrize(("what", "refused"), [("plain", False), ("private", True)])
def test_another_process_of_its_user_cannot_look_into_it(
    what: str, refused: bool, entry: str
) -> None:
    need(os.geteuid() == 0, "only root can start processes of another user")
    with process(what, *_NOBODY) as (pid, _):
        look = f"exec 3</proc/{pid}/{entry} && ls /proc/{pid}/{entry}"
        looked = subprocess.run([*_NOBODY, "sh", "-c", look], capture_output=True, check=False)
    assert bool(looked.returncode) == refused, looked.stderr
