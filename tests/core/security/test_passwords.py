import asyncio
import threading
import time
from collections.abc import Iterator

import pytest

from app.core.errors import Invalid, RateLimited
from app.core.security.passwords import Passwords

GOOD = "kelp lantern orbit 42"
ABOUT = ("Benjamin Lee", "ben.lee@example.org")


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    """Cheap ones."""
    made = Passwords(memory_kib=64, passes=1)
    yield made
    made.close()


async def test_the_right_password_matches_and_no_other(passwords: Passwords) -> None:
    known = await passwords.hash(GOOD)
    assert GOOD not in known
    assert known != await passwords.hash(GOOD)
    assert await passwords.matches(GOOD, known)
    for wrong in ("", GOOD[:-1], GOOD.upper(), f"{GOOD} ", "\ud800", "\x00", GOOD * 1000):
        assert not await passwords.matches(wrong, known)


async def test_nothing_matches_where_there_is_no_password(passwords: Passwords) -> None:
    for text in ("", GOOD, "None"):
        assert not await passwords.matches(text, None)


async def test_letters_may_be_composed_in_another_way(passwords: Passwords) -> None:
    assert await passwords.matches(
        "gru\u0308n und blau", await passwords.hash("gr\u00fcn und blau")
    )


async def test_the_hash_is_argon2id_with_the_parameters_of_today() -> None:
    passwords = Passwords()
    known = await passwords.hash(GOOD)
    assert known.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert not passwords.needs_rehash(known)
    assert passwords.needs_rehash(await Passwords(memory_kib=64, passes=1).hash(GOOD))
    passwords.close()


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "short"), ("k8#vQ2!xz", "short"), (GOOD * 13, "long"), ("password12", "common"),
        ("1234567890", "common"), ("qwertyuiop", "common"), ("iloveyou123", "common"),
        ("aaaaaaaaaaaaaaa", "common"), ("P@ssw0rd1!", "common"), ("abcdefghijkl", "common"),
        ("Benjamin Lee rides", "personal"), ("xx-BENJAMIN-xx-42", "personal"),
        ("my ben.lee@example.org", "personal"), ("q7 ben.lee z9 mm", "personal"),
    ],
)  # fmt: skip
async def test_a_password_that_is_easily_guessed_is_refused(
    passwords: Passwords, password: str, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await passwords.check(password, ABOUT)
    ((pointer, found, _),) = refused.value.problems
    assert (pointer, found) == ("/password", code)
    assert not password or password not in str(refused.value)


@pytest.mark.parametrize(
    "password", [GOOD, "zT4!kq9#Lm", "ja das ist ein satz mit lee", "é" * 3 + GOOD]
)
async def test_a_good_password_is_taken(passwords: Passwords, password: str) -> None:
    await passwords.check(password, ABOUT)


async def test_a_crowd_does_not_wait_without_end(
    passwords: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()

    def wait() -> None:
        assert may_go_on.wait(10)

    first = [asyncio.ensure_future(passwords._run(wait)) for _ in range(18)]
    await asyncio.sleep(0)
    with pytest.raises(RateLimited) as refused:
        await passwords.hash(GOOD)
    assert refused.value.retry_after > 0
    first[0].cancel()  # who goes away does not give the place to another: its thread still works
    await asyncio.sleep(0)
    with pytest.raises(RateLimited):
        await passwords.hash(GOOD)
    may_go_on.set()
    await asyncio.gather(*first[1:])
    assert await passwords.hash(GOOD)


@pytest.mark.parametrize("signs", ["4@8({[<369&6#!1/|0$5+7%2", "4@({[<69!1|$5+70", "69!1|7+$5"])
async def test_no_password_takes_long_to_look_at(passwords: Passwords, signs: str) -> None:
    await passwords.check("granite pebble violin", about=[])  # what the first one loads
    began = time.process_time()
    await passwords.check((signs * 8)[:72], about=[])
    assert time.process_time() - began < 0.6


async def test_signs_for_letters_make_no_easy_password_a_good_one(passwords: Passwords) -> None:
    with pytest.raises(Invalid):
        await passwords.check("p@$$w0rd1234" + "4@({[<69!1|$5+70", about=[])
