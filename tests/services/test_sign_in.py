import asyncio
import time
from collections.abc import AsyncIterator, Sequence

import pytest
import time_machine
from sqlalchemy import select, update

from app.core.account import Origin, User
from app.core.database import Database
from app.core.errors import Conflict, RateLimited, Unauthenticated
from app.core.group_commit import Transaction
from app.core.security.passwords import Passwords
from app.models.people import sessions, users
from app.services.rates import LIMITS, Rates
from app.services.sign_in import SignedIn
from app.store.sessions import end_sessions
from tests.services.accounts import PASSWORD, log
from tests.services.door import ADDRESS, LOCAL, ORIGIN, Door
from tests.store.conftest import db, migrated, path, published

__all__ = ("db", "migrated", "path", "published")

DAY = 86_400.0


@pytest.fixture
async def door(db: Database) -> AsyncIterator[Door]:
    made = Door(db)
    yield made
    made.close()


async def refused(door: Door, name: str = "ada", password: str = PASSWORD) -> str:
    """What was answered."""
    with pytest.raises(Unauthenticated) as error:
        await door.sign_in.login(name, password, origin=ORIGIN)
    return error.value.detail


async def refresh(door: Door, signed_in: SignedIn) -> SignedIn:
    assert signed_in.refresh_token is not None
    return await door.sign_in.refresh(signed_in.refresh_token, origin=ORIGIN)


async def is_over(door: Door, signed_in: SignedIn) -> bool:
    """Neither its access token nor its refresh token is good."""
    try:
        await door.admit(signed_in.access_token)
    except Unauthenticated:
        with pytest.raises(Unauthenticated):
            await refresh(door, signed_in)
        return True
    return False


async def disable(door: Door, user: User) -> None:
    await door.db.write(_disable, user.id)


def _disable(tx: Transaction, user_ids: Sequence[int]) -> list[None]:
    tx.connection.execute(update(users).where(users.c.id.in_(user_ids)).values(disabled_at=1))
    for user_id in user_ids:
        end_sessions(tx, user_id, why="disabled")
    return [None] * len(user_ids)


@pytest.mark.parametrize("name", ["ada", "ADA", " ada ", "ada@example.org", "Ada@Example.ORG"])
async def test_an_account_is_found_by_username_and_by_e_mail(door: Door, name: str) -> None:
    user = await door.account()
    signed_in = await door.sign_in.login(name, PASSWORD, origin=ORIGIN)
    assert signed_in.user.id == user.id
    assert signed_in.user.last_login_at is not None
    assert signed_in.expires_in == 600
    assert (signed_in.cookie, signed_in.cookie_max_age) == (None, None)


async def test_the_page_gets_a_cookie_and_nothing_else(door: Door) -> None:
    await door.account()
    signed_in = await door.login(cookie=True)
    assert (signed_in.access_token, signed_in.refresh_token) == (None, None)
    assert signed_in.cookie is not None
    assert signed_in.cookie_max_age == 90 * DAY
    with pytest.raises(Unauthenticated):
        await door.sign_in.refresh(signed_in.cookie, origin=ORIGIN)


async def test_no_secret_is_shown_or_kept(door: Door) -> None:
    await door.account()
    one, other = await door.login(), await door.login(cookie=True)
    shown = repr((one, other))
    rows = repr(await door.db.read(lambda c: c.execute(select(sessions)).all()))
    for secret in (one.access_token, one.refresh_token, other.cookie):
        assert secret is not None
        assert secret not in shown
        assert secret not in rows


async def test_whoever_is_unknown_disabled_or_wrong_is_told_the_same(door: Door) -> None:
    await door.account()
    await disable(door, await door.account("Bea"))
    answers = {
        await refused(door, "ada", "a wrong password"),
        await refused(door, "bea"),
        await refused(door, "nobody"),
        await refused(door, "local"),
        await refused(door, ""),
        await refused(door, "x" * 100_000, "y" * 100_000),
        await refused(door, "\ud800", "\ud800"),
    }
    assert len(answers) == 1


async def test_an_unknown_account_takes_as_long(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    await door.account()
    await disable(door, await door.account("Bea"))
    looked: list[str | None] = []
    matches = door.passwords.matches

    async def counted(password: str, known: str | None) -> bool:
        looked.append(known)
        return await matches(password, known)

    monkeypatch.setattr(door.passwords, "matches", counted)
    for name in ("ada", "bea", "nobody"):
        await refused(door, name, "a wrong password")
    assert len(looked) == 3  # each is one password looked at, whatever it is compared with
    assert looked[2] is None


async def test_a_refusal_is_told_with_whom_it_was_about_and_from_where(door: Door) -> None:
    user = await door.account()
    await refused(door, "ada", "a wrong password")
    await refused(door, "nobody")
    assert door.tried.seen == [
        ("session.begin", f"user:{user.id}", ADDRESS),
        ("session.begin", None, ADDRESS),
    ]


async def test_a_sign_in_and_a_sign_out_are_in_the_audit_log(door: Door) -> None:
    user = await door.account()
    by = await door.admit((await door.login()).access_token)
    await door.sign_in.logout(by=by)
    session = f"session:{by.access.id}"
    notes = [entry.note for entry in await log(door.db)][-2:]
    assert [(note.action, note.outcome, note.target) for note in notes] == [
        ("session.begin", "ok", session),
        ("session.end", "ok", session),
    ]
    assert {(note.actor_id, note.via, note.address) for note in notes} == {
        (user.id, session, ADDRESS)
    }


async def test_an_address_may_try_so_often(door: Door) -> None:
    await door.account()
    for number in range(LIMITS["sign-in"].amount):
        await refused(door, f"nobody{number}")
    with pytest.raises(RateLimited) as too_many:
        await door.login()
    assert 0 < too_many.value.retry_after <= 60
    elsewhere = Origin("198.51.100.1")
    await door.sign_in.login("ada", PASSWORD, origin=elsewhere)


@pytest.mark.parametrize("name", ["ada", "nobody"])
async def test_an_account_may_be_tried_so_often_from_everywhere(door: Door, name: str) -> None:
    await door.account()
    signed_in = await door.login()
    names = {"ada": ("ada", "ADA", "ada@example.org"), "nobody": ("nobody", "Nobody ")}[name]
    for number in range(LIMITS["password"].amount):
        with pytest.raises(Unauthenticated):
            await door.sign_in.login(
                names[number % len(names)], "a wrong one", origin=Origin(f"198.51.100.{number}")
            )
    with pytest.raises(RateLimited):
        await door.sign_in.login(name, PASSWORD, origin=Origin("203.0.113.1"))
    # Who is in stays in.
    await refresh(door, signed_in)
    await door.admit(signed_in.access_token)


async def test_many_tries_at_once_are_not_more_than_one_after_the_other(door: Door) -> None:
    await door.account()
    tries = [
        door.sign_in.login("ada", "a wrong one", origin=Origin(f"198.51.100.{number}"))
        for number in range(40)
    ]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(answer, Unauthenticated) for answer in answers) <= 10
    assert all(isinstance(answer, Unauthenticated | RateLimited) for answer in answers)


async def test_signing_in_is_no_failure(db: Database) -> None:
    limits = {**LIMITS, "sign-in": LIMITS["refused-anywhere"]}
    door = Door(db, rates=Rates(limits))
    await door.account()
    for _ in range(25):
        await door.login()
    door.close()


async def test_a_password_is_hashed_anew_when_the_parameters_changed(db: Database) -> None:
    before = Door(db)
    user = await before.account()
    after = Door(db, passwords=Passwords(memory_kib=128, passes=1))
    await after.login()
    query = select(users.c.password).where(users.c.id == user.id)
    known = await db.read(lambda c: c.scalar(query))
    assert known is not None
    assert "m=128" in known
    await after.login()
    before.close()
    after.close()


