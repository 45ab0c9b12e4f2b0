import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from app.core.clock import now
from app.core.database import Database
from app.core.errors import Conflict, Forbidden, NotFound, Unauthenticated
from app.core.person import Person, Role, Scope
from app.core.security.secret_keys import SecretKeys
from app.models.people import api_tokens, sessions
from app.services.keys import Keys
from app.store.sessions import forget_old
from tests.services.accounts import OWNER, log
from tests.services.door import ADDRESS, KEYS, ORIGIN, Door
from tests.store.conftest import db, migrated, path, published

__all__ = ("db", "migrated", "path", "published")

DAY = 86_400_000


@pytest.fixture
async def door(db: Database) -> AsyncIterator[Door]:
    made = Door(db)
    yield made
    made.close()


async def someone(door: Door, name: str, role: Role = Role.USER) -> Person:
    await door.account(name, role=role)
    return await door.admit((await door.login(name)).access_token)


def session_of(by: Person) -> int:
    assert by.access.id is not None
    return by.access.id


async def test_a_person_sees_their_own_open_sessions_the_newest_first(door: Door) -> None:
    ada = await someone(door, "Ada")
    await someone(door, "Bea")
    ended = await door.admit((await door.login()).access_token)
    await door.login(cookie=True)
    await door.sign_in.logout(by=ended)
    found = await door.sessions.mine(by=ada)
    assert [session.kind for session in found] == ["cookie", "bearer"]
    assert {(session.user_id, session.address) for session in found} == {(ada.id, ADDRESS)}
    assert found[1].id == session_of(ada)
    assert found[0].agent == ORIGIN.agent


async def test_ending_a_session_ends_its_access_and_streams(door: Door) -> None:
    ada = await someone(door, "Ada")
    other = await door.admit((await door.login()).access_token)
    stream = door.stream(other)
    await door.sessions.end(session_of(other), by=ada)
    assert other.access.is_over
    assert stream.farewells == ["access_ended"]
    assert not ada.access.is_over
    with pytest.raises(NotFound):
        await door.sessions.end(session_of(other), by=ada)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.USER, Role.OPERATOR])
async def test_the_session_of_another_is_not_there(door: Door, role: Role) -> None:
    ada, bea = await someone(door, "Ada"), await someone(door, "Bea", role)
    for session_id in (session_of(ada), 12345):
        with pytest.raises(NotFound):
            await door.sessions.end(session_id, by=bea)
    assert not ada.access.is_over


async def test_an_administrator_ends_anybodys_session(door: Door) -> None:
    ada, bea = await someone(door, "Ada"), await someone(door, "Bea", Role.ADMIN)
    await door.sessions.end(session_of(ada), by=bea)
    assert ada.access.is_over
    note = (await log(door.db))[-1].note
    assert (note.action, note.actor_id, note.target) == (
        "session.end", bea.id, f"session:{session_of(ada)}",
    )  # fmt: skip
    assert note.details["user"] == ada.id


async def test_a_token_without_the_scope_ends_no_session(door: Door) -> None:
    ada = await someone(door, "Ada")
    (user,) = [session.user_id for session in await door.sessions.mine(by=ada)]
    made = await door.tokens.create("t", [Scope.READ, Scope.RUN], by=ada)
    by = await door.admit(made[1])
    assert by.id == user
    with pytest.raises(Forbidden):
        await door.sessions.end(session_of(ada), by=by)
    assert len(await door.sessions.mine(by=by)) == 1


async def test_who_is_no_longer_let_in_may_not_look_either(door: Door) -> None:
    ada = await someone(door, "Ada")
    await door.sign_in.logout(by=ada)
    with pytest.raises(Unauthenticated):
        await door.sessions.mine(by=ada)
    with pytest.raises(Unauthenticated):
        await door.sessions.end(session_of(ada), by=ada)


async def test_what_ended_long_ago_is_forgotten_and_nothing_else(door: Door) -> None:
    ada = await someone(door, "Ada")
    ended = await door.admit((await door.login()).access_token)
    await door.sign_in.logout(by=ended)
    revoked, kept = [(await door.tokens.create("t", [Scope.READ], by=ada))[0] for _ in range(2)]
    await door.tokens.revoke(revoked.id, by=ada)
    assert not await door.db.write(forget_old, now() - DAY)
    assert await _counts(door.db) == (2, 2)
    assert not await door.db.write(forget_old, now() + 1)
    assert await _counts(door.db) == (1, 1)
    assert await door.tokens.mine(by=ada) == [kept]
    with time_machine.travel(time.time() + 200 * 86_400):
        assert not await door.db.write(forget_old, now())
    assert await _counts(door.db) == (0, 0)


async def _counts(db: Database) -> tuple[int, int]:
    """Of sessions and API tokens that are remembered."""
    return (
        len(await db.read(lambda c: c.execute(select(sessions.c.id)).all())),
        len(await db.read(lambda c: c.execute(select(api_tokens.c.id)).all())),
    )


async def test_an_administrator_rotates_the_key(door: Door, tmp_path: Path) -> None:
    keys = SecretKeys.open(tmp_path / "key", None)
    before = keys.current
    await Keys(door.db, keys).rotate(by=OWNER)
    assert keys.current != before
    assert keys.by_kid(before.kid) == before
    assert (await log(door.db, "key.rotate"))[-1].note.actor_id == OWNER.id
    with pytest.raises(Conflict):
        await Keys(door.db, KEYS).rotate(by=OWNER)
    with pytest.raises(Forbidden):
        await Keys(door.db, keys).rotate(by=await someone(door, "Ada", Role.OPERATOR))
