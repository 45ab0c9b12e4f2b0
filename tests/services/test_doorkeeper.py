import asyncio
import time
from collections.abc import AsyncIterator, Sequence

import pytest
import time_machine
from sqlalchemy import select, update

from app.core.clock import now
from app.core.database import Database
from app.core.errors import Unauthenticated
from app.core.group_commit import Transaction
from app.core.person import EVERYTHING, LOCAL_ID, Role, Scope, Way
from app.core.security.opaque import new_api_token, new_secret
from app.models.people import api_tokens, sessions, users
from app.services.doorkeeper import is_loopback
from app.store.credentials import revoke_tokens
from tests.services.accounts import person
from tests.services.door import ADDRESS, LOCAL, Door, Reads
from tests.store.conftest import db, migrated, path, published

__all__ = ("db", "migrated", "path", "published")

MINUTE = 60.0
DAY = 86_400.0


@pytest.fixture
async def door(db: Database) -> AsyncIterator[Door]:
    made = Door(db)
    yield made
    made.close()


@pytest.fixture
def reads(door: Door, monkeypatch: pytest.MonkeyPatch) -> Reads:
    counting = Reads(door.db)
    monkeypatch.setattr(door.db, "read", counting)
    return counting


async def refused(door: Door, credential: str | None) -> bool:
    try:
        await door.admit(credential)
    except Unauthenticated:
        return True
    return False


async def test_an_api_token_lets_its_person_in_with_its_scopes(door: Door) -> None:
    user = await door.account(role=Role.OPERATOR)
    by = await door.admit(await door.token(user, Scope.READ))
    assert (by.id, by.name, by.role) == (user.id, "Ada", Role.OPERATOR)
    assert by.scopes == {Scope.READ}
    assert by.address == ADDRESS
    assert (by.access.way, by.access.by_cookie) == (Way.TOKEN, False)


@pytest.mark.parametrize("cookie", [False, True])
async def test_a_session_lets_its_person_in_with_all_scopes(door: Door, cookie: bool) -> None:
    user = await door.account()
    signed_in = await door.login(cookie=cookie)
    by = await door.admit(signed_in.cookie or signed_in.access_token)
    assert (by.id, by.scopes) == (user.id, EVERYTHING)
    assert (by.access.way, by.access.by_cookie) == (Way.SESSION, cookie)


async def test_who_was_seen_is_known_again_without_the_database(door: Door, reads: Reads) -> None:
    user = await door.account()
    token = await door.token(user)
    first = await door.admit(token)
    seen = reads.count
    again = await door.admit(token)
    elsewhere = await door.admit(token, "198.51.100.1")
    assert reads.count == seen
    assert again == first
    assert elsewhere.address == "198.51.100.1"
    assert elsewhere.access is first.access


async def test_many_who_show_the_same_at_once_are_one_look(door: Door, reads: Reads) -> None:
    token = await door.token(await door.account())
    seen = reads.count
    people = await asyncio.gather(*(door.admit(token) for _ in range(50)))
    assert reads.count == seen + 1
    assert len({id(by.access) for by in people}) == 1


async def test_one_who_goes_away_does_not_take_the_look_from_the_others(
    door: Door, reads: Reads
) -> None:
    token = await door.token(await door.account())
    reads.hold()
    impatient = asyncio.create_task(door.admit(token))
    patient = asyncio.create_task(door.admit(token))
    await reads.answered.wait()
    impatient.cancel()
    await asyncio.wait([impatient])
    reads.may_answer.set()
    assert (await patient).name == "Ada"


async def test_a_stranger_costs_one_look_and_is_let_in_never(door: Door, reads: Reads) -> None:
    for credential in (new_api_token(), new_secret("tys_")):
        seen = reads.count
        assert all([await refused(door, credential) for _ in range(50)])
        assert reads.count == seen + 1


FORMLESS = (
    "", "x", "ty_", "tyl_", "tys_", "tyr_" + "a" * 44, "ty_" + "a" * 46, "a.b.c", "é" * 40,
    "\ud800", "a" * 100_000, "tyl_" + "\ud800" * 40, LOCAL[:-1], f"{LOCAL}a", LOCAL.upper(),
)  # fmt: skip


@pytest.mark.parametrize("credential", FORMLESS, ids=range(len(FORMLESS)))
async def test_what_has_no_form_of_ours_costs_no_look(
    door: Door, reads: Reads, credential: str
) -> None:
    for admit in (door.keeper.admit, door.keeper.admit_cookie):
        with pytest.raises(Unauthenticated):
            await admit(credential, address=None)
    assert reads.count == (credential == "tys_")


