import asyncio

import pytest
from sqlalchemy import update

from app.core.clock import now
from app.core.database import Database
from app.core.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from app.core.group_commit import Transaction
from app.core.person import Person, Role
from app.models.people import invites as table
from app.services import invites as module
from app.services.audit import Audit
from app.services.invites import Invites
from app.services.rates import Rates
from app.store import user_edit
from app.store.user_edit import UserChange
from tests.services.accounts import OWNER, log, person, stored_user
from tests.store.conftest import db, migrated, path, published

__all__ = ("db", "migrated", "path", "published")

MODES = ["closed", "invite", "open"]


@pytest.fixture
def invites(db: Database) -> Invites:
    return invites_of(db, "invite")


def invites_of(db: Database, registration: str) -> Invites:
    return Invites(db, Audit(db, Rates()), registration=registration)


@pytest.fixture
async def ada(db: Database) -> Person:
    return person(await stored_user(db, "Ada"))


@pytest.fixture
async def ben(db: Database) -> Person:
    return person(await stored_user(db, "Ben", Role.OPERATOR))


def expire(tx: Transaction, invite_ids: object) -> list[None]:
    tx.connection.execute(update(table).values(expires_at=now() - 1))
    return [None]


async def test_an_invite_is_good_for_a_week_and_for_its_e_mail_only(invites: Invites) -> None:
    made, secret = await invites.create("New@Example.org", Role.ADMIN, by=OWNER)
    assert abs(made.expires_at - now() - 7 * 24 * 3600 * 1000) < 60_000
    assert await invites.check(secret, "new@example.org") == made
    with pytest.raises(Forbidden):
        await invites.check(secret, "eve@example.org")


async def test_an_invite_without_an_e_mail_is_for_who_has_it(invites: Invites) -> None:
    made, secret = await invites.create(None, Role.USER, by=OWNER)
    assert await invites.check(secret, "eve@example.org") == made


async def test_what_makes_an_invite_bad_is_not_told(invites: Invites, db: Database) -> None:
    said = set()
    for spoil in ("revoked", "expired", "unknown", "another e-mail"):
        made, secret = await invites.create("a@example.org", Role.USER, by=OWNER)
        if spoil == "revoked":
            await invites.revoke(made.id, by=OWNER)
        elif spoil == "expired":
            await db.write(expire, made.id)
        elif spoil == "unknown":
            secret += "x"
        email = "b@example.org" if spoil == "another e-mail" else "a@example.org"
        with pytest.raises(Forbidden) as raised:
            await invites.check(secret, email)
        said.add(raised.value.detail)
    assert len(said) == 1


@pytest.mark.parametrize("mode", MODES)
async def test_an_administrator_invites_with_any_role_in_every_mode(
    db: Database, mode: str
) -> None:
    for role in Role:
        made, _ = await Invites(db, Audit(db, Rates()), registration=mode).create(
            None, role, by=OWNER
        )
        assert made.role is role


@pytest.mark.parametrize("mode", MODES)
async def test_others_invite_users_and_only_where_registration_is_by_invite(
    db: Database, mode: str, ada: Person, ben: Person
) -> None:
    invites = invites_of(db, mode)
    for by in (ada, ben):
        if mode == "invite":
            assert (await invites.create(None, Role.USER, by=by))[0].role is Role.USER
        else:
            with pytest.raises(Forbidden):
                await invites.create(None, Role.USER, by=by)
        for role in (Role.VIEWER, Role.OPERATOR, Role.ADMIN):
            with pytest.raises(Forbidden):
                await invites.create(None, role, by=by)


async def test_a_viewer_invites_nobody(invites: Invites, db: Database) -> None:
    by = person(await stored_user(db, "Eve", Role.VIEWER))
    for asked in (
        invites.create(None, Role.USER, by=by),
        invites.open(by=by),
        invites.revoke(1, by=by),
    ):
        with pytest.raises(Forbidden):
            await asked


async def test_ones_own_invites_are_seen_and_revoked_and_all_by_who_manages_people(
    invites: Invites, db: Database, ada: Person, ben: Person
) -> None:
    hers, _ = await invites.create(None, Role.USER, by=ada)
    his, _ = await invites.create(None, Role.USER, by=ben)
    assert await invites.open(by=ada) == [hers]
    assert await invites.open(by=OWNER) == [his, hers]
    with pytest.raises(NotFound):
        await invites.revoke(his.id, by=ada)
    await invites.revoke(hers.id, by=ada)
    await invites.revoke(his.id, by=OWNER)
    assert await invites.open(by=OWNER) == []
    with pytest.raises(NotFound):
        await invites.revoke(his.id, by=OWNER)
    assert [entry.note.target for entry in await log(db, "invite.revoke")] == [
        f"invite:{hers.id}",
        f"invite:{his.id}",
    ]


async def test_an_invite_is_written_down_without_its_secret(invites: Invites, db: Database) -> None:
    made, secret = await invites.create("a@example.org", Role.ADMIN, by=OWNER)
    (entry,) = await log(db, "invite.create")
    assert entry.note.target == f"invite:{made.id}"
    assert entry.note.details == {"email": "a@example.org", "role": "admin"}
    assert secret not in str(entry)


async def test_of_open_invites_there_is_a_bound(
    invites: Invites, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_AT_MOST", 2)
    made = await asyncio.gather(
        *(invites.create(None, Role.USER, by=ada) for _ in range(4)), return_exceptions=True
    )
    assert sum(isinstance(one, Conflict) for one in made) == 2


async def test_an_invite_for_what_is_no_e_mail_is_refused(invites: Invites) -> None:
    with pytest.raises(Invalid):
        await invites.create("ada", Role.USER, by=OWNER)


async def test_who_is_demoted_in_the_same_commit_invites_nobody(
    invites: Invites, db: Database
) -> None:
    await stored_user(db, "Eve", Role.ADMIN)
    by = person(await stored_user(db, "Ada", Role.ADMIN))
    said = (await log(db))[0].note
    demote = UserChange(user_id=by.id, values={"role": Role.USER}, note=said)
    _, made = await asyncio.gather(
        db.write(user_edit.change, demote),
        invites.create(None, Role.ADMIN, by=by),
        return_exceptions=True,
    )
    assert isinstance(made, Unauthenticated)
    assert await invites.open(by=OWNER) == []
