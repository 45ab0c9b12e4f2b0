import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from app.core.security.access_tokens import AccessTokens, BadToken, Claims
from app.core.security.secret_keys import SecretKey, SecretKeys
from tests.core.security.mutants import GOOD, KEY, LETTERS, MUTANTS, NOW


@pytest.fixture(autouse=True)
def _at_that_time() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def tokens() -> AccessTokens:
    return AccessTokens(SecretKeys((KEY,), None))


def test_there_are_enough_mutants_and_no_two_are_the_same() -> None:
    assert len({text for _, text in MUTANTS}) == len(MUTANTS) >= 400
    assert GOOD not in {text for _, text in MUTANTS}


def test_the_token_the_mutants_are_made_of_is_good(tokens: AccessTokens) -> None:
    assert tokens.read(GOOD) == Claims(7, 9, (NOW + 600) * 1000)


@pytest.mark.parametrize("text", [text for _, text in MUTANTS], ids=[name for name, _ in MUTANTS])
def test_no_mutant_is_taken_for_a_token_or_raises_anything_else(
    tokens: AccessTokens, text: str
) -> None:
    with pytest.raises(BadToken):
        tokens.read(text)


@pytest.mark.parametrize("letter", LETTERS)
def test_only_one_text_of_a_signature_is_good(tokens: AccessTokens, letter: str) -> None:
    if GOOD[-1] != letter:
        with pytest.raises(BadToken):
            tokens.read(GOOD[:-1] + letter)


def test_what_is_issued_can_be_read(tokens: AccessTokens) -> None:
    issued = tokens.issue(3, 4)
    assert tokens.read(issued) == Claims(3, 4, (NOW + 600) * 1000)
    assert issued != tokens.issue(3, 4)
    assert len(issued) < 512


def test_it_is_good_for_ten_minutes(tokens: AccessTokens) -> None:
    issued = tokens.issue(3, 4)
    with time_machine.travel(NOW + 599, tick=False):
        tokens.read(issued)
    with time_machine.travel(NOW + 600, tick=False), pytest.raises(BadToken):
        tokens.read(issued)


def test_a_token_of_the_key_before_is_good_and_of_the_one_before_that_is_not(
    tmp_path: Path,
) -> None:
    keys = SecretKeys.open(tmp_path / "key", None)
    tokens = AccessTokens(keys)
    first = tokens.issue(3, 4)
    keys.rotate()
    second = tokens.issue(3, 4)
    assert tokens.read(first) == tokens.read(second)
    keys.rotate()
    with pytest.raises(BadToken):
        tokens.read(first)
    tokens.read(second)


def test_a_key_that_looks_like_something_else_to_the_library_signs_too() -> None:
    for setting in ('{"keys":[{"kty":"oct","k":"YQ"}]}', "-----BEGIN PUBLIC KEY-----\n0123456789"):
        tokens = AccessTokens(SecretKeys((SecretKey.of(setting.encode()),), None))
        assert tokens.read(tokens.issue(3, 4)).user_id == 3


def test_reading_hostile_text_is_cheap(tokens: AccessTokens) -> None:
    began = time.process_time()
    for _ in range(1000):
        with pytest.raises(BadToken):
            tokens.read("e" * 1024**2)
    assert time.process_time() - began < 1
