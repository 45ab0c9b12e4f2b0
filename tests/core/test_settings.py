import os
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.settings import Settings
from app.core.settings_source import BadSettings, Given, read_settings
from app.core.settings_warnings import warnings_about
from tests.needs import need


def read(directory: Path, **flags: object) -> Given:
    return read_settings(flags=flags, directory=directory)


def refusal(directory: Path, **flags: object) -> str:
    with pytest.raises(BadSettings) as refused:
        read(directory, **flags)
    return str(refused.value)


def test_a_flag_wins_over_the_environment_and_that_over_the_file_and_that_over_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("TASKYARD_PORT=1\nTASKYARD_SLOTS=1\nTASKYARD_GRACE=1\n")
    monkeypatch.setenv("TASKYARD_PORT", "2")
    monkeypatch.setenv("TASKYARD_SLOTS", "2")
    given = read(tmp_path, port=3)
    assert (given.settings.port, given.settings.slots) == (3, 2)
    assert given.settings.grace == timedelta(seconds=1)
    assert given.settings.linger == timedelta(milliseconds=500)


def test_every_value_remembers_who_set_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("TASKYARD_GRACE=1\n")
    monkeypatch.setenv("RABBITMQ_URL", "amqp://queue")
    given = read(tmp_path, port=3, data_dir=tmp_path).origins
    origins = {field: str(origin) for field, origin in given.items()}
    assert origins["port"] == "--port"
    assert origins["data_dir"] == "--data"
    assert origins["rabbitmq_url"] == "RABBITMQ_URL"
    assert origins["grace"] == ".env: TASKYARD_GRACE"
    assert origins["slots"] == "default"


@pytest.mark.parametrize("name", ["PORT", "TASKYARD_PORT"])
def test_the_port_may_come_by_its_plain_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "4000")
    assert read(tmp_path).settings.port == 4000


def test_our_own_name_wins_over_the_plain_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", "4000")
    monkeypatch.setenv("TASKYARD_PORT", "5000")
    given = read(tmp_path)
    assert given.settings.port == 5000
    assert str(given.origins["port"]) == "TASKYARD_PORT"


def test_an_empty_variable_is_not_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASKYARD_PORT", "")
    given = read(tmp_path)
    assert given.settings.port == 8888
    assert str(given.origins["port"]) == "default"


def test_an_unknown_name_is_refused_with_the_one_that_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TASKYARD_PROT", "1")
    (tmp_path / ".env").write_text("TASKYARD_LOGCAP=1\ntaskyard_slots=1\nOTHER=1\n")
    assert refusal(tmp_path).splitlines() == [
        "TASKYARD_PROT is no setting: did you mean TASKYARD_PORT?",
        f"TASKYARD_LOGCAP in {tmp_path}/.env is no setting: did you mean TASKYARD_LOG_CAP?",
        f"taskyard_slots in {tmp_path}/.env is no setting: did you mean TASKYARD_SLOTS?",
    ]


def test_names_that_are_not_ours_are_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TASKYARD_REQUIRE", "all")
    (tmp_path / ".env").write_text("COMPOSE_PROJECT=x\nhost=0.0.0.0\n")
    assert read(tmp_path).settings.host == "127.0.0.1"


def test_every_problem_is_told_at_once_by_the_name_that_caused_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TASKYARD_GRACE", "soon")
    (tmp_path / ".env").write_text("TASKYARD_SLOTS=0\n")
    lines = refusal(tmp_path, port=70_000, shell="sh").splitlines()
    assert [line.split(":")[:-1] for line in lines] == [
        ["--port"],
        [".env", " TASKYARD_SLOTS"],
        ["--shell"],
        ["TASKYARD_GRACE", " 'soon' is no duration"],
    ]


