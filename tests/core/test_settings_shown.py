"""What people see of the settings."""

from pathlib import Path

import pytest

from app.core.settings import Settings, is_secret
from app.core.settings_shown import ShownSetting, shown_settings
from app.core.settings_source import Origin, Source, read_settings

SECRETS = {"admin_password", "secret_key", "database_url", "rabbitmq_url"}


def shown(directory: Path, **flags: object) -> dict[str, ShownSetting]:
    given = read_settings(flags=flags, directory=directory)
    return {each.name: each for each in shown_settings(given)}


def test_every_setting_is_shown_under_a_heading(tmp_path: Path) -> None:
    found = shown(tmp_path)
    assert list(found) == list(Settings.model_fields)
    sections = [each.section for each in found.values()]
    # Each is one run: a heading stands once.
    assert sections == sorted(sections, key=sections.index)
    assert "" not in sections
    assert len(set(sections)) == 6


def test_values_are_as_one_would_write_them(tmp_path: Path) -> None:
    found = shown(tmp_path)
    assert found["log_cap"].value == found["log_cap"].default == "256MiB"
    assert found["deadline_warnings"].value == "1d,1h"
    assert found["behind_proxy"].value == "false"
    assert found["slots"].default == "4 × the cores"
    assert found["public_url"].value is None
    assert not found["public_url"].is_set


def test_nothing_on_purpose_is_told_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TASKYARD_DEADLINE_WARNINGS", "none")
    found = shown(tmp_path)
    assert found["deadline_warnings"].value == "none"
    assert found["allowed_hosts"].value is None


def test_of_a_secret_it_is_only_told_that_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for field in SECRETS - {"database_url"}:
        monkeypatch.setenv(f"TASKYARD_{field.upper()}", f"hunter2 of {field}, long enough for it")
    monkeypatch.setenv("TASKYARD_ADMIN_EMAIL", "ada@example.org")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/taskyard.db")
    found = shown(tmp_path, data_dir=tmp_path)
    assert {name for name in found if is_secret(name)} == SECRETS
    for name in SECRETS:
        assert (found[name].value, found[name].default, found[name].is_set) == (None, None, True)
    assert "hunter2" not in str(found)


def test_each_tells_who_set_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("TASKYARD_GRACE=1\n")
    monkeypatch.setenv("RABBITMQ_URL", "amqp://queue")
    found = shown(tmp_path, data_dir=tmp_path)
    assert found["data_dir"].origin == Origin(Source.COMMAND_LINE, "--data")
    assert found["rabbitmq_url"].origin == Origin(Source.ENVIRONMENT, "RABBITMQ_URL")
    assert found["grace"].origin == Origin(Source.FILE, "TASKYARD_GRACE")
    assert found["slots"].origin == Origin(Source.DEFAULT)
