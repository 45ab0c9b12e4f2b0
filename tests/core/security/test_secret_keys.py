import stat
from pathlib import Path

import pytest

from app.core.errors import CannotStart, Conflict
from app.core.security.secret_keys import SecretKey, SecretKeys

SETTING = "3f8ea1d27c6b4590b1d2e3f4a5968778"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "secret-key"


def test_a_key_is_made_at_the_first_start_and_kept(path: Path) -> None:
    first = SecretKeys.open(path, None).current
    assert SecretKeys.open(path, None).current == first
    assert len(first.secret) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_rotation_keeps_the_key_before_and_no_older_one(path: Path) -> None:
    keys = SecretKeys.open(path, None)
    first = keys.current
    keys.rotate()
    second = keys.current
    assert keys.by_kid(first.kid) == first
    keys.rotate()
    for now in (keys, SecretKeys.open(path, None)):
        assert now.current not in (first, second)
        assert now.by_kid(second.kid) == second
        assert now.by_kid(first.kid) is None
        assert now.by_kid("") is None


def test_a_setting_comes_before_the_file_and_is_changed_by_who_set_it(path: Path) -> None:
    keys = SecretKeys.open(path, SETTING)
    assert keys.current == SecretKey.of(SETTING.encode())
    assert not path.exists()
    with pytest.raises(Conflict):
        keys.rotate()


@pytest.mark.parametrize(
    "setting",
    [
        "", "short", SETTING[:31], " " * 64, "a" * 64, "ab" * 32, "1234567" * 8,
        "change-me-change-me-change-me-change-me", "django-insecure-8f0q#x9v!2m3n4b5v6c7x8z9",
        "your_super_secret_key_that_is_long_enough", "abcdefghijklmnopqrstuvwxyz0123456789",
        "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
        "09D25E094FAA6CA2556C818166B7A9563B93F7099F6F0F4CAA6CF63B88E8D3E7",
    ],
)  # fmt: skip
def test_a_setting_that_is_short_or_well_known_is_refused(path: Path, setting: str) -> None:
    with pytest.raises(CannotStart, match="SECRET_KEY"):
        SecretKeys.open(path, setting)


@pytest.mark.parametrize("content", ["", "x", "!!!!", "YWJj", "YWJj\nYWJj", "A" * 43 + "=\n" * 3])
def test_a_damaged_file_is_told_apart(path: Path, content: str) -> None:
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(CannotStart, match="damaged"):
        SecretKeys.open(path, None)


def test_a_file_that_others_can_read_is_refused(path: Path) -> None:
    SecretKeys.open(path, None)
    path.chmod(0o644)
    with pytest.raises(CannotStart, match="others may read"):
        SecretKeys.open(path, None)


def test_a_key_is_not_shown() -> None:
    key = SecretKey.of(SETTING.encode())
    assert SETTING not in repr(key)
    assert key.kid not in SETTING
