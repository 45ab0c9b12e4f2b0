from pathlib import Path

from app.core.settings import Settings
from tests.cli.commands import taskyard


def test_it_shows_every_value_and_who_set_it(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TASKYARD_GRACE=90s\n")
    done = taskyard("check", "--data", str(tmp_path), cwd=tmp_path, PORT="4000")
    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()}
    assert done.returncode == 0
    assert rows.keys() == Settings.model_fields.keys()
    assert rows["port"] == ["4000", "PORT"]
    assert rows["grace"] == ["90s", ".env:", "TASKYARD_GRACE"]
    assert rows["data_dir"] == [str(tmp_path), "--data"]
    assert rows["log_cap"] == ["256MiB", "default"]


def test_what_is_wrong_is_told_without_a_stack_and_fails(tmp_path: Path) -> None:
    done = taskyard("check", cwd=tmp_path, TASKYARD_PROT="1", TASKYARD_SLOT="2")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "taskyard: TASKYARD_PROT is no setting: did you mean TASKYARD_PORT?",
        "taskyard: TASKYARD_SLOT is no setting: did you mean TASKYARD_SLOTS?",
    ]


def test_what_is_doubtful_is_told_and_does_not_fail(tmp_path: Path) -> None:
    done = taskyard("check", cwd=tmp_path, RABBITMQ_URL="amqp://ben:hunter2@queue")
    assert done.returncode == 0
    assert "warning: RABBITMQ_URL is set" in done.stderr


def test_it_never_shows_a_secret(tmp_path: Path) -> None:
    done = taskyard("check", cwd=tmp_path, SECRET_KEY="hunter2", RABBITMQ_URL="amqp://hunter2@q")
    assert "secret_key           (set)" in done.stdout
    assert "hunter2" not in done.stdout + done.stderr


def test_commands_of_another_user_start_in_that_ones_home(tmp_path: Path) -> None:
    done = taskyard("check", cwd=tmp_path, TASKYARD_RUN_AS="nobody")
    assert "work_dir             (the home of nobody)" in done.stdout
    here = {"TASKYARD_RUN_AS": "nobody", "TASKYARD_WORK_DIR": str(tmp_path)}
    assert f"work_dir             {tmp_path}" in taskyard("check", cwd=tmp_path, **here).stdout


def test_it_changes_nothing(tmp_path: Path) -> None:
    taskyard("check", "--data", str(tmp_path / "yard"), cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []
