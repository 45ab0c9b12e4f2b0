import asyncio
import time
from dataclasses import replace
from typing import Any

import pytest

from app.core.clock import now
from app.core.database import Database
from app.core.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from app.core.person import Person, Role, Scope
from app.core.security.opaque import digest, is_api_token
from app.models.people import api_tokens
from app.services import tokens as module
from app.services.audit import Audit
from app.services.rates import Rates
from app.services.tokens import Tokens
from app.store import user_edit
from app.store.user_edit import UserChange
from tests.services.accounts import OWNER, Door, log, person, stored_user
from tests.store.conftest import db, migrated, path, published

__all__ = ("db", "migrated", "path", "published")

READ = frozenset({Scope.READ})
_DAY_MS = 24 * 60 * 60 * 1000


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def tokens(db: Database, door: Door) -> Tokens:
    return Tokens(db, door.keeper, Audit(db, Rates()))


@pytest.fixture
async def ada(db: Database) -> Person:
    return person(await stored_user(db, "Ada"))


@pytest.fixture
async def ben(db: Database) -> Person:
    return person(await stored_user(db, "Ben", Role.OPERATOR))


async def test_a_token_is_shown_once_and_kept_as_its_hash(
    tokens: Tokens, db: Database, ada: Person
) -> None:
    made, secret = await tokens.create(" nightly ", READ, by=ada)
    assert is_api_token(secret)
    assert (made.name, made.user_id, made.scopes) == ("nightly", ada.id, READ)
    assert secret.endswith(made.hint)
    kept = await db.read(
        lambda c: c.scalar(api_tokens.select().with_only_columns(api_tokens.c.secret))
    )
    assert kept == digest(secret)
    (entry,) = await log(db, "token.create")
    assert (entry.note.target, entry.note.actor_id) == (f"token:{made.id}", ada.id)
    assert secret not in str(entry)


async def test_a_token_is_good_for_90_days_for_ever_or_as_long_as_asked(
    tokens: Tokens, ada: Person
) -> None:
    usual, _ = await tokens.create("usual", READ, by=ada)
    assert usual.expires_at is not None
    assert abs(usual.expires_at - now() - 90 * _DAY_MS) < 60_000
    for asked in (None, now() + _DAY_MS):
        made, _ = await tokens.create("asked", READ, expires_at=asked, by=ada)
        assert made.expires_at == asked


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"name": " "}, "/name"),
        ({"name": "x" * 101}, "/name"),
        ({"name": "a\nb"}, "/name"),
        ({"scopes": frozenset()}, "/scopes"),
        ({"expires_at": int(time.time() * 1000) - 1}, "/expires_at"),
    ],
)
async def test_bad_form_is_told_with_its_place(
    tokens: Tokens, ada: Person, members: dict[str, Any], pointer: str
) -> None:
    with pytest.raises(Invalid) as raised:
        await tokens.create(**{"name": "x", "scopes": READ, "by": ada, **members})
    assert [where for where, _, _ in raised.value.problems] == [pointer]


async def test_a_token_makes_none_that_may_do_more(tokens: Tokens, ada: Person) -> None:
    by = replace(ada, scopes=frozenset({Scope.ADMIN, Scope.READ}))
    with pytest.raises(Forbidden):
        await tokens.create("x", frozenset({Scope.READ, Scope.RUN}), by=by)
    await tokens.create("x", READ, by=by)
    with pytest.raises(Forbidden):
        await tokens.create("x", READ, by=replace(ada, scopes=READ))


async def test_of_tokens_that_are_good_there_is_a_bound(
    tokens: Tokens, ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_AT_MOST", 3)
    made = await asyncio.gather(
        *(tokens.create("x", READ, by=ada) for _ in range(5)), return_exceptions=True
    )
    assert sum(isinstance(one, Conflict) for one in made) == 2
    await tokens.create("x", READ, by=ben)
    (first, *_) = await tokens.mine(by=ada)
    await tokens.revoke(first.id, by=ada)
    await tokens.create("x", READ, by=ada)


async def test_only_their_owner_sees_tokens(tokens: Tokens, ada: Person, ben: Person) -> None:
    made, _ = await tokens.create("x", READ, by=ada)
    assert await tokens.mine(by=ada) == [made]
    assert await tokens.mine(by=ben) == []
    assert await tokens.mine(by=OWNER) == []


async def test_a_revoked_token_is_over_at_the_door(
    tokens: Tokens, db: Database, door: Door, ada: Person
) -> None:
    made, _ = await tokens.create("x", READ, by=ada)
    await tokens.revoke(made.id, by=ada)
    assert door.ended == [{"user_id": ada.id, "token_id": made.id}]
    assert await tokens.mine(by=ada) == []
    with pytest.raises(NotFound):
        await tokens.revoke(made.id, by=ada)
    assert len(await log(db, "token.revoke")) == 1


async def test_anothers_token_is_revoked_only_by_who_manages_people(
    tokens: Tokens, db: Database, door: Door, ada: Person, ben: Person
) -> None:
    made, _ = await tokens.create("x", READ, by=ada)
    with pytest.raises(NotFound):
        await tokens.revoke(made.id, by=ben)
    assert door.ended == []
    await tokens.revoke(made.id, by=OWNER)
    assert door.ended == [{"user_id": ada.id, "token_id": made.id}]
    (entry,) = await log(db, "token.revoke")
    assert (entry.note.actor_id, entry.note.details) == (1, {"owner": ada.id})


async def test_who_is_disabled_in_the_same_commit_is_left_without_a_token(
    tokens: Tokens, db: Database, ada: Person
) -> None:
    said = (await log(db))[0].note
    disable = UserChange(user_id=ada.id, values={"disabled": True}, note=said)
    _, made = await asyncio.gather(
        db.write(user_edit.change, disable),
        tokens.create("x", READ, by=ada),
        return_exceptions=True,
    )
    assert isinstance(made, Unauthenticated)
    assert await tokens.mine(by=ada) == []