async def test_a_cookie_is_not_good_in_a_header_nor_the_other_way_round(door: Door) -> None:
    user = await door.account()
    cookie = (await door.login(cookie=True)).cookie
    assert cookie is not None
    await door.admit(cookie)
    with pytest.raises(Unauthenticated):
        await door.keeper.admit(cookie, address=ADDRESS)
    tokens = (await door.token(user), (await door.login()).access_token, LOCAL)
    for token in tokens:
        assert token is not None
        with pytest.raises(Unauthenticated):
            await door.keeper.admit_cookie(token, address=None)


async def test_a_refresh_token_is_not_good_for_anything_else(door: Door) -> None:
    await door.account()
    assert await refused(door, (await door.login()).refresh_token)


@pytest.mark.parametrize("address", [None, "127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
async def test_the_local_token_makes_its_reader_the_owner(door: Door, address: str | None) -> None:
    door.people.learn([(LOCAL_ID, "root")])
    by = await door.admit(LOCAL, address)
    assert (by.id, by.name, by.role, by.scopes) == (LOCAL_ID, "root", Role.ADMIN, EVERYTHING)
    assert (by.access.way, by.address) == (Way.LOCAL, address)


@pytest.mark.parametrize(
    "address", ["192.0.2.7", "10.0.0.1", "::", "::ffff:192.0.2.7", "fe80::1%lo", "0.0.0.0", "x", ""]
)
async def test_the_local_token_is_good_from_this_machine_alone(door: Door, address: str) -> None:
    assert not is_loopback(address)
    with pytest.raises(Unauthenticated):
        await door.admit(LOCAL, address)


async def test_an_expired_access_is_over_though_it_is_known(door: Door) -> None:
    user = await door.account()
    at = time.time()
    made = await door.tokens.create("t", list(Scope), expires_at=now() + 30_000, by=person(user))
    jwt = (await door.login()).access_token
    cookie = (await door.login(cookie=True)).cookie
    for credential, seconds in ((made[1], 30), (jwt, 600), (cookie, 14 * DAY)):
        await door.admit(credential)
        with time_machine.travel(at + seconds + 2):
            assert await refused(door, credential)
            assert await refused(door, credential)


async def test_a_cookie_that_is_used_slides_but_not_for_ever(door: Door) -> None:
    await door.account()
    cookie = (await door.login(cookie=True)).cookie
    at = time.time()
    for day in range(10, 90, 10):
        with time_machine.travel(at + day * DAY):
            await door.admit(cookie)
    await door.account("Somebody")  # committed after what was to be noted
    with time_machine.travel(at + 89 * DAY):
        restarted = Door(door.db)
        await restarted.admit(cookie)
        restarted.close()
    with time_machine.travel(at + 90 * DAY + 2):
        assert await refused(door, cookie)


async def test_the_use_of_a_token_is_noted_once_a_minute(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = await door.token(await door.account())
    notes = 0
    write_soon = door.db.write_soon

    def counted(verb: object, use: object) -> object:
        nonlocal notes
        notes += 1
        return write_soon(verb, use)  # type: ignore[arg-type]

    monkeypatch.setattr(door.db, "write_soon", counted)
    at = time.time()
    for seconds in (0, 1, 30, 59, 61, 90, 125):
        with time_machine.travel(at + seconds, tick=False):
            await door.admit(token, f"192.0.2.{seconds}")
    assert notes == 3
    await door.account("Somebody")  # committed after what was to be noted
    row = await door.db.read(lambda c: c.execute(select(api_tokens)).one())
    assert row.last_used_from == "192.0.2.125"
    assert row.last_used_at == int((at + 125) * 1000)


async def test_the_use_of_a_session_is_noted(door: Door) -> None:
    await door.account()
    signed_in = await door.login()
    with time_machine.travel(time.time() + 5 * MINUTE, tick=False):
        await door.admit(signed_in.access_token, "198.51.100.1")
        at = now()
    await door.account("Somebody")
    row = await door.db.read(lambda c: c.execute(select(sessions)).one())
    assert (row.last_used_at, row.address) == (at, "198.51.100.1")


async def test_what_ends_is_over_for_who_holds_it_and_their_streams_end(door: Door) -> None:
    user, other = await door.account(), await door.account("Bea")
    by = await door.admit(await door.token(user))
    beside = await door.admit(await door.token(other))
    stream, others = door.stream(by), door.stream(beside)
    door.keeper.end(user_id=user.id)
    assert by.access.is_over
    assert stream.farewells == ["access_ended"]
    assert not beside.access.is_over
    assert others.farewells == []


async def test_one_session_or_one_token_is_ended_without_the_others(door: Door) -> None:
    user = await door.account()
    by_token, by_other = [await door.admit(await door.token(user)) for _ in range(2)]
    session, another = [await door.admit((await door.login()).access_token) for _ in range(2)]
    assert by_token.access.id == session.access.id  # the same number means two things
    door.keeper.end(user_id=user.id, session_id=session.access.id)
    assert [by.access.is_over for by in (by_token, by_other, session, another)] == [0, 0, 1, 0]
    door.keeper.end(user_id=user.id, token_id=by_token.access.id)
    assert [by.access.is_over for by in (by_token, by_other, session, another)] == [1, 0, 1, 0]
    third = await door.admit((await door.login()).access_token)
    door.keeper.end(user_id=user.id, keep_session=third.access.id)
    everybody = (by_token, by_other, session, another, third)
    assert [by.access.is_over for by in everybody] == [1, 1, 1, 1, 0]


async def test_an_access_that_fell_out_of_memory_is_still_ended(db: Database) -> None:
    door = Door(db, held=2)
    user = await door.account()
    by = await door.admit(await door.token(user))
    stream = door.stream(by)
    for _ in range(5):
        await door.admit(await door.token(user))
    door.keeper.end(user_id=user.id, token_id=by.access.id)
    assert by.access.is_over
    assert stream.farewells == ["access_ended"]
    door.close()


async def test_so_many_are_remembered_and_no_more(db: Database) -> None:
    door = Door(db, held=10)
    user = await door.account()
    for _ in range(30):
        await door.admit(await door.token(user))
    assert len(door.keeper._known) == 10
    door.close()


async def test_a_look_that_was_under_way_when_access_ended_is_not_believed(
    door: Door, reads: Reads
) -> None:
    user = await door.account()
    token = await door.token(user)
    reads.hold()
    coming = asyncio.create_task(door.admit(token))
    await reads.answered.wait()
    # It was good when the look was taken; now it is not, and the look comes back.
    (row,) = await door.db.write(_revoke_all, user.id)
    door.keeper.end(user_id=user.id, token_id=row)
    reads.may_answer.set()
    with pytest.raises(Unauthenticated):
        await coming
    assert await refused(door, token)


async def test_a_look_that_was_under_way_when_a_role_changed_is_taken_again(
    door: Door, reads: Reads
) -> None:
    user = await door.account()
    token = await door.token(user)
    reads.hold()
    coming = asyncio.create_task(door.admit(token))
    await reads.answered.wait()
    await door.db.write(_promote, user.id)
    door.keeper.refresh(user.id)
    reads.may_answer.set()
    assert (await coming).role is Role.OPERATOR


async def test_a_promotion_is_seen_at_once_and_takes_nothing_away(door: Door) -> None:
    user = await door.account()
    token = await door.token(user)
    before = await door.admit(token)
    stream = door.stream(before)
    await door.db.write(_promote, user.id)
    door.keeper.refresh(user.id)
    assert (await door.admit(token)).role is Role.OPERATOR
    assert not before.access.is_over
    assert stream.farewells == ["access_changed"]


async def test_the_owner_is_known_again_after_the_streams_were_ended(door: Door) -> None:
    by = await door.admit(LOCAL, None)
    stream = door.stream(by)
    door.keeper.end(user_id=LOCAL_ID)
    assert by.access.is_over
    assert stream.farewells == ["access_ended"]
    assert not (await door.admit(LOCAL, None)).access.is_over


async def test_knowing_somebody_again_costs_next_to_nothing(door: Door) -> None:
    await door.account()
    jwt = (await door.login()).access_token
    assert jwt is not None
    await door.admit(jwt)
    began = time.process_time()
    for _ in range(2000):
        await door.keeper.admit(jwt, address=ADDRESS)
    assert (time.process_time() - began) / 2000 < 100e-6


def _revoke_all(tx: Transaction, user_ids: Sequence[int]) -> list[list[int]]:
    return [revoke_tokens(tx, user_id) for user_id in user_ids]


def _promote(tx: Transaction, user_ids: Sequence[int]) -> list[None]:
    values = {"role": Role.OPERATOR.value}
    tx.connection.execute(update(users).where(users.c.id.in_(user_ids)).values(**values))
    return [None] * len(user_ids)