@pytest.mark.parametrize("host", ["example.org", "", "localhost.", "1.2.3"])
def test_only_an_address_can_be_listened_on(host: str, tmp_path: Path) -> None:
    assert "is no address to listen on" in refusal(tmp_path, host=host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost"])
def test_any_loopback_address_will_do(host: str, tmp_path: Path) -> None:
    assert read(tmp_path, host=host).settings.host == host.strip("[]")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ben:hunter2@db/x",
        "sqlite://",
        "sqlite:////elsewhere/hunter2.db",
        "sqlite+aiosqlite:///hunter2.db",
    ],
)
def test_another_database_is_refused_without_repeating_its_password(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    detail = refusal(tmp_path, data_dir=tmp_path)
    assert "DATABASE_URL" in detail
    assert "hunter2" not in detail


@pytest.mark.parametrize("scheme", ["sqlite", "sqlite+aiosqlite"])
def test_the_own_database_may_be_named(
    scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{scheme}:///{tmp_path}/taskyard.db")
    assert read(tmp_path, data_dir=tmp_path).settings.data_dir == tmp_path


def test_a_shell_that_is_no_program_is_refused(tmp_path: Path) -> None:
    assert "not the absolute path of a program" in refusal(tmp_path, shell="/no/such/sh")


@pytest.mark.parametrize("field", ["work_dir", "log_file"])
def test_a_directory_that_is_not_there_is_refused(field: str, tmp_path: Path) -> None:
    assert "is not a directory" in refusal(tmp_path, **{field: tmp_path / "no" / "such"})


def test_allowed_hosts_are_separated_by_commas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TASKYARD_ALLOWED_HOSTS", "yard.lan, yard.lan:8888,")
    assert read(tmp_path).settings.allowed_hosts == ("yard.lan", "yard.lan:8888")


def test_the_data_directory_follows_the_desktop_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert Settings().data_dir == tmp_path / "taskyard"
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Settings().data_dir == tmp_path / ".local/share/taskyard"


def test_commands_start_at_home_or_at_the_root_where_there_is_no_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Settings().work_dir == tmp_path
    monkeypatch.setenv("HOME", str(tmp_path / "gone"))
    assert Settings().work_dir == Path("/")


def test_secrets_do_not_show_in_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "hunter2")
    monkeypatch.setenv("RABBITMQ_URL", "amqp://ben:hunter2@queue")
    monkeypatch.setenv("TASKYARD_ADMIN_PASSWORD", "hunter2")
    monkeypatch.setenv("TASKYARD_ADMIN_EMAIL", "ben@example.org")
    assert "hunter2" not in repr(Settings())


def test_what_is_accepted_but_not_used_yet_is_warned_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RABBITMQ_URL", "x")
    told = list(warnings_about(Settings(slots=1, max_streams=1)))
    assert "RABBITMQ_URL" in told[0]


def test_more_streams_than_files_may_be_open_is_warned_about() -> None:
    assert any("hard limit" in line for line in warnings_about(Settings(max_streams=2**40)))


def test_every_setting_says_what_it_is_for() -> None:
    assert all(info.description for info in Settings.model_fields.values())


@pytest.mark.parametrize(
    ("written", "hours"),
    [("24h,1h", [24, 1]), (" 1h , 2d, 60m", [48, 1]), ("none", []), ("", [24, 1])],
)
def test_warnings_before_a_deadline_are_durations_the_longest_first(
    written: str, hours: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TASKYARD_DEADLINE_WARNINGS", written)
    warnings = read(tmp_path).settings.deadline_warnings
    assert list(warnings) == [timedelta(hours=n) for n in hours]


@pytest.mark.parametrize("written", ["soon", "1h,soon", "0s", "1h,none"])
def test_what_is_no_warning_is_refused(
    written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TASKYARD_DEADLINE_WARNINGS", written)
    assert "TASKYARD_DEADLINE_WARNINGS" in refusal(tmp_path)


def test_a_file_that_others_may_have_written_is_not_believed(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("TASKYARD_SLOTS=1\n")
    file.chmod(0o666)
    assert f"everybody may write to {file}" in refusal(tmp_path)
    file.chmod(0o644)
    assert read(tmp_path).settings.slots == 1
    need(os.geteuid() == 0, "only root can give a file away")
    os.chown(file, 12345, -1)
    assert f"{file} is somebody else's" in refusal(tmp_path)
    os.chown(tmp_path, 12345, -1)
    assert read(tmp_path).settings.slots == 1
