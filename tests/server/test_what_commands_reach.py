"""What a command that looks for secrets finds: the table in docs/explanation/security.md."""

import os
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.needs import need
from tests.server.standing import ADMIN, CHECKOUT, PASSWORD, Standing, standing

_SECRETS = {**ADMIN, "SECRET_KEY": "0a1b2c3d4e5f60718293a4b5c6d7e8f9aabbccdd"}


@pytest.fixture
def place() -> Iterator[Path]:
    """Everybody may enter it: only the server's own care keeps others out of its directory."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def output(yard: Standing, script: str) -> str:
    with yard.client() as client:
        task = client.post("/tasks", json={"command": script}, headers={"Prefer": "wait=20"}).json()
        assert task["status"] in ("completed", "failed")
        return client.get(f"/tasks/{task['id']}/logs", params={"format": "text"}).text


def look(path: str) -> str:
    return f"head -c 1 {path} >/dev/null 2>&1 && echo {path} || ls {path}/ 2>/dev/null\n"


def processes(yard: Standing) -> list[int]:
    pid = yard.server.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def entries(yard: Standing) -> str:
    return "".join(
        look(f"/proc/{pid}/{entry}")
        for pid in processes(yard)
        for entry in ("environ", "mem", "maps", "fd", "cwd", "root")
    )


def test_as_another_user_it_finds_nothing(place: Path) -> None:
    need(os.geteuid() == 0, "only root can run commands as another user")
    data = place / "yard"
    with standing(data, variables={**_SECRETS, "TASKYARD_RUN_AS": "nobody"}) as yard:
        files = sorted(data.iterdir())
        assert {"local-token", "taskyard.db", "output.db", "server.json"} <= {
            file.name for file in files
        }
        everything = "".join(look(str(file)) for file in (data, *files))
        assert output(yard, everything + entries(yard)) == ""
        assert "can" not in output(yard, f"kill -0 {yard.server.pid} 2>/dev/null && echo can")


def test_no_secret_is_in_its_environment_or_in_what_the_system_shows_of_the_servers(
    place: Path,
) -> None:
    with standing(place / "yard", variables=_SECRETS) as yard:
        own = output(yard, "env; tr '\\0' '\\n' </proc/$PPID/environ")
        shown = Path(f"/proc/{yard.server.pid}/environ").read_bytes()
    for secret in (PASSWORD, _SECRETS["SECRET_KEY"]):
        assert secret not in own
        assert secret.encode() not in shown


def test_as_the_same_user_it_finds_the_files_but_nothing_of_the_processes(place: Path) -> None:
    need(os.geteuid() == 0, "only root can start a server as another user")
    os.chown(place, 65534, 65534)
    nobody = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    # Ours may be in the home of root.
    python = shutil.which(f"python3.{sys.version_info.minor}", path="/usr/bin:/usr/local/bin")
    need(python, "there is no Python of this version for everybody")
    assert python
    libraries = f"{CHECKOUT}:{sysconfig.get_path('purelib')}"
    variables = {**ADMIN, "HOME": "/", "PYTHONPATH": libraries}
    with standing(place / "yard", python=(*nobody, python), variables=variables) as yard:
        token = place / "yard" / "local-token"
        assert output(yard, look(str(token))).strip() == str(token)
        assert output(yard, entries(yard)) == ""
