import os
import stat
from pathlib import Path

import pytest

from app.core.errors import Forbidden
from app.core.setup_link import SetupKey

URL = "https://yard.example.org/base"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "setup-link"


def key_of(link: str) -> str:
    return link.partition("#k=")[2]


def test_the_link_leads_to_the_set_up_page_and_keeps_its_key_from_every_server_log(
    path: Path,
) -> None:
    link = SetupKey(path).make(URL)
    assert link.startswith(f"{URL}/setup#k=")
    assert len(key_of(link)) == 32  # 192 bits, six a character


def test_only_its_owner_can_read_it(path: Path) -> None:
    path.touch(mode=0o666)
    link = SetupKey(path).make(URL)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text() == f"{link}\n"


def test_only_its_key_matches(path: Path) -> None:
    setup = SetupKey(path)
    key = key_of(setup.make(URL))
    assert setup.matches(key)
    assert not setup.matches(key[:-1])
    assert not setup.matches("")
    assert not setup.matches("ключ")


def test_another_link_makes_the_one_before_worthless_whoever_made_it(path: Path) -> None:
    setup = SetupKey(path)
    before = key_of(setup.make(URL))
    after = key_of(SetupKey(path).make(URL))
    assert not setup.matches(before)
    assert setup.matches(after)


def test_after_five_wrong_tries_no_key_is_good_until_there_is_another_link(path: Path) -> None:
    setup = SetupKey(path)
    key = key_of(setup.make(URL))
    assert not any(setup.matches(f"wrong {number}") for number in range(5))
    for tried in (key, "wrong"):
        with pytest.raises(Forbidden, match="tried too often"):
            setup.matches(tried)
    assert setup.matches(key_of(setup.make(URL)))


def test_it_is_good_for_an_hour(path: Path) -> None:
    made_at = 1_000_000.0
    now = made_at + 3599
    setup = SetupKey(path, now=lambda: now)
    key = key_of(setup.make(URL))
    os.utime(path, (made_at, made_at))
    assert setup.matches(key)
    now = made_at + 3601
    with pytest.raises(Forbidden, match="older than an hour"):
        setup.matches(key)


def test_one_from_the_future_is_not_good_for_longer(path: Path) -> None:
    setup = SetupKey(path)
    key = key_of(setup.make(URL))
    os.utime(path, (2**40, 2**40))
    with pytest.raises(Forbidden):
        setup.matches(key)


def test_without_a_link_no_key_is_good(path: Path) -> None:
    setup = SetupKey(path)
    with pytest.raises(Forbidden, match="there is no set-up link"):
        setup.matches("")
    setup.make(URL)
    setup.remove()
    setup.remove()
    with pytest.raises(Forbidden, match="there is no set-up link"):
        setup.matches("")


def test_a_damaged_file_is_no_link(path: Path) -> None:
    path.write_text("\n")
    with pytest.raises(Forbidden):
        SetupKey(path).matches("")
