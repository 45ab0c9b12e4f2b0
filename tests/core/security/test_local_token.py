import os
import stat
from pathlib import Path

import pytest

from app.core.errors import CannotStart
from app.core.security.local_token import read_or_make


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "local-token"


def test_it_is_made_once_and_for_its_owner_alone(path: Path) -> None:
    token = read_or_make(path)
    assert read_or_make(path) == token
    assert token.startswith("tyl_")
    assert len(token) == 44
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["local-token"]


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o660, 0o606, 0o644])
def test_one_that_others_can_read_is_no_secret(path: Path, mode: int) -> None:
    read_or_make(path)
    path.chmod(mode)
    with pytest.raises(CannotStart, match="others may read"):
        read_or_make(path)


def test_one_of_another_user_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_or_make(path)
    stranger = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: stranger)
    with pytest.raises(CannotStart, match="another user"):
        read_or_make(path)


@pytest.mark.parametrize("content", ["", "tyl_", "tyl_" + "a" * 39, "ty_" + "a" * 40, "\xff" * 44])
def test_a_damaged_one_is_told_apart(path: Path, content: str) -> None:
    path.write_text(content, "latin-1")
    path.chmod(0o600)
    with pytest.raises(CannotStart, match="damaged"):
        read_or_make(path)


def test_a_link_to_another_file_is_refused(path: Path) -> None:
    read_or_make(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")
    with pytest.raises(CannotStart, match="cannot read"):
        read_or_make(path)


def test_nothing_but_a_file_is_read(path: Path) -> None:
    os.mkfifo(path, 0o600)
    with pytest.raises(CannotStart, match="not a file"):
        read_or_make(path)