async def test_a_password_that_changed_meanwhile_signs_nobody_in(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = await door.account()

    async def changed(password: str, known: str | None) -> bool:
        await door.db.write(_set_password, user.id)
        return True

    monkeypatch.setattr(door.passwords, "matches", changed)
    await refused(door)
    assert await door.db.read(lambda c: c.execute(select(sessions)).all()) == []


def _set_password(tx: Transaction, user_ids: Sequence[int]) -> list[None]:
    tx.connection.execute(update(users).where(users.c.id.in_(user_ids)).values(password="another"))
    return [None] * len(user_ids)


async def test_a_refresh_gives_two_new_tokens(door: Door) -> None:
    user = await door.account()
    first = await door.login()
    second = await refresh(door, first)
    assert second.refresh_token != first.refresh_token
    assert second.access_token != first.access_token
    assert second.user.id == user.id
    by, again = await door.admit(first.access_token), await door.admit(second.access_token)
    assert by.access.id == again.access.id


async def test_two_tabs_that_refresh_at_once_get_the_same_successor(door: Door) -> None:
    await door.account()
    first = await door.login()
    both = await asyncio.gather(*(refresh(door, first) for _ in range(8)))
    assert len({one.refresh_token for one in both}) == 1
    third = await refresh(door, both[0])
    assert third.refresh_token != both[0].refresh_token


async def test_within_the_grace_it_is_the_same_also_after_a_restart(door: Door) -> None:
    await door.account()
    first = await door.login()
    second = await refresh(door, first)
    with time_machine.travel(time.time() + 9):
        restarted = Door(door.db)
        again = await refresh(restarted, first)
        assert again.refresh_token == second.refresh_token
        assert not await is_over(restarted, again)
        restarted.close()


@pytest.mark.parametrize("restart", [False, True])
async def test_a_token_that_comes_back_after_the_grace_ends_its_session(
    door: Door, restart: bool
) -> None:
    user = await door.account()
    first, beside = await door.login(), await door.login()
    second = await refresh(door, first)
    by = await door.admit(second.access_token)
    stream = door.stream(by)
    now = Door(door.db) if restart else door
    with time_machine.travel(time.time() + 11):
        with pytest.raises(Unauthenticated):
            await refresh(now, first)
        assert await is_over(now, second)
        assert not await is_over(now, beside)
    note = [entry.note for entry in await log(door.db)][-1]
    assert (note.action, note.outcome, note.target) == (
        "session.reuse", "refused", f"session:{by.access.id}",
    )  # fmt: skip
    assert note.details == {"user": user.id}
    assert stream.farewells == ([] if restart else ["access_ended"])
    now.close()


async def test_a_token_from_long_before_ends_the_session_however_often_it_was_exchanged(
    door: Door,
) -> None:
    await door.account()
    first = await door.login()
    last = first
    for _ in range(5):
        last = await refresh(door, last)
    with pytest.raises(Unauthenticated):
        await refresh(door, first)
    assert await is_over(door, last)


async def test_a_guessed_token_ends_nothing(door: Door) -> None:
    await door.account()
    signed_in = await door.login()
    assert signed_in.refresh_token is not None
    token = signed_in.refresh_token
    another_family = token[:4] + "a" * 22 + token[26:]
    for guess in ("", "tyr_", "tyr_" + "a" * 44, token[::-1], token[:-1], another_family):
        with pytest.raises(Unauthenticated):
            await door.sign_in.refresh(guess, origin=ORIGIN)
    assert not await is_over(door, signed_in)


async def test_a_session_of_nobody_who_comes_ends_after_thirty_days(door: Door) -> None:
    await door.account()
    at = time.time()
    used, unused = await door.login(), await door.login()
    with time_machine.travel(at + 29 * DAY):
        used = await refresh(door, used)
    with time_machine.travel(at + 31 * DAY):
        with pytest.raises(Unauthenticated):
            await refresh(door, unused)
        await refresh(door, used)


async def test_logging_out_ends_this_session_and_its_streams(door: Door) -> None:
    await door.account()
    signed_in, beside = await door.login(), await door.login()
    by = await door.admit(signed_in.access_token)
    stream = door.stream(by)
    await door.sign_in.logout(by=by)
    assert by.access.is_over
    assert stream.farewells == ["access_ended"]
    assert await is_over(door, signed_in)
    assert not await is_over(door, beside)
    await door.sign_in.logout(by=by)  # twice is fine


async def test_logging_out_of_the_page_ends_its_cookie(door: Door) -> None:
    await door.account()
    cookie = (await door.login(cookie=True)).cookie
    await door.sign_in.logout(by=await door.admit(cookie))
    with pytest.raises(Unauthenticated):
        await door.admit(cookie)


async def test_what_is_no_session_is_not_logged_out(door: Door) -> None:
    token = await door.token(await door.account())
    for credential in (token, LOCAL):
        by = await door.admit(credential, None)
        with pytest.raises(Conflict):
            await door.sign_in.logout(by=by)
        assert not by.access.is_over


async def test_who_was_disabled_can_do_nothing_with_what_they_have(door: Door) -> None:
    user = await door.account()
    signed_in = await door.login()
    cookie = (await door.login(cookie=True)).cookie
    await door.admit(cookie)
    await disable(door, user)
    door.keeper.end(user_id=user.id)
    assert await is_over(door, signed_in)
    with pytest.raises(Unauthenticated):
        await door.admit(cookie)
    with pytest.raises(Unauthenticated):
        await door.sign_in.begin(user, origin=ORIGIN)


async def test_who_proved_otherwise_who_they_are_begins_a_session(door: Door) -> None:
    user = await door.account()
    by = await door.admit((await door.sign_in.begin(user, origin=ORIGIN)).access_token)
    assert by.id == user.id
