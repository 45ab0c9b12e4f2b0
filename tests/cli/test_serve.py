"""The order in which the server is put together; that it works is tested with the real one."""

import json
import os
import pwd
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.core.data_dir import DataDir
from tests.cli.commands import taskyard
from tests.needs import need

# Stands in for the launchers and for the server, and tells what each of them finds.
_TELL = """
import json, os, resource, sys, threading, types
facts = {}

def look(data):
    umask = os.umask(0)
    os.umask(umask)
    return {
        "umask": umask,
        "threads": threading.active_count(),
        "heavy": sorted({"fastapi", "sqlalchemy", "structlog", "uvicorn"} & sys.modules.keys()),
        "locked": (data / "server.lock").exists(),
        "files": resource.getrlimit(resource.RLIMIT_NOFILE),
        "variables": sorted({"SECRET_KEY", "LANG"} & os.environ.keys()),
    }

def start_launchers(count, *, instance, environment, cwd, identity=None):
    from pathlib import Path
    facts["launchers"] = look(Path(sys.argv[-1]))
    facts["told"] = [count, instance, dict(environment), str(cwd), identity]
    return ["launcher"] * count

def serve(given, data_dir, launchers):
    facts["server"] = look(data_dir.path)
    facts["given"] = [given.settings.port, data_dir.instance, launchers]
    print(json.dumps(facts))
    return 7

import app.executor.launchers
app.executor.launchers.start_launchers = start_launchers
sys.modules["app.main"] = types.SimpleNamespace(serve=serve)
os.umask(0o026)
from app.cli import main
main()
"""


def start(tmp_path: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    data = str(tmp_path / "yard")
    return taskyard("serve", *arguments, "--data", data, cwd=tmp_path, code=_TELL, **variables)


def facts(tmp_path: Path, *arguments: str, **variables: str) -> dict[str, Any]:
    done = start(tmp_path, *arguments, **variables)
    assert done.returncode == 7, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_launchers_start_from_a_small_process_that_owns_its_directory(tmp_path: Path) -> None:
    found = facts(tmp_path)["launchers"]
    assert found["locked"]
    assert found["threads"] == 1
    assert found["heavy"] == []


def test_commands_keep_the_umask_and_the_limits_of_who_started_the_server(tmp_path: Path) -> None:
    found = facts(tmp_path)
    assert found["launchers"]["umask"] == 0o026
    assert found["server"]["umask"] == 0o077
    soft, hard = found["server"]["files"]
    assert soft == min(hard, 2**20)
    assert found["launchers"]["files"][1] == hard


def test_no_secret_and_no_setting_reaches_the_commands(tmp_path: Path) -> None:
    given = {"SECRET_KEY": "hunter2", "RABBITMQ_URL": "hunter2", "TASKYARD_PORT": "4000"}
    found = facts(tmp_path, **given)
    environment = found["told"][2]
    assert environment.keys() & given.keys() == set()
    assert "PATH" in environment


def test_secrets_are_gone_from_the_environment_before_anything_is_started(tmp_path: Path) -> None:
    assert facts(tmp_path, SECRET_KEY="hunter2", LANG="C")["launchers"]["variables"] == ["LANG"]


def test_commands_run_as_the_user_that_was_asked_for(tmp_path: Path) -> None:
    need(os.geteuid() == 0, "only root can run commands as another user")
    who = pwd.getpwnam("nobody")
    _, _, environment, cwd, identity = facts(tmp_path, TASKYARD_RUN_AS="nobody")["told"]
    assert identity[1:3] == [who.pw_uid, who.pw_gid]
    assert environment["USER"] == "nobody"
    assert cwd == (who.pw_dir if Path(who.pw_dir).is_dir() else "/")
    chosen = facts(tmp_path, TASKYARD_RUN_AS="nobody", TASKYARD_WORK_DIR="/usr")["told"]
    assert chosen[3] == "/usr"


@pytest.mark.parametrize("user", ["root", "no-such-user"])
def test_an_impossible_user_refuses_to_start_before_anything_is_made(
    user: str, tmp_path: Path
) -> None:
    done = start(tmp_path, TASKYARD_RUN_AS=user)
    assert done.returncode == 1
    assert done.stderr.startswith("taskyard: TASKYARD_RUN_AS: ")
    assert list(tmp_path.iterdir()) == []


def test_the_server_gets_the_settings_and_the_launchers_that_were_asked_for(
    tmp_path: Path,
) -> None:
    found = facts(tmp_path, "--port", "4000", TASKYARD_LAUNCHERS="3", TASKYARD_WORK_DIR="/usr")
    count, instance, _, cwd, _ = found["told"]
    assert (count, cwd) == (3, "/usr")
    assert found["given"] == [4000, instance, ["launcher"] * 3]


def test_bad_settings_refuse_to_start_before_anything_is_made(tmp_path: Path) -> None:
    done = start(tmp_path, "--host", "0.0.0.0")
    assert done.returncode == 1
    assert "give --tls-cert and --tls-key, or --behind-proxy" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_second_server_refuses_and_names_the_first(tmp_path: Path) -> None:
    first = DataDir.open(tmp_path / "yard")
    try:
        done = start(tmp_path)
    finally:
        first.close()
    assert done.returncode == 1
    assert "in use by another server (pid " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_doubtful_setting_is_logged(tmp_path: Path) -> None:
    done = start(tmp_path, RABBITMQ_URL="amqp://queue")
    records = [json.loads(line) for line in done.stderr.splitlines()]
    assert "RABBITMQ_URL" in next(r["detail"] for r in records if r["event"] == "doubtful setting")


def test_a_log_file_that_cannot_be_written_refuses_to_start(tmp_path: Path) -> None:
    done = start(tmp_path, TASKYARD_LOG_FILE=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == f"taskyard: cannot write {tmp_path}: Is a directory\n"


@pytest.mark.parametrize("name", ["prot", "PROT"])
def test_a_mistyped_setting_stops_the_server(name: str, tmp_path: Path) -> None:
    done = start(tmp_path, **{f"TASKYARD_{name}": "1"})
    assert done.returncode == 1
    assert "did you mean TASKYARD_PORT?" in done.stderr
